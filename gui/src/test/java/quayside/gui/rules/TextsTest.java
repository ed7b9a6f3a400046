package quayside.gui.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The texts of the window: each one that is used exists, and each one that exists is used. */
class TextsTest {
  private static final Path I18N = Sources.ROOT.resolve("resources/i18n");
  private static final Pattern IN_FXML = Pattern.compile("\"%([A-Za-z][\\w.-]*)\"");
  private static final Pattern IN_JAVA =
      Pattern.compile("[tT]exts?\\s*\\.\\s*\\w+\\(\\s*\"([a-z][\\w.-]*)\"\\s*[,)]");
  private static final Pattern LITERAL = Pattern.compile("\"([a-z][\\w.-]*)\"");

  @Test
  void everyUsedTextExists() throws IOException {
    Set<String> there = keys(I18N.resolve("messages.properties"));
    var used = new TreeSet<String>();
    collect(IN_FXML, Sources.ROOT.resolve("resources/fxml"), ".fxml", used);
    collect(IN_JAVA, Sources.ROOT.resolve("gui/src/main/java"), ".java", used);
    assertTrue(used.size() > 20, "texts seen: " + used.size());
    used.removeAll(there);
    String paste = used.stream().map(k -> k + " = ").collect(Collectors.joining("\n"));
    assertEquals("", paste, "paste into messages.properties");
  }

  @Test
  void everyTextIsUsed() throws IOException {
    var mentioned = new TreeSet<String>();
    collect(IN_FXML, Sources.ROOT.resolve("resources/fxml"), ".fxml", mentioned);
    collect(LITERAL, Sources.ROOT.resolve("gui/src/main/java"), ".java", mentioned);
    var prefixes = mentioned.stream().filter(k -> k.endsWith(".")).toList();
    var idle = new TreeSet<>(keys(I18N.resolve("messages.properties")));
    idle.removeIf(key -> mentioned.contains(key) || prefixes.stream().anyMatch(key::startsWith));
    assertEquals(Set.of(), idle, "texts that nobody shows");
  }

  @Test
  void everyLanguageHasEveryText() throws IOException {
    Set<String> all = keys(I18N.resolve("messages.properties"));
    for (Path language : Sources.below(I18N, ".properties")) {
      assertEquals(all, keys(language), language.toString());
    }
  }

  private static void collect(Pattern pattern, Path folder, String ending, Set<String> found)
      throws IOException {
    for (Path file : Sources.below(folder, ending)) {
      pattern.matcher(Files.readString(file)).results().forEach(m -> found.add(m.group(1)));
    }
  }

  private static Set<String> keys(Path file) throws IOException {
    var texts = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      texts.load(in);
    }
    return new TreeSet<>(texts.stringPropertyNames());
  }
}
