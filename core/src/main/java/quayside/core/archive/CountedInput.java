package quayside.core.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Tells how many bytes were read. */
public final class CountedInput extends FilterInputStream {
  private final LongConsumer progress;
  private long bytes;

  /**
   * Counts.
   *
   * @param progress told the bytes read so far
   */
  public CountedInput(InputStream in, LongConsumer progress) {
    super(in);
    this.progress = progress;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] piece, int from, int length) throws IOException {
    int n = super.read(piece, from, length);
    bytes += Math.max(n, 0);
    progress.accept(bytes);
    return n;
  }
}
