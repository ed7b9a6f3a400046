package quayside.core.archive;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.function.LongConsumer;

/** Every byte goes through a SHA-256; what is skipped is read. */
public final class HashedInput extends InputStream {
  private final InputStream in;
  private final LongConsumer progress;
  private final MessageDigest digest = Sidecar.sha256();
  private long read;

  /**
   * Hashes what is read.
   *
   * @param progress told the bytes read so far
   */
  public HashedInput(InputStream in, LongConsumer progress) {
    this.in = in;
    this.progress = progress;
  }

  /** Of all that was read; ends it. */
  public byte[] sha256() {
    return digest.digest();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int n = in.read(bytes, from, length);
    if (n > 0) {
      digest.update(bytes, from, n);
      read += n;
      progress.accept(read);
    }
    return n;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
