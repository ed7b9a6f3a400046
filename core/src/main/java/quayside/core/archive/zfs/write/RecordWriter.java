package quayside.core.archive.zfs.write;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import quayside.core.archive.zfs.record.Checksum;
import quayside.core.archive.zfs.record.Fletcher4;

/** Writes the records of a stream, little-endian, each with its checksum. */
final class RecordWriter {
  private static final int SIZE = 312;
  private static final int CHECKSUM_AT = 280;
  private static final int FLETCHER_4 = 7;
  private static final int FILE_SYSTEM = 2;
  private static final byte[] NOTHING = {};

  private final OutputStream out;
  private final Fletcher4 sum = new Fletcher4();
  private final byte[] header = new byte[SIZE];
  private final ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
  private long guid;

  RecordWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * The start of a package, with its description; a stream's own BEGIN follows after {@link #end}.
   */
  void beginPackage(String toName, byte[] description) throws IOException {
    start(0);
    fields.putInt(4, description.length);
    begin(2, toName);
    send(description, description.length, false);
  }

  void begin(String toName, long toGuid, long fromGuid, long created, int flags)
      throws IOException {
    start(0);
    guid = toGuid;
    fields.putLong(24, created);
    fields.putInt(32, FILE_SYSTEM);
    fields.putInt(36, flags);
    fields.putLong(40, toGuid);
    fields.putLong(48, fromGuid);
    begin(1, toName);
    send(NOTHING, 0, false);
  }

  private void begin(int kind, String toName) {
    byte[] name = toName.getBytes(StandardCharsets.UTF_8);
    if (name.length > 255) {
      throw new IllegalArgumentException("A snapshot's name has at most 255 bytes: " + toName);
    }
    fields.putLong(8, 0x2F5bacbacL);
    fields.putLong(16, kind);
    fields.put(56, name);
    sum.clear();
  }

  void object(long object, int type, int bonusType, int blockSize, byte[] bonus)
      throws IOException {
    start(1);
    fields.putLong(8, object);
    fields.putInt(16, type);
    fields.putInt(20, bonusType);
    fields.putInt(24, blockSize);
    fields.putInt(28, bonus.length);
    fields.putLong(40, guid);
    byte[] padded = Arrays.copyOf(bonus, bonus.length + 7 & ~7);
    send(padded, padded.length, true);
  }

  void freeObjects(long first, long count) throws IOException {
    start(2);
    fields.putLong(8, first);
    fields.putLong(16, count);
    fields.putLong(24, guid);
    send(NOTHING, 0, true);
  }

  void write(long object, int type, long offset, byte[] block, int length) throws IOException {
    start(3);
    fields.putLong(8, object);
    fields.putInt(16, type);
    fields.putLong(24, offset);
    fields.putLong(32, length);
    fields.putLong(40, guid);
    fields.put(48, (byte) FLETCHER_4);
    send(block, length, true);
  }

  /** A hole; {@code length} -1 is to the end. */
  void free(long object, long offset, long length) throws IOException {
    start(4);
    fields.putLong(8, object);
    fields.putLong(16, offset);
    fields.putLong(24, length);
    fields.putLong(32, guid);
    send(NOTHING, 0, true);
  }

  void end() throws IOException {
    Checksum all = sum.sum();
    start(5);
    put(8, all);
    fields.putLong(40, guid);
    send(NOTHING, 0, true);
  }

  /** What closes a package. */
  void endPackage() throws IOException {
    start(5);
    out.write(header);
  }

  private void start(int type) {
    Arrays.fill(header, (byte) 0);
    fields.putInt(0, type);
  }

  private void put(int at, Checksum checksum) {
    fields.putLong(at, checksum.a());
    fields.putLong(at + 8, checksum.b());
    fields.putLong(at + 16, checksum.c());
    fields.putLong(at + 24, checksum.d());
  }

  private void send(byte[] payload, int length, boolean withChecksum) throws IOException {
    sum.add(header, 0, CHECKSUM_AT, false);
    if (withChecksum) {
      put(CHECKSUM_AT, sum.sum());
    }
    sum.add(header, CHECKSUM_AT, SIZE - CHECKSUM_AT, false);
    out.write(header);
    if (length > 0) {
      sum.add(payload, 0, length, false);
      out.write(payload, 0, length);
    }
  }
}
