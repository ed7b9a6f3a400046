package quayside.core.archive.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.ChildJvm;
import tools.jackson.databind.json.JsonMapper;

/**
 * Streams with more files than there is memory for: one JVM writes, another one with a small heap
 * reads and compares every file.
 */
class HugeStreamTest {
  @TempDir Path temporary;

  @Test
  void aHundredThousandFilesAreReadInATinyHeap() throws Exception {
    readsWithin("20m", new HugeTree(100, 1000, 2, 1L << 30));
  }

  /** Takes minutes and 12 GB of disk: for QUAYSIDE_SLOW=1. */
  @Test
  @EnabledIfEnvironmentVariable(named = "QUAYSIDE_SLOW", matches = "1")
  void fiveMillionFilesAndAHundredGigabytesAreReadIn128MiB() throws Exception {
    readsWithin("128m", new HugeTree(5000, 1000, 4, 25_000_000_000L));
  }

  private void readsWithin(String heap, HugeTree tree) throws Exception {
    List<String> shape =
        List.of(
            "" + tree.folders(),
            "" + tree.filesEach(),
            "" + tree.largeFiles(),
            "" + tree.largeSize(),
            temporary.toString());
    Path said = temporary.resolveSibling(temporary.getFileName() + "-said");
    try {
      List<Process> both =
          ProcessBuilder.startPipeline(
              List.of(
                  child(said, "write", shape, "-Xmx1500m"),
                  child(said, "read", shape, "-Xmx" + heap, "-XX:MaxDirectMemorySize=8m")));
      String line;
      try (var out = both.getLast().inputReader(StandardCharsets.UTF_8)) {
        line = out.readLine();
      }
      for (Process each : both) {
        assertTrue(each.waitFor(1, TimeUnit.MINUTES));
        assertEquals(0, each.exitValue(), () -> read(said));
      }
      System.out.println(line);
      Map<?, ?> result = new JsonMapper().readValue(line, Map.class);
      assertEquals(tree.files() + "", String.valueOf(result.get("files")));
      assertEquals(tree.bytes() + "", String.valueOf(result.get("bytes")));
    } finally {
      Files.deleteIfExists(said);
    }
  }

  private static ProcessBuilder child(
      Path said, String verb, List<String> shape, String... options) {
    List<String> words = new ArrayList<>(ChildJvm.command(HugeStream.class, options));
    words.add(verb);
    words.addAll(shape);
    return new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.appendTo(said.toFile()));
  }

  private static String read(Path said) {
    try {
      return Files.readString(said);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
