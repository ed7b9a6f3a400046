package quayside.core.archive.zfs.index;

import java.io.IOException;

/**
 * The rows [from, to) of a table.
 *
 * @param from the first row
 * @param to the row after the last one
 */
record Rows(IndexFile table, long from, long to) {
  boolean isEmpty() {
    return from >= to;
  }

  /** The last row whose number at {@code field} is at most {@code key}; from - 1 where none is. */
  long floor(int field, long key) throws IOException {
    long low = from;
    long high = to;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (table.getLong(middle, field) <= key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /** Those that are of one object. */
  Rows of(long object) throws IOException {
    long end = floor(Tables.OBJECT, object) + 1;
    return new Rows(table, new Rows(table, from, end).floor(Tables.OBJECT, object - 1) + 1, end);
  }
}
