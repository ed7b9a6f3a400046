package quayside.core.archive.zfs.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import quayside.core.archive.zfs.ZfsStreamException;
import quayside.core.archive.zfs.block.BadBlock;
import quayside.core.archive.zfs.block.Compression;

/**
 * One object of a snapshot: its kind, its bonus buffer and its data, found block by block. Not for
 * several threads.
 */
public final class Dnode {
  /** What one stream says of the object. */
  record Part(Layer layer, long row, long cutAt, Rows blocks, Rows frees) {}

  private final StreamIndex index;
  private final long number;
  private final List<Part> parts;
  private final IndexFile rows;
  private final IndexFile blocks;
  private final IndexFile frees;
  private final long top;
  private long cachedRow = -1;
  private byte[] cached = {};

  private Dnode(StreamIndex index, long number, List<Part> parts) {
    this.index = index;
    this.number = number;
    this.parts = parts;
    Part newest = parts.getFirst();
    rows = newest.layer().objects().table();
    blocks = newest.blocks().table();
    frees = newest.frees().table();
    top = newest.row();
  }

  static Dnode of(StreamIndex index, long number, List<Part> newestFirst) {
    return new Dnode(index, number, newestFirst);
  }

  /** The object's number. */
  public long number() {
    return number;
  }

  /** Bytes from the start of its stream to the object's description, for errors. */
  public long at() throws IOException {
    return rows.getLong(top, Tables.BONUS_AT) - 312;
  }

  /** What the data is (enum dmu_object_type). */
  public int type() throws IOException {
    return (int) (rows.getLong(top, Tables.TYPES) >>> 32);
  }

  /** What the bonus buffer is (enum dmu_object_type). */
  public int bonusType() throws IOException {
    return (int) rows.getLong(top, Tables.TYPES);
  }

  /** Bytes in a block. */
  public int blockSize() throws IOException {
    return (int) rows.getLong(top, Tables.BLOCK_SIZE);
  }

  /** The bonus buffer. */
  public byte[] bonus() throws IOException {
    return parts
        .getFirst()
        .layer()
        .input()
        .read(rows.getLong(top, Tables.BONUS_AT), (int) rows.getLong(top, Tables.BONUS_LENGTH));
  }

  /** The spill block; empty where there is none. */
  public byte[] spill() throws IOException {
    for (Part part : parts) {
      Rows spills = part.layer().spills().of(number);
      if (!spills.isEmpty()) {
        return plain(spills.table(), spills.from());
      }
      if (rows.getLong(part.row(), Tables.FLAGS) == 0) {
        break;
      }
    }
    return new byte[0];
  }

  /**
   * The first offset from {@code from} on that is not known to be a hole; Long.MAX_VALUE where all
   * is.
   */
  public long nextData(long from) throws IOException {
    long at = from;
    while (at < Long.MAX_VALUE) {
      Piece piece = piece(at);
      if (piece.row() >= 0) {
        return at;
      }
      at = piece.end();
    }
    return at;
  }

  /** Copies data to {@code into}; where there is none, zeros. All of {@code length} is filled. */
  public void read(long from, byte[] into, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      long at = from + done;
      Piece piece = piece(at);
      int count = (int) Math.min(length - done, piece.end() - at);
      if (piece.row() < 0) {
        Arrays.fill(into, offset + done, offset + done + count, (byte) 0);
      } else {
        byte[] block = block(piece.row());
        long start = blocks.getLong(piece.row(), Tables.START);
        System.arraycopy(block, (int) (at - start), into, offset + done, count);
      }
      done += count;
    }
  }

  private byte[] block(long row) throws IOException {
    if (row != cachedRow) {
      cached = plain(blocks, row);
      cachedRow = row;
    }
    return cached;
  }

  private byte[] plain(IndexFile table, long row) throws IOException {
    long at = table.getLong(row, Tables.DATA_AT);
    long sizes = table.getLong(row, Tables.SIZES);
    long kind = table.getLong(row, Tables.KIND);
    int length = (int) (sizes >>> 32);
    int embeddedLength = (int) (kind >>> 8 & 0xFFFF_FFFFL);
    byte[] packed = index.input(kind >>> 40).read(at, (int) sizes);
    try {
      byte[] plain =
          Compression.plain(
              (int) kind & 0xFF, packed, embeddedLength > 0 ? embeddedLength : length);
      return plain.length == length ? plain : Arrays.copyOf(plain, length);
    } catch (BadBlock e) {
      ZfsStreamException failed = new ZfsStreamException(at, String.valueOf(e.getMessage()));
      failed.initCause(e);
      throw failed;
    }
  }

  /**
   * From some offset to {@code end} all is in the block of that row, or, where it is -1, a hole.
   */
  private record Piece(long row, long end) {}

  private Piece piece(long at) throws IOException {
    long end = Long.MAX_VALUE;
    for (Part part : parts) {
      long row = part.blocks().floor(Tables.START, at);
      if (row >= part.blocks().from()) {
        long rowEnd =
            blocks.getLong(row, Tables.START) + (blocks.getLong(row, Tables.SIZES) >>> 32);
        if (at < rowEnd) {
          return new Piece(row, Math.min(end, rowEnd));
        }
      }
      if (row + 1 < part.blocks().to()) {
        end = Math.min(end, blocks.getLong(row + 1, Tables.START));
      }
      if (at >= part.cutAt()) {
        return new Piece(-1, end);
      }
      end = Math.min(end, part.cutAt());
      long free = part.frees().floor(Tables.START, at);
      if (free >= part.frees().from()) {
        long freeEnd = frees.getLong(free, Tables.START) + frees.getLong(free, Tables.FREE_LENGTH);
        if (at < freeEnd) {
          return new Piece(-1, Math.min(end, freeEnd));
        }
      }
      if (free + 1 < part.frees().to()) {
        end = Math.min(end, frees.getLong(free + 1, Tables.START));
      }
    }
    return new Piece(-1, end);
  }
}
