package quayside.core.archive.zfs.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The running checksum of a stream: four sums over 32-bit words (OpenZFS, zfs_fletcher.c,
 * "fletcher-4").
 */
public final class Fletcher4 {
  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private long a;
  private long b;
  private long c;
  private long d;

  /** Adds whole words; {@code length} is a multiple of four. */
  public void add(byte[] bytes, int offset, int length, boolean bigEndian) {
    VarHandle words = bigEndian ? BIG : LITTLE;
    long a = this.a;
    long b = this.b;
    long c = this.c;
    long d = this.d;
    if (bigEndian) {
      for (int at = offset, end = offset + length; at < end; at += 4) {
        a += (int) words.get(bytes, at) & 0xFFFF_FFFFL;
        b += a;
        c += b;
        d += c;
      }
    } else {
      for (int at = offset, end = offset + length; at < end; at += 4) {
        a += (int) LITTLE.get(bytes, at) & 0xFFFF_FFFFL;
        b += a;
        c += b;
        d += c;
      }
    }
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
  }

  /** The same for what lies at {@code offset} of a buffer, in the buffer's byte order. */
  public void add(ByteBuffer bytes, int offset, int length) {
    long a = this.a;
    long b = this.b;
    long c = this.c;
    long d = this.d;
    for (int at = offset, end = offset + length; at < end; at += 4) {
      a += bytes.getInt(at) & 0xFFFF_FFFFL;
      b += a;
      c += b;
      d += c;
    }
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
  }

  /** The sums so far. */
  public Checksum sum() {
    return new Checksum(a, b, c, d);
  }

  /** Starts over. */
  public void clear() {
    a = b = c = d = 0;
  }
}
