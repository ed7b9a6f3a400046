package quayside.core.archive.zfs.record;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The four sums of many words at once. The words are seen as rows of 128; each column has sums of
 * its own, which do not wait for each other, so the compiler takes several at a time into one
 * register. Folding the columns gives the sums of the whole.
 *
 * <p>A word that m − 1 words follow counts 1, m, m(m+1)/2 and m(m+1)(m+2)/6 times in the four sums.
 * In its column only n − 1 follow, where m = 128 n − column: the factors here express the
 * polynomials in m by those in n.
 */
final class FletcherLanes {
  static final ValueLayout.OfInt WORD =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final int LANES = 128;
  private static final int ROW = 4 * LANES;

  /** Bytes that are summed in one go: four rows; whatever is given is a multiple of it. */
  static final int STEP = 4 * ROW;

  private final long[] sums = new long[4 * LANES];
  private final long[] factors = new long[6 * LANES];

  FletcherLanes() {
    long n = LANES;
    for (int i = 0; i < LANES; i++) {
      long l = i;
      factors[i] = -l;
      factors[i + LANES] = -n * (n + 2 * l - 1) / 2;
      factors[i + 2 * LANES] = l * (l - 1) / 2;
      factors[i + 3 * LANES] = -n * n * (n + l - 1);
      factors[i + 4 * LANES] = n * (n * n + 3 * n * (l - 1) + 3 * (l - 1) * (l - 1) - 1) / 6;
      factors[i + 5 * LANES] = -l * (l - 1) * (l - 2) / 6;
    }
  }

  /** The sums of little-endian words outside the heap, from zero. */
  Checksum of(MemorySegment words, long from, long length) {
    for (long at = from, end = from + length; at < end; at += STEP) {
      fourRows(words, at, sums);
    }
    long a = 0;
    long b = 0;
    long c = 0;
    long d = 0;
    long n = LANES;
    long[] f = factors;
    for (int l = 0; l < LANES; l++) {
      long columnA = sums[l];
      long columnB = sums[l + LANES];
      long columnC = sums[l + 2 * LANES];
      a += columnA;
      b += n * columnB + f[l] * columnA;
      c += n * n * columnC + f[l + LANES] * columnB + f[l + 2 * LANES] * columnA;
      d +=
          n * n * n * sums[l + 3 * LANES]
              + f[l + 3 * LANES] * columnC
              + f[l + 4 * LANES] * columnB
              + f[l + 5 * LANES] * columnA;
      sums[l] = sums[l + LANES] = sums[l + 2 * LANES] = sums[l + 3 * LANES] = 0;
    }
    return new Checksum(a, b, c, d);
  }

  private static void fourRows(MemorySegment words, long from, long[] sums) {
    for (int l = 0; l < LANES; l++) {
      long at = from + 4L * l;
      long a = sums[l];
      long b = sums[l + LANES];
      long c = sums[l + 2 * LANES];
      long d = sums[l + 3 * LANES];
      a += words.get(WORD, at) & 0xFFFF_FFFFL;
      b += a;
      c += b;
      d += c;
      a += words.get(WORD, at + ROW) & 0xFFFF_FFFFL;
      b += a;
      c += b;
      d += c;
      a += words.get(WORD, at + 2 * ROW) & 0xFFFF_FFFFL;
      b += a;
      c += b;
      d += c;
      a += words.get(WORD, at + 3 * ROW) & 0xFFFF_FFFFL;
      b += a;
      c += b;
      d += c;
      sums[l] = a;
      sums[l + LANES] = b;
      sums[l + 2 * LANES] = c;
      sums[l + 3 * LANES] = d;
    }
  }
}
