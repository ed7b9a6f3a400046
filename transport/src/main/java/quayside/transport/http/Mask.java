package quayside.transport.http;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The masking of payloads (RFC 6455 §5.3), which is its own inverse. */
final class Mask {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Mask() {}

  /**
   * Masks or unmasks a part of a payload in place.
   *
   * @param at where in the payload the part begins
   */
  static void apply(int key, long at, byte[] bytes, int from, int length) {
    int turned = Integer.rotateLeft(key, (int) (at & 3) * 8);
    long eight = ((long) turned << 32) | (turned & 0xffffffffL);
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      LONGS.set(bytes, from + i, (long) LONGS.get(bytes, from + i) ^ eight);
    }
    for (; i < length; i++) {
      bytes[from + i] ^= (byte) (turned >>> (24 - (i & 3) * 8));
    }
  }
}
