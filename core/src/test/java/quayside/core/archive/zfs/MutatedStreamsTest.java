package quayside.core.archive.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/**
 * Streams with right checksums and wrong contents: one clear error or a whole tree, never a hang,
 * never a byte elsewhere. A failing one is made smaller, shown with its seed, and tried first in
 * the next run.
 */
class MutatedStreamsTest {
  /** How the streams come, and what is done with them. */
  enum Way {
    PIPE,
    FILE,
    EXTRACTED
  }

  private static final List<List<byte[]>> ORIGINALS = Mutant.originals();

  @Provide
  Arbitrary<Mutant.Change> changes() {
    Arbitrary<Integer> record = Arbitraries.integers().between(0, 200);
    Arbitrary<Long> value =
        Arbitraries.oneOf(
            Arbitraries.of(java.util.Arrays.stream(Mutant.ODD).boxed().toList()),
            Arbitraries.longs());
    return Arbitraries.frequencyOf(
        Tuple.of(1, record.map(Mutant.Change.Twice::new)),
        Tuple.of(1, record.map(Mutant.Change.Gone::new)),
        Tuple.of(1, Combinators.combine(record, record).as(Mutant.Change.Swapped::new)),
        Tuple.of(
            3,
            Combinators.combine(record, Arbitraries.integers().between(0, 15), value)
                .as(Mutant.Change.Field::new)),
        Tuple.of(
            4,
            Combinators.combine(
                    record,
                    Arbitraries.integers().between(0, 1 << 18),
                    Arbitraries.integers().between(0, 255))
                .as(Mutant.Change.Content::new)));
  }

  @Provide
  Arbitrary<Mutant> mutants() {
    return Combinators.combine(
            Arbitraries.integers().between(0, ORIGINALS.size() - 1),
            changes().list().ofMinSize(1).ofMaxSize(3))
        .as(Mutant::new);
  }

  @Provide
  Arbitrary<Way> ways() {
    return Arbitraries.frequency(
        Tuple.of(9, Way.PIPE), Tuple.of(9, Way.FILE), Tuple.of(2, Way.EXTRACTED));
  }

  @Property
  void mutantsWithRightChecksumsDoNoHarm(@ForAll("mutants") Mutant mutant, @ForAll("ways") Way way)
      throws IOException {
    Path temporary = Files.createTempDirectory("mutant");
    try {
      boolean refused =
          assertTimeoutPreemptively(
              Duration.ofSeconds(30), () -> isRefused(mutant.of(ORIGINALS), way, temporary));
      Statistics.label("refused")
          .collect(refused)
          .coverage(share -> share.check(true).percentage(percent -> percent > 10));
    } finally {
      Everything.delete(temporary);
    }
  }

  private static boolean isRefused(List<byte[]> streams, Way way, Path temporary)
      throws IOException {
    Path target = temporary.resolve("target");
    List<StreamSource> sources =
        way == Way.FILE ? Everything.files(streams, temporary) : Everything.pipes(streams);
    List<Path> before = inside(temporary);
    boolean refused = false;
    try {
      if (way == Way.EXTRACTED) {
        try (ZfsArchive archive = ZfsArchive.open(sources, temporary, n -> {})) {
          Extractor.extract(archive.latest(), BytePath.ROOT, target, 4 << 20, false);
        }
      } else {
        Everything.read(sources, temporary);
      }
    } catch (ZfsStreamException e) {
      assertTrue(String.valueOf(e.getMessage()).contains("(at byte "), e.getMessage());
      refused = true;
    } catch (IOException e) {
      // what cannot be extracted here: too many bytes, a name that the system does not have
      assertEquals(Way.EXTRACTED, way, () -> "no clear error: " + e);
      assertNotNull(e.getMessage());
      refused = true;
    }
    List<Path> after = new java.util.ArrayList<>(inside(temporary));
    after.remove(target);
    assertEquals(before, after, "no temporary file stays, and no other is made");
    return refused;
  }

  private static List<Path> inside(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }
}
