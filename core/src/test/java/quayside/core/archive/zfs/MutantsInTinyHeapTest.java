package quayside.core.archive.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.ChildJvm;

/**
 * Whatever a stream says of its sizes, reading it takes no more than two of the largest blocks (16
 * MiB each) and little besides.
 */
class MutantsInTinyHeapTest {
  private static final int MUTANTS = Integer.getInteger("jqwik.tries.default", 5000) / 5;

  @TempDir Path temporary;

  @Test
  void noMutantNeedsMoreThan56MiB() throws Exception {
    Path said = temporary.resolve("said");
    List<String> words =
        new ArrayList<>(
            ChildJvm.command(MutantsInTinyHeap.class, "-Xmx56m", "-XX:MaxDirectMemorySize=8m"));
    words.addAll(List.of(temporary.toString(), "5", "" + MUTANTS));
    Process child = new ProcessBuilder(words).redirectError(said.toFile()).start();
    try (var out = child.inputReader(StandardCharsets.UTF_8)) {
      String refused = out.readLine();
      assertEquals(0, child.waitFor(), () -> read(said));
      assertTrue(Integer.parseInt(refused) > MUTANTS / 10, () -> "only " + refused);
    }
  }

  private static String read(Path said) {
    try {
      return Files.readString(said);
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }
}
