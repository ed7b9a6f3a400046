package quayside.core.archive.zfs.block;

/**
 * Decodes one LZ4 block (LZ4 block format description, lz4.org): a token of two lengths, literals,
 * a distance back, and so on; the last piece has literals only. The kept libraries reach into
 * memory without the JDK's checks; a block is too simple for that.
 */
final class Lz4 {
  private static final int SHORTEST_COPY = 4;
  private static final int MORE = 15;

  private final byte[] packed;
  private final int end;
  private int from;

  private Lz4(byte[] packed, int from, int end) {
    this.packed = packed;
    this.from = from;
    this.end = end;
  }

  /** The plain block from what lies in [from, end). */
  static byte[] plain(byte[] packed, int from, int end, int length) throws BadBlock {
    return new Lz4(packed, from, end).decode(new byte[length]);
  }

  private byte[] decode(byte[] plain) throws BadBlock {
    int to = 0;
    while (true) {
      int token = next();
      int literals = length(token >>> 4);
      if (literals > end - from || literals > plain.length - to) {
        throw broken();
      }
      System.arraycopy(packed, from, plain, to, literals);
      from += literals;
      to += literals;
      if (from == end) {
        if (to != plain.length) {
          throw broken();
        }
        return plain;
      }
      int distance = next() | next() << 8;
      int count = length(token & MORE) + SHORTEST_COPY;
      if (distance == 0 || distance > to || count > plain.length - to) {
        throw broken();
      }
      if (distance >= count) {
        System.arraycopy(plain, to - distance, plain, to, count);
        to += count;
      } else {
        for (int i = 0; i < count; i++, to++) {
          plain[to] = plain[to - distance];
        }
      }
    }
  }

  private int length(int start) throws BadBlock {
    int length = start;
    if (start == MORE) {
      int more;
      do {
        more = next();
        length += more;
        if (length < 0) {
          throw broken();
        }
      } while (more == 255);
    }
    return length;
  }

  private int next() throws BadBlock {
    if (from >= end) {
      throw broken();
    }
    return packed[from++] & 0xFF;
  }

  private static BadBlock broken() {
    return new BadBlock("A block is not the LZ4 data it is said to be");
  }
}
