package quayside.core.archive.zfs.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * One object of a snapshot: its kind, its bonus buffer and its data, found block by block. Not for
 * several threads.
 */
public final class Dnode {
  /** What one stream says of the object. */
  record Part(Layer layer, long row, long cutAt, Rows blocks, Rows frees) {
    private boolean isLike(Part other) throws IOException {
      IndexFile ours = layer.objects().table();
      IndexFile theirs = other.layer.objects().table();
      for (int field : new int[] {Tables.TYPES, Tables.BLOCK_SIZE, Tables.BONUS_LENGTH}) {
        if (ours.getLong(row, field) != theirs.getLong(other.row, field)) {
          return false;
        }
      }
      return true;
    }
  }

  private final Blocks blocks;
  private final long number;
  private final List<Part> parts;
  private final IndexFile rows;
  private final long top;

  private Dnode(Blocks blocks, long number, List<Part> parts) {
    this.blocks = blocks;
    this.number = number;
    this.parts = parts;
    Part newest = parts.getFirst();
    rows = newest.layer().objects().table();
    top = newest.row();
  }

  static Dnode of(Blocks blocks, long number, List<Part> newestFirst) {
    return new Dnode(blocks, number, newestFirst);
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
    return Blocks.bytes(
        parts.getFirst().layer().input(),
        rows.getLong(top, Tables.BONUS_AT),
        (int) rows.getLong(top, Tables.BONUS_LENGTH));
  }

  /**
   * The spill block; empty where there is none. It outlives newer descriptions of the object as a
   * receiver lets it (OpenZFS, dmu_recv.c, receive_object).
   */
  public byte[] spill() throws IOException {
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      Rows spills = part.layer().spills().of(number);
      if (!spills.isEmpty()) {
        return blocks.plain(spills.table(), spills.from());
      }
      long stays = part.layer().objects().table().getLong(part.row(), Tables.SPILL);
      if (stays == Tables.SPILL_GOES
          || i + 1 == parts.size()
          || (stays == Tables.SPILL_DEPENDS && !part.isLike(parts.get(i + 1)))) {
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
        int start = (int) (at - piece.table().getLong(piece.row(), Tables.START));
        blocks.copy(piece.table(), piece.row(), start, into, offset + done, count);
      }
      done += count;
    }
  }

  /**
   * From some offset to {@code end} all is in the block of that row, or, where it is -1, a hole.
   */
  private record Piece(IndexFile table, long row, long end) {}

  private Piece piece(long at) throws IOException {
    long end = Long.MAX_VALUE;
    for (Part part : parts) {
      long row = part.blocks().floor(Tables.START, at);
      if (row >= part.blocks().from()) {
        long rowEnd =
            part.blocks().table().getLong(row, Tables.START)
                + (part.blocks().table().getLong(row, Tables.SIZES) >>> 32);
        if (at < rowEnd) {
          return new Piece(part.blocks().table(), row, Math.min(end, rowEnd));
        }
      }
      if (row + 1 < part.blocks().to()) {
        end = Math.min(end, part.blocks().table().getLong(row + 1, Tables.START));
      }
      if (at >= part.cutAt()) {
        return hole(end);
      }
      end = Math.min(end, part.cutAt());
      long free = part.frees().floor(Tables.START, at);
      if (free >= part.frees().from()) {
        long freeEnd =
            part.frees().table().getLong(free, Tables.START)
                + part.frees().table().getLong(free, Tables.FREE_LENGTH);
        if (at < freeEnd) {
          return hole(Math.min(end, freeEnd));
        }
      }
      if (free + 1 < part.frees().to()) {
        end = Math.min(end, part.frees().table().getLong(free + 1, Tables.START));
      }
    }
    return hole(end);
  }

  private Piece hole(long end) {
    return new Piece(rows, -1, end);
  }
}
