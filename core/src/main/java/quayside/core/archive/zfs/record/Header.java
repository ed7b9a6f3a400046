package quayside.core.archive.zfs.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import quayside.core.archive.zfs.ZfsStreamException;

/**
 * Reads the 312 bytes in front of every record (dmu_replay_record_t), and bounds every length in
 * them.
 */
final class Header {
  static final int SIZE = 312;
  static final int BEGIN = 0;
  static final int END = 5;
  static final int CHECKSUM_AT = 280;
  static final long MAGIC = 0x2F5bacbacL;

  /** The largest block of any pool (SPA_MAXBLOCKSIZE). */
  static final int MAX_BLOCK = 16 << 20;

  /** The largest dnode less its fixed part, in which the bonus buffer lies. */
  private static final int MAX_BONUS = 16384 - 64;

  private static final int MAX_NVLIST = 64 << 20;
  private static final int MAX_EMBEDDED = 112;

  private final ByteBuffer bytes = ByteBuffer.allocate(SIZE);

  byte[] array() {
    return bytes.array();
  }

  /** Finds the byte order by the magic number of a BEGIN record. */
  boolean detectOrder(long at) throws ZfsStreamException {
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.getLong(8) == MAGIC && type() == BEGIN) {
      return false;
    }
    bytes.order(ByteOrder.BIG_ENDIAN);
    if (bytes.getLong(8) == MAGIC && type() == BEGIN) {
      return true;
    }
    throw new ZfsStreamException(at, "This is not the start of a ZFS send stream");
  }

  int type() {
    return bytes.getInt(0);
  }

  Checksum checksum() {
    return sum(CHECKSUM_AT);
  }

  /** Of an END: the sums of all before it. */
  Checksum endChecksum() {
    return sum(8);
  }

  private Checksum sum(int at) {
    return new Checksum(
        bytes.getLong(at), bytes.getLong(at + 8), bytes.getLong(at + 16), bytes.getLong(at + 24));
  }

  int beginPayload(long at) throws ZfsStreamException {
    return (int) bounded(at, bytes.getInt(4) & 0xFFFF_FFFFL, MAX_NVLIST, "description");
  }

  StreamRecord.Begin begin(Span span, boolean bigEndian) {
    long version = bytes.getLong(16);
    int end = 56;
    while (end < SIZE && bytes.get(end) != 0) {
      end++;
    }
    return new StreamRecord.Begin(
        span,
        bigEndian,
        (int) (version & 3),
        version >>> 2 & 0x3FFF_FFFFL,
        bytes.getLong(24),
        bytes.getInt(32),
        bytes.getInt(36),
        bytes.getLong(40),
        bytes.getLong(48),
        new String(bytes.array(), 56, end - 56, StandardCharsets.UTF_8));
  }

  /** The record with its announced payload; BEGIN is read by {@link #begin}. */
  StreamRecord record(long at, boolean raw) throws ZfsStreamException {
    return switch (type()) {
      case 1 -> object(at, raw);
      case 2 -> new StreamRecord.FreeObjects(span(at, 0), bytes.getLong(8), bytes.getLong(16));
      case 3 -> write(at);
      case 4 ->
          new StreamRecord.Free(
              span(at, 0), bytes.getLong(8), bytes.getLong(16), bytes.getLong(24));
      case END -> new StreamRecord.End(span(at, 0), endChecksum(), bytes.getLong(40));
      case 6 ->
          new StreamRecord.WriteByRef(
              span(at, 0),
              bytes.getLong(8),
              bytes.getLong(16),
              bounded(at, bytes.getLong(24), MAX_BLOCK, "block"),
              toGuid(),
              bytes.getLong(40),
              bytes.getLong(48),
              bytes.getLong(56),
              bytes.get(64) & 0xFF,
              bytes.getLong(104));
      case 7 -> spill(at);
      case 8 -> embedded(at);
      case 9 ->
          new StreamRecord.ObjectRange(
              span(at, 0), bytes.getLong(8), bytes.getLong(16), bytes.get(68) & 0xFF);
      case 10 ->
          new StreamRecord.Redact(
              span(at, 0), bytes.getLong(8), bytes.getLong(16), bytes.getLong(24));
      default -> throw new ZfsStreamException(at, "There is no record of type " + type());
    };
  }

  /** The snapshot the record says it belongs to; every kind but BEGIN carries it. */
  long toGuid() {
    return switch (type()) {
      case 1, 3, 5 -> bytes.getLong(40);
      case 4, 6, 8, 10 -> bytes.getLong(32);
      case 2, 7, 9 -> bytes.getLong(24);
      default -> 0;
    };
  }

  private StreamRecord object(long at, boolean raw) throws ZfsStreamException {
    int bonus = (int) bounded(at, bytes.getInt(28) & 0xFFFF_FFFFL, MAX_BONUS, "bonus buffer");
    int rawBonus = (int) bounded(at, bytes.getInt(36) & 0xFFFF_FFFFL, MAX_BONUS, "bonus buffer");
    int block = (int) bounded(at, bytes.getInt(24) & 0xFFFF_FFFFL, MAX_BLOCK, "block");
    if (block == 0 || block % 512 != 0) {
      throw new ZfsStreamException(at, "An object cannot have blocks of " + block + " bytes");
    }
    return new StreamRecord.Obj(
        span(at, raw && rawBonus > 0 ? rawBonus : bonus + 7 & ~7),
        bytes.getLong(8),
        bytes.getInt(16),
        bytes.getInt(20),
        block,
        bonus,
        bytes.get(32) & 0xFF,
        bytes.get(33) & 0xFF,
        bytes.get(34) & 0xFF,
        bytes.get(35) & 0xFF,
        rawBonus,
        bytes.get(48) & 0xFF,
        bytes.get(49) & 0xFF,
        bytes.get(50) & 0xFF,
        bytes.getLong(56));
  }

  private StreamRecord write(long at) throws ZfsStreamException {
    long logical = bounded(at, bytes.getLong(32), MAX_BLOCK, "block");
    int compression = bytes.get(50) & 0xFF;
    long compressed = bounded(at, bytes.getLong(96), MAX_BLOCK, "block");
    return new StreamRecord.Write(
        span(at, (int) (compression != 0 ? compressed : logical)),
        bytes.getLong(8),
        bytes.getInt(16),
        bytes.getLong(24),
        logical,
        bytes.get(48) & 0xFF,
        bytes.get(49) & 0xFF,
        compression,
        compressed,
        bytes.getLong(88));
  }

  private StreamRecord spill(long at) throws ZfsStreamException {
    long length = bounded(at, bytes.getLong(16), MAX_BLOCK, "block");
    long compressed = bounded(at, bytes.getLong(40), MAX_BLOCK, "block");
    return new StreamRecord.Spill(
        span(at, (int) (compressed != 0 ? compressed : length)),
        bytes.getLong(8),
        length,
        bytes.get(32) & 0xFF,
        bytes.get(33) & 0xFF,
        compressed);
  }

  private StreamRecord embedded(long at) throws ZfsStreamException {
    int physical = (int) bounded(at, bytes.getInt(52) & 0xFFFF_FFFFL, MAX_EMBEDDED, "block");
    return new StreamRecord.WriteEmbedded(
        span(at, physical + 7 & ~7),
        bytes.getLong(8),
        bytes.getLong(16),
        bounded(at, bytes.getLong(24), MAX_BLOCK, "block"),
        toGuid(),
        bytes.get(40) & 0xFF,
        bytes.get(41) & 0xFF,
        (int) bounded(at, bytes.getInt(48) & 0xFFFF_FFFFL, MAX_BLOCK, "block"),
        physical);
  }

  private static Span span(long at, int payload) {
    return new Span(at, at + SIZE, payload);
  }

  private static long bounded(long at, long length, long most, String what)
      throws ZfsStreamException {
    if (length < 0 || length > most) {
      throw new ZfsStreamException(
          at,
          "A record announces a "
              + what
              + " of "
              + Long.toUnsignedString(length)
              + " bytes, more than any can have");
    }
    return length;
  }
}
