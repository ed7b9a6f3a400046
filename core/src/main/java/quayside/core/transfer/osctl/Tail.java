package quayside.core.transfer.osctl;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongConsumer;

/**
 * Passes a ZFS stream on and looks at its last record, which must be END (docs/protocols/
 * zfs-stream.md §1): a stream that is cut short does not have it.
 */
final class Tail extends OutputStream {
  private static final int RECORD = 312;
  private static final int END = 5;

  private final OutputStream out;
  private final LongConsumer progress;
  private final byte[] last = new byte[RECORD];
  private long bytes;

  Tail(OutputStream out, LongConsumer progress) {
    this.out = out;
    this.progress = progress;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] piece, int from, int length) throws IOException {
    out.write(piece, from, length);
    int kept = Math.min(length, RECORD);
    System.arraycopy(last, kept, last, 0, RECORD - kept);
    System.arraycopy(piece, from + length - kept, last, RECORD - kept, kept);
    bytes += length;
    progress.accept(bytes);
  }

  /** Whether what came last is the record that ends a stream or a package, in either byte order. */
  boolean ended() {
    boolean little = last[0] == END && last[1] == 0 && last[2] == 0 && last[3] == 0;
    boolean big = last[0] == 0 && last[1] == 0 && last[2] == 0 && last[3] == END;
    return bytes >= 2 * RECORD && (little || big);
  }
}
