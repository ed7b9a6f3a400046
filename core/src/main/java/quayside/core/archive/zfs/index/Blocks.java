package quayside.core.archive.zfs.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import quayside.core.archive.zfs.ZfsStreamException;
import quayside.core.archive.zfs.block.BadBlock;
import quayside.core.archive.zfs.block.Compression;

/**
 * The bytes of blocks, from where their rows say they lie. Keeps one decompressed block, so memory
 * stays the same however large blocks are. Not for several threads.
 */
final class Blocks {
  private final StreamIndex index;
  private @Nullable IndexFile table;
  private long row;
  private byte[] plain = {};

  Blocks(StreamIndex index) {
    this.index = index;
  }

  /** Copies {@code count} bytes from {@code from} on in the block of that row. */
  void copy(IndexFile rows, long which, int from, byte[] into, int offset, int count)
      throws IOException {
    long kind = rows.getLong(which, Tables.KIND);
    long sizes = rows.getLong(which, Tables.SIZES);
    if (Compression.isNone((int) kind & 0xFF) && (int) sizes == sizes >>> 32) {
      index
          .input(kind >>> 40)
          .read(rows.getLong(which, Tables.DATA_AT) + from, ByteBuffer.wrap(into, offset, count));
      return;
    }
    if (rows != table || which != row) {
      table = null;
      plain = plain(rows, which);
      table = rows;
      row = which;
    }
    System.arraycopy(plain, from, into, offset, count);
  }

  /** All of a block. */
  byte[] plain(IndexFile rows, long which) throws IOException {
    long at = rows.getLong(which, Tables.DATA_AT);
    long sizes = rows.getLong(which, Tables.SIZES);
    long kind = rows.getLong(which, Tables.KIND);
    int length = (int) (sizes >>> 32);
    int embedded = embeddedLength(kind);
    byte[] packed = bytes(index.input(kind >>> 40), at, (int) sizes);
    try {
      byte[] found = Compression.plain((int) kind & 0xFF, packed, embedded > 0 ? embedded : length);
      return found.length == length ? found : Arrays.copyOf(found, length);
    } catch (BadBlock e) {
      ZfsStreamException failed = new ZfsStreamException(at, String.valueOf(e.getMessage()));
      failed.initCause(e);
      throw failed;
    }
  }

  static byte[] bytes(Input input, long at, int length) throws IOException {
    byte[] found = new byte[length];
    input.read(at, ByteBuffer.wrap(found));
    return found;
  }

  private static int embeddedLength(long kind) {
    return (int) (kind >>> 8);
  }
}
