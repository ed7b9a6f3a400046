package quayside.core.archive.zfs.tree;

/**
 * A set of numbers, at least 0. Those that lie close together, as the numbers of files do, share
 * what they cost: sixteen bytes, twice as many while there is room, for each 64 numbers in a row of
 * which one is in the set.
 */
public final class LongSet {
  private long[] keys = new long[64];
  private long[] bits = new long[64];
  private int size;

  /** Adds a number; false where it was there already. */
  public boolean add(long number) {
    long key = (number >>> 6) + 1;
    int slot = slot(key);
    if (keys[slot] == 0) {
      if (++size * 2 > keys.length) {
        grow();
        slot = slot(key);
      }
      keys[slot] = key;
    }
    long bit = 1L << (number & 63);
    if ((bits[slot] & bit) != 0) {
      return false;
    }
    bits[slot] |= bit;
    return true;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldBits = bits;
    keys = new long[oldKeys.length * 2];
    bits = new long[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        bits[slot] = oldBits[i];
      }
    }
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) ((key * 0x9E37_79B9_7F4A_7C15L) >>> 32) & mask;
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
