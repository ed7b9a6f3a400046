package quayside.core.archive.zfs.write;

import java.util.Arrays;

/** A bonus buffer and its type. */
final class Bonus {
  /** Tables have none. */
  static final Bonus NONE = new Bonus(0, new byte[0]);

  private final int type;
  private final byte[] bytes;

  Bonus(int type, byte[] bytes) {
    this.type = type;
    this.bytes = bytes;
  }

  int type() {
    return type;
  }

  byte[] bytes() {
    return bytes;
  }

  boolean same(Bonus other) {
    return type == other.type && Arrays.equals(bytes, other.bytes);
  }
}
