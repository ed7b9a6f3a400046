package quayside.core.archive.zfs;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import quayside.core.archive.zfs.record.Checksum;
import quayside.core.archive.zfs.record.Fletcher4;

/** Streams made record by record, in either byte order, right or wrong, with right checksums. */
public final class Records {
  public static final long GUID = 7;
  private static final int HEADER = 312;
  private static final int CHECKSUM_AT = 280;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Fletcher4 sum = new Fletcher4();
  private final ByteOrder order;
  private long guid = GUID;

  /** An empty stream in that byte order. */
  public Records(ByteOrder order) {
    this.order = order;
  }

  /** A record of that type without anything in it. */
  ByteBuffer header(int type) {
    return ByteBuffer.allocate(HEADER).order(order).putInt(0, type);
  }

  /** Adds a record, with its checksums. */
  Records add(ByteBuffer header, byte... payload) {
    boolean big = order == ByteOrder.BIG_ENDIAN;
    int type = header.getInt(0);
    if (type == 0) {
      sum.clear();
    }
    if (type == 5) {
      put(header, 8);
    }
    sum.add(bytes(header), 0, CHECKSUM_AT, big);
    if (type != 0) {
      put(header, CHECKSUM_AT);
    }
    byte[] bytes = bytes(header);
    sum.add(bytes, CHECKSUM_AT, HEADER - CHECKSUM_AT, big);
    sum.add(payload, 0, payload.length & ~3, big);
    out.writeBytes(bytes);
    out.writeBytes(payload);
    return this;
  }

  private static byte[] bytes(ByteBuffer header) {
    byte[] bytes = new byte[HEADER];
    header.get(0, bytes);
    return bytes;
  }

  private void put(ByteBuffer header, int at) {
    Checksum all = sum.sum();
    header.putLong(at, all.a()).putLong(at + 8, all.b());
    header.putLong(at + 16, all.c()).putLong(at + 24, all.d());
  }

  /** The start of a full stream of {@code kind}: 2 is a file system. */
  public Records begin(long features, int kind) {
    return begin(features, kind, 0);
  }

  public Records begin(long features, int kind, int flags) {
    return add(
        header(0)
            .putLong(8, 0x2F5bacbacL)
            .putLong(16, features << 2 | 1)
            .putInt(32, kind)
            .putInt(36, flags)
            .putLong(40, GUID)
            .put(56, "p/d@s".getBytes(StandardCharsets.US_ASCII)));
  }

  /** The start of an increment to the snapshot {@code to} from the one before it. */
  public Records increment(int flags, long from, long to) {
    guid = to;
    return add(
        header(0)
            .putLong(8, 0x2F5bacbacL)
            .putLong(16, 1)
            .putInt(32, 2)
            .putInt(36, flags)
            .putLong(40, to)
            .putLong(48, from)
            .put(56, "p/d@t".getBytes(StandardCharsets.US_ASCII)));
  }

  public Records object(long object, int type, int bonusType, byte... bonus) {
    return object(object, type, bonusType, 512, 0, bonus);
  }

  public Records object(
      long object, int type, int bonusType, int blockSize, int flags, byte... bonus) {
    return add(
        header(1)
            .putLong(8, object)
            .putInt(16, type)
            .putInt(20, bonusType)
            .putInt(24, blockSize)
            .putInt(28, bonus.length)
            .put(35, (byte) flags)
            .putLong(40, guid),
        Arrays.copyOf(bonus, bonus.length + 7 & ~7));
  }

  /** One block at the start of an object, as it is. */
  Records write(long object, int type, byte... block) {
    return add(
        header(3).putLong(8, object).putInt(16, type).putLong(32, block.length).putLong(40, guid),
        block);
  }

  /** One block that stands for {@code length} bytes, packed in the way of that number. */
  public Records packed(long object, long offset, int length, int compression, byte... block) {
    byte[] padded = Arrays.copyOf(block, block.length + 7 & ~7);
    return add(
        header(3)
            .putLong(8, object)
            .putInt(16, 19)
            .putLong(24, offset)
            .putLong(32, length)
            .putLong(40, guid)
            .put(50, (byte) compression)
            .putLong(96, padded.length),
        padded);
  }

