package quayside.core.archive.zfs.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** As good as a set of boxed numbers. */
class LongSetTest {
  @Test
  void numbersAreNewOnlyOnce() {
    Random random = new Random(6);
    LongSet ours = new LongSet();
    Set<Long> theirs = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      long number =
          switch (random.nextInt(3)) {
            case 0 -> random.nextInt(1000);
            case 1 -> random.nextLong() >>> 1;
            default -> (1L << 47) + i;
          };
      assertEquals(theirs.add(number), ours.add(number), () -> "number " + number);
    }
  }
}
