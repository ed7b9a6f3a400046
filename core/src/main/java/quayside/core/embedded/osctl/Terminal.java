package quayside.core.embedded.osctl;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes to. A pipe gets its output in bursts of 8 KiB or at the end, as Ruby
 * buffers it; a terminal gets every line at once, ending in CR LF. A reader that goes away does not
 * stop the command: what it began runs in the daemon.
 */
final class Terminal {
  private static final int BURST = 8192;
  private final OutputStream out;
  private final OutputStream err;
  private final boolean pty;
  private boolean gone;

  Terminal(OutputStream out, OutputStream err, boolean pty) {
    this.out = new BufferedOutputStream(out, BURST);
    this.err = err;
    this.pty = pty;
  }

  boolean pty() {
    return pty;
  }

  void line(String text) {
    write(out, text + "\n");
  }

  void text(String text) {
    write(out, text);
  }

  void error(String text) {
    flush();
    write(err, text + "\n");
    try {
      err.flush();
    } catch (IOException _) {
      gone = true;
    }
  }

  void flush() {
    try {
      out.flush();
    } catch (IOException _) {
      gone = true;
    }
  }

  /** Whether nobody reads any more, as far as writing told. */
  boolean gone() {
    return gone;
  }

  private void write(OutputStream stream, String text) {
    if (gone) {
      return;
    }
    try {
      stream.write((pty ? text.replace("\n", "\r\n") : text).getBytes(StandardCharsets.UTF_8));
      if (pty) {
        stream.flush();
      }
    } catch (IOException _) {
      gone = true;
    }
  }
}
