package quayside.core.archive.zfs.tree;

import java.util.Arrays;

/** A set of positive numbers in few bytes each. */
public final class LongSet {
  private long[] table = new long[64];
  private int size;

  /** Adds a number other than 0; false where it was there already. */
  public boolean add(long number) {
    if (size * 2 >= table.length) {
      long[] old = table;
      table = new long[old.length * 2];
      Arrays.stream(old).filter(each -> each != 0).forEach(each -> table[slot(each)] = each);
    }
    int slot = slot(number);
    if (table[slot] == number) {
      return false;
    }
    table[slot] = number;
    size++;
    return true;
  }

  private int slot(long number) {
    int mask = table.length - 1;
    int slot = (int) ((number * 0x9E37_79B9_7F4A_7C15L) >>> 32) & mask;
    while (table[slot] != 0 && table[slot] != number) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
