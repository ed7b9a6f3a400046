package quayside.core.archive.zfs.block;

/** The two small codecs that only ZFS has. */
final class OldCodecs {
  private static final int LZJB_SHORTEST = 3;
  private static final int ZLE_LITERALS = 64;

  private OldCodecs() {}

  /**
   * LZJB: a map byte says of the next eight items which are copies; a copy is two bytes, six bits
   * of length less three, ten bits of distance.
   */
  static byte[] lzjb(byte[] packed, int length) throws BadBlock {
    byte[] plain = new byte[length];
    int from = 0;
    int to = 0;
    int map = 0;
    int bit = 0x80;
    while (to < length) {
      bit <<= 1;
      if (bit == 0x100) {
        need(packed, from, 1);
        map = packed[from++];
        bit = 1;
      }
      if ((map & bit) == 0) {
        need(packed, from, 1);
        plain[to++] = packed[from++];
      } else {
        need(packed, from, 2);
        int count = ((packed[from] & 0xFF) >>> 2) + LZJB_SHORTEST;
        int distance = ((packed[from] & 0x3) << 8) | (packed[from + 1] & 0xFF);
        from += 2;
        if (distance == 0 || distance > to) {
          throw new BadBlock("A block is not the LZJB data it is said to be");
        }
        for (int i = 0; i < count && to < length; i++, to++) {
          plain[to] = plain[to - distance];
        }
      }
    }
    return plain;
  }

  /**
   * ZLE: a byte below 64 is followed by that many bytes plus one; above, it stands for that many
   * zeros less 63.
   */
  static byte[] zle(byte[] packed, int length) throws BadBlock {
    byte[] plain = new byte[length];
    int from = 0;
    int to = 0;
    while (to < length) {
      need(packed, from, 1);
      int count = 1 + (packed[from++] & 0xFF);
      if (count <= ZLE_LITERALS) {
        need(packed, from, count);
        if (count > length - to) {
          throw new BadBlock("A block is not the ZLE data it is said to be");
        }
        System.arraycopy(packed, from, plain, to, count);
        from += count;
        to += count;
      } else {
        to += Math.min(count - ZLE_LITERALS, length - to);
      }
    }
    return plain;
  }

  private static void need(byte[] packed, int from, int count) throws BadBlock {
    if (from + count > packed.length) {
      throw new BadBlock("A compressed block is too short");
    }
  }
}
