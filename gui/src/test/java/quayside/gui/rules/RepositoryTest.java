package quayside.gui.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the repository promises beside its types: sizes, sentences, texts, decisions, commands. */
class RepositoryTest {
  private static final int LONGEST = 400;
  private static final int DEEPEST = 5; // quayside and four below

  /** How often each file may silence the compiler; whoever adds a line here says why. */
  private static final Map<String, Integer> SILENCED =
      Map.of(
          "Rules.java", 1, // its constants are read by reflection
          "Answering.java", 1); // sshj declares a raw type

  private static final Map<String, Pattern> NEVER =
      Map.of(
          "catches everything",
          Pattern.compile("catch \\((?:final )?(?:\\w+ \\| )*(?:Exception|Throwable)\\b"),
          "writes shell text",
          Pattern.compile("\"(?:/bin/)?(?:ba|da)?sh\",\\s*\"-c\""),
          "mocks",
          Pattern.compile("import (?:static )?(?:org\\.mockito|org\\.easymock|io\\.mockk)"),
          "leaves work undone",
          Pattern.compile("\\b(?:TODO|FIXME|XXX)\\b"));

  @Test
  void noSourceIsLongerThanOneIdea() throws IOException {
    var tooLong = new TreeMap<String, Integer>();
    for (Path source : Sources.java("main", "test")) {
      int lines = Files.readAllLines(source).size();
      if (lines > LONGEST) {
        tooLong.put(source.toString(), lines);
      }
    }
    assertEquals(Map.of(), tooLong, "files of more than " + LONGEST + " lines");
  }

  @Test
  void everyPackageSaysWhatItIsFor() throws IOException {
    var silent = new ArrayList<Path>();
    var sentences = new HashMap<String, Path>();
    for (Path source : Sources.java("main")) {
      Path folder = source.resolveSibling("");
      Path info = source.resolveSibling("package-info.java");
      if (source.endsWith("module-info.java")) {
        continue;
      }
      assertTrue(packageOf(source).split("\\.").length <= DEEPEST, () -> "too deep: " + source);
      if (!Files.exists(info)) {
        silent.add(folder);
        continue;
      }
      String text = Files.readString(info);
      String sentence = text.substring(0, text.indexOf("package ")).replaceAll("[\\s/*]+", " ");
      assertTrue(sentence.strip().endsWith("."), () -> info + " has no sentence");
      Path twin = sentences.put(sentence, folder);
      assertTrue(twin == null || twin.equals(folder), () -> info + " says what " + twin + " says");
    }
    assertEquals(List.of(), silent.stream().distinct().toList(), "packages without package-info");
  }

  @Test
  void nothingForbiddenIsWritten() throws IOException {
    var found = new ArrayList<String>();
    for (Path source : Sources.java("main", "test")) {
      if (source.endsWith("RepositoryTest.java")) {
        continue;
      }
      String text = Files.readString(source);
      NEVER.forEach((what, pattern) -> {
        if (pattern.matcher(text).find()) {
          found.add(source + " " + what);
        }
      });
    }
    assertEquals(List.of(), found);
  }

  @Test
  void forbiddenTextIsFound() {
    assertTrue(finds("catches everything", "} catch (Exception e) {"));
    assertTrue(finds("catches everything", "catch (final Throwable _)"));
    assertTrue(finds("writes shell text", "List.of(\"sh\", \"-c\", x)"));
    assertTrue(finds("mocks", "import org.mockito.Mockito;"));
    assertTrue(finds("leaves work undone", "// TODO later"));
  }

  @Test
  void silencedWarningsAreCounted() throws IOException {
    var silenced = new TreeMap<String, Integer>();
    for (Path source : Sources.java("main", "test")) {
      int count = Files.readString(source).split("@SuppressWarnings|@Disabled\\b", -1).length - 1;
      if (count > 0 && !source.endsWith("RepositoryTest.java")) {
        silenced.merge(String.valueOf(source.getFileName()), count, Integer::sum);
      }
    }
    assertEquals(new TreeMap<>(SILENCED), silenced, "silence none, or say why in the list");
  }

  @Test
  void everyDecisionHasAStatus() throws IOException {
    List<Path> decisions = Sources.below(Sources.ROOT.resolve("docs/adr"), ".md");
    assertTrue(decisions.size() >= 10, "decisions seen: " + decisions.size());
    for (int i = 0; i < decisions.size(); i++) {
      Path decision = decisions.get(i);
      String text = Files.readString(decision);
      String number = "%04d-".formatted(i + 1);
      String name = String.valueOf(decision.getFileName());
      assertTrue(name.startsWith(number), () -> name + " should be number " + number);
      assertTrue(text.matches("(?s)# .*\\n\\nStatus: (accepted|replaced by \\d{4})\\n.*"), name);
      assertTrue(text.lines().count() <= 60, () -> name + " is longer than a page");
    }
  }

  @Test
  void theCommandsInTheDocumentsExist() throws IOException {
    var names = new ArrayList<String>();
    for (Path source : Sources.below(Sources.ROOT.resolve("cli/src/main"), ".java")) {
      Pattern.compile("@Command\\(\\s*name = \"([a-z-]+)\"")
          .matcher(Files.readString(source))
          .results()
          .forEach(m -> names.add(m.group(1)));
    }
    var documents = new ArrayList<>(Sources.below(Sources.ROOT.resolve("docs"), ".md"));
    documents.add(Sources.ROOT.resolve("README.md"));
    documents.add(Sources.ROOT.resolve("CONTRIBUTING.md"));
    for (Path document : documents) {
      for (String line : Files.readAllLines(document)) {
        Pattern.compile("(?:^|\\./)quayside ([a-z]+)\\b")
            .matcher(line.strip())
            .results()
            .map(m -> m.group(1))
            .forEach(verb -> assertTrue(names.contains(verb), () -> document + ": " + line));
      }
      Pattern.compile("\\]\\((?!https?:|#)([^)#]+)")
          .matcher(Files.readString(document))
          .results()
          .map(m -> document.resolveSibling(m.group(1)))
          .forEach(link -> assertTrue(Files.exists(link), () -> document + " links to " + link));
    }
    assertTrue(Files.isExecutable(Sources.ROOT.resolve("quayside")));
    assertTrue(Files.isExecutable(Sources.ROOT.resolve(".ci/run")));
    assertTrue(Files.isExecutable(Sources.ROOT.resolve("lab/bench")));
  }

  private static boolean finds(String what, String text) {
    return Optional.ofNullable(NEVER.get(what)).orElseThrow().matcher(text).find();
  }

  private static String packageOf(Path source) throws IOException {
    return Files.readAllLines(source).stream()
        .filter(line -> line.startsWith("package "))
        .findFirst()
        .orElseThrow();
  }
}
