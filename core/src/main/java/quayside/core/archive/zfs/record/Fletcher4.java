package quayside.core.archive.zfs.record;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The running checksum of a stream: four sums over 32-bit words (OpenZFS, zfs_fletcher.c,
 * "fletcher-4"). Not for several threads.
 */
public final class Fletcher4 {
  private static final ValueLayout.OfInt BIG =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final int PIECE = 32 * FletcherLanes.STEP;
  private static final VarHandle LITTLE_WORDS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_WORDS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final FletcherLanes lanes = new FletcherLanes();
  private @Nullable MemorySegment piece;
  private long a;
  private long b;
  private long c;
  private long d;

  /** Adds whole words; {@code length} in bytes is a multiple of four. */
  public void add(byte[] bytes, int offset, int length, boolean bigEndian) {
    int many = length - length % FletcherLanes.STEP;
    if (many > 0) {
      add(MemorySegment.ofArray(bytes), offset, many, bigEndian);
    }
    for (int at = offset + many, end = offset + length; at < end; at += 4) {
      add(bigEndian ? (int) BIG_WORDS.get(bytes, at) : (int) LITTLE_WORDS.get(bytes, at));
    }
  }

  private void add(int word) {
    a += word & 0xFFFF_FFFFL;
    b += a;
    c += b;
    d += c;
  }

  /** The same for what lies in {@code memory}; fastest outside the heap and little-endian. */
  public void add(MemorySegment memory, long offset, long length, boolean bigEndian) {
    long many = length - length % FletcherLanes.STEP;
    if (memory.isNative() && !bigEndian) {
      many(memory, offset, many);
    } else {
      for (long done = 0; done < many; done += PIECE) {
        long part = Math.min(many - done, PIECE);
        many(copy(memory, offset + done, part, bigEndian), 0, part);
      }
    }
    for (long at = offset + many, end = offset + length; at < end; at += 4) {
      add(bigEndian ? memory.get(BIG, at) : memory.get(FletcherLanes.WORD, at));
    }
  }

  private MemorySegment copy(MemorySegment memory, long from, long length, boolean bigEndian) {
    if (piece == null) {
      piece = Arena.ofAuto().allocate(PIECE);
    }
    ValueLayout.OfInt order = bigEndian ? BIG : FletcherLanes.WORD;
    MemorySegment.copy(memory, order, from, piece, FletcherLanes.WORD, 0, length / 4);
    return piece;
  }

  private void many(MemorySegment words, long from, long length) {
    if (length > 0) {
      Checksum all = sum().then(lanes.of(words, from, length), length);
      a = all.a();
      b = all.b();
      c = all.c();
      d = all.d();
    }
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
