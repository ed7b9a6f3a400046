package quayside.core.archive.zfs.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The objects of one snapshot, as a full stream and the increments above it leave them. */
public final class Objects {
  private static final int FREE_RECORDS = 4;
  private static final int OLD_BONUS = 320;
  private static final int SYSTEM_ATTRIBUTES = 44;

  private final Blocks blocks;
  private final List<Layer> chain;

  Objects(StreamIndex index, List<Layer> newestFirst) {
    this.blocks = new Blocks(index);
    this.chain = newestFirst;
  }

  /** Whether numbers inside the objects' data are stored big-endian. */
  public boolean bigEndian() {
    return chain.getFirst().begin().bigEndian();
  }

  /** OpenZFS says in BEGIN that its FREE records are complete; zfs-fuse says nothing. */
  public boolean sentByOpenZfs() {
    return (chain.getFirst().begin().flags() & FREE_RECORDS) != 0;
  }

  /** Where the newest stream begins, for errors that belong to no record. */
  public long at() {
    return chain.getFirst().begin().span().at();
  }

  /** The object of that number, where the snapshot has one. */
  public Optional<Dnode> find(long object) throws IOException {
    List<Dnode.Part> parts = new ArrayList<>();
    for (Layer layer : chain) {
      if (layer.freed(object)) {
        break;
      }
      long row = layer.row(object);
      if (row < 0) {
        continue;
      }
      if (!parts.isEmpty() && replaces(parts.getLast(), layer, row)) {
        break;
      }
      parts.add(
          new Dnode.Part(
              layer,
              row,
              layer.objects().table().getLong(row, Tables.CUT_AT),
              layer.blocks().of(object),
              layer.frees().of(object)));
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(Dnode.of(blocks, object, parts));
  }

  /**
   * Whether the newer description drops all earlier data, as a receiver does when the block size
   * changes or block pointers are lost (OpenZFS, dmu_recv.c, receive_handle_existing_object).
   */
  private static boolean replaces(Dnode.Part newer, Layer older, long row) throws IOException {
    IndexFile now = newer.layer().objects().table();
    IndexFile was = older.objects().table();
    return now.getLong(newer.row(), Tables.BLOCK_SIZE) != was.getLong(row, Tables.BLOCK_SIZE)
        || pointers(now, newer.row()) < pointers(was, row);
  }

  private static long pointers(IndexFile rows, long row) throws IOException {
    if ((int) rows.getLong(row, Tables.TYPES) == SYSTEM_ATTRIBUTES) {
      return 1;
    }
    return 1 + ((OLD_BONUS - Math.min(OLD_BONUS, rows.getLong(row, Tables.BONUS_LENGTH))) >> 7);
  }
}
