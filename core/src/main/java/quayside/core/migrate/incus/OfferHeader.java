package quayside.core.migrate.incus;

/**
 * The first message of a control channel: what the source can send. It is a {@code MigrationHeader}
 * of Protocol Buffers ({@code migrate.proto} of LXD and Incus, the same in both).
 */
final class OfferHeader {
  private static final int RSYNC_FEATURES = 8;
  private static final int COMPRESS = 3;

  /** Kinds of values (protobuf.dev, “Encoding”, Message Structure). */
  private static final int VARINT = 0;

  private static final int FIXED_64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED_32 = 5;

  private final byte[] bytes;
  private int at;

  private OfferHeader(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The same header, but not offering to let rsync compress: between neighbours that is slower than
   * the network by far. What cannot be read stays as it is.
   */
  static byte[] uncompressed(byte[] header) {
    byte[] changed = header.clone();
    try {
      return new OfferHeader(changed).clear(changed.length, RSYNC_FEATURES) ? changed : header;
    } catch (ArrayIndexOutOfBoundsException e) {
      System.getLogger(OfferHeader.class.getName())
          .log(System.Logger.Level.DEBUG, "a header that cannot be read: {0}", e.getMessage());
      return header;
    }
  }

  /** Sets the flag to false where it is; whether all was understood. */
  private boolean clear(int end, int wanted) {
    while (at < end) {
      long tag = varint();
      int start = at;
      switch ((int) (tag & 7)) {
        case VARINT -> {
          long value = varint();
          if (wanted == COMPRESS && tag >> 3 == COMPRESS && value == 1 && at == start + 1) {
            bytes[start] = 0;
          }
        }
        case FIXED_64 -> at += 8;
        case FIXED_32 -> at += 4;
        case LENGTH -> {
          long length = varint();
          if (length < 0 || length > end - at) {
            return false;
          }
          int next = at + (int) length;
          if (wanted == RSYNC_FEATURES && tag >> 3 == RSYNC_FEATURES && !clear(next, COMPRESS)) {
            return false;
          }
          at = next;
        }
        default -> {
          return false;
        }
      }
    }
    return at == end;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = bytes[at++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new ArrayIndexOutOfBoundsException("a number of more than ten bytes");
  }
}
