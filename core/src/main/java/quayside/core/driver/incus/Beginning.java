package quayside.core.driver.incus;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** An answer that is read while it arrives, and remembers how it began in case it is none. */
final class Beginning extends FilterInputStream {
  private static final int KEPT = 4 << 10;

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  Beginning(InputStream answer) {
    super(answer);
  }

  /** What was read of the first few kilobytes. */
  String text() {
    return kept.toString(StandardCharsets.UTF_8);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    int n = super.read(target, from, length);
    if (n > 0 && kept.size() < KEPT) {
      kept.write(target, from, Math.min(n, KEPT - kept.size()));
    }
    return n;
  }
}