  /** The first block of an object is that of another one in the snapshot {@code in}. */
  Records same(long object, long as, long in) {
    return add(
        header(6)
            .putLong(8, object)
            .putLong(24, 512)
            .putLong(32, guid)
            .putLong(40, in)
            .putLong(48, as));
  }

  Records embedded(long object, int compression, int length, byte... data) {
    return add(
        header(8)
            .putLong(8, object)
            .putLong(24, 512)
            .putLong(32, guid)
            .put(40, (byte) compression)
            .putInt(48, length)
            .putInt(52, data.length),
        Arrays.copyOf(data, data.length + 7 & ~7));
  }

  public Records spill(long object, byte... block) {
    return add(header(7).putLong(8, object).putLong(16, block.length).putLong(24, guid), block);
  }

  public Records free(long object, long offset, long length) {
    return add(
        header(4).putLong(8, object).putLong(16, offset).putLong(24, length).putLong(32, guid));
  }

  public Records freeObjects(long first, long count) {
    return add(header(2).putLong(8, first).putLong(16, count).putLong(24, guid));
  }

  /** The end, and all of the stream. */
  public byte[] end() {
    add(header(5).putLong(40, guid));
    return out.toByteArray();
  }

  /** A table of one block. */
  byte[] micro(Object... namesAndValues) {
    byte[] bytes = new byte[512];
    ByteBuffer block = over(bytes).putLong(0, 0x8000_0000_0000_0003L);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      int at = 64 + i * 32;
      block.putLong(at, (Long) namesAndValues[i + 1]);
      block.put(at + 14, String.valueOf(namesAndValues[i]).getBytes(StandardCharsets.UTF_8));
    }
    return bytes;
  }

  /** A way to put numbers into bytes in the byte order of the stream. */
  ByteBuffer over(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(order);
  }

  /** An old znode. */
  byte[] znode(int mode, long size) {
    byte[] znode = new byte[264];
    over(znode).putLong(72, mode).putLong(80, size).putLong(16, 5).putLong(96, 1);
    return znode;
  }

  /** A file system of a root directory alone, with these entries. */
  Records root(Object... namesAndObjects) {
    return object(1, 21, 0)
        .write(1, 21, micro("ROOT", 3L, "VERSION", 4L))
        .object(3, 20, 17, znode(040755, 2 + namesAndObjects.length / 2))
        .write(3, 20, micro(namesAndObjects));
  }

  /** A stream cut into its records. */
  public static List<byte[]> parts(byte[] stream) {
    ByteBuffer in = ByteBuffer.wrap(stream).order(orderOf(stream));
    List<byte[]> parts = new ArrayList<>();
    for (int at = 0; at + HEADER <= stream.length; ) {
      int payload =
          switch (in.getInt(at)) {
            case 0 -> in.getInt(at + 4);
            case 1 -> in.getInt(at + 28) + 7 & ~7;
            case 3 -> (int) in.getLong(in.get(at + 50) != 0 ? at + 96 : at + 32);
            case 7 -> (int) in.getLong(in.getLong(at + 40) != 0 ? at + 40 : at + 16);
            case 8 -> in.getInt(at + 52) + 7 & ~7;
            default -> 0;
          };
      parts.add(Arrays.copyOfRange(stream, at, Math.min(stream.length, at + HEADER + payload)));
      at += HEADER + payload;
    }
    return parts;
  }

  /** The records in a row, with checksums that are right again. */
  public static byte[] mended(ByteOrder order, List<byte[]> parts) {
    Records mended = new Records(order);
    for (byte[] part : parts) {
      ByteBuffer header = ByteBuffer.wrap(Arrays.copyOf(part, HEADER)).order(order);
      byte[] payload = Arrays.copyOfRange(part, HEADER, Math.max(HEADER, part.length));
      boolean closesPackage = header.getInt(0) == 5 && header.getLong(8) == 0;
      if (closesPackage) {
        mended.out.writeBytes(part);
      } else {
        mended.add(header, payload);
      }
    }
    return mended.out.toByteArray();
  }

  static ByteOrder orderOf(byte[] stream) {
    return stream[8] == (byte) 0xAC ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }
}
