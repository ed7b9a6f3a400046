package quayside.transport;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * A stream in both directions. Closing the output sends end-of-file; {@link #close()} ends both.
 */
public interface Duplex extends AutoCloseable {
  InputStream in();

  OutputStream out();

  @Override
  void close();
}
