package quayside.core.archive.zfs.index;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The five tables of an index, all in the order of the streams, and the offsets of their fields.
 * The first field of each row is the number of an object, and within one stream rows ascend by it.
 *
 * @param objects one row for each OBJECT record
 * @param spills one row for each spill block
 * @param blocks one row for each block of data, ascending by offset within an object
 * @param frees one row for each hole, ascending by offset within an object
 * @param freed one row for each range of objects that are gone
 */
record Tables(
    IndexFile objects, IndexFile spills, IndexFile blocks, IndexFile frees, IndexFile freed)
    implements Closeable {
  static final int OBJECT = 0;

  static final int BONUS_AT = 8;
  static final int BONUS_LENGTH = 16;
  static final int BLOCK_SIZE = 24;
  static final int TYPES = 32;
  static final int CUT_AT = 40;

  /** Whether the spill block of an older stream stays: one of the three below. */
  static final int SPILL = 48;

  static final int SPILL_GOES = 0;
  static final int SPILL_STAYS = 1;

  /** It stays with an object that keeps its types and sizes. */
  static final int SPILL_DEPENDS = 2;

  private static final int OBJECT_ROW = 56;

  /** Of spills and blocks; a spill block has no use for it. */
  static final int START = 8;

  static final int DATA_AT = 16;
  static final int SIZES = 24;

  /**
   * Compression in 8 bits, plain length of an embedded block in 32, number of the input in the
   * rest.
   */
  static final int KIND = 32;

  private static final int BLOCK_ROW = 40;

  static final int FREE_LENGTH = 16;
  private static final int FREE_ROW = 24;

  static final int FREED_COUNT = 8;
  private static final int FREED_ROW = 16;

  static Tables in(Path directory) {
    return new Tables(
        new IndexFile(directory, OBJECT_ROW),
        new IndexFile(directory, BLOCK_ROW),
        new IndexFile(directory, BLOCK_ROW),
        new IndexFile(directory, FREE_ROW),
        new IndexFile(directory, FREED_ROW));
  }

  void seal() throws IOException {
    objects.seal();
    spills.seal();
    blocks.seal();
    frees.seal();
    freed.seal();
  }

  @Override
  public void close() throws IOException {
    try (objects;
        spills;
        blocks;
        frees) {
      freed.close();
    }
  }
}
