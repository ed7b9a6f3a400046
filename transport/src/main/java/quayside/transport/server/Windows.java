package quayside.transport.server;

import java.io.IOException;
import java.lang.System.Logger.Level;
import org.apache.sshd.common.channel.LocalWindow;

/** Gives window space back to a client whose bytes were read. */
final class Windows {
  private static final System.Logger LOG = System.getLogger(Windows.class.getName());

  private Windows() {}

  static void release(LocalWindow window, int count) {
    if (!window.isOpen()) {
      return;
    }
    try {
      window.release(count);
    } catch (IOException e) {
      // the reader learns of it by its next read, which the ending channel breaks
      LOG.log(Level.DEBUG, "no more window for a channel that ends", e);
    }
  }
}
