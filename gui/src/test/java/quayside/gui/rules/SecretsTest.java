package quayside.gui.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every secret that a test uses begins with the same letters. Whatever the modules before this one
 * printed and logged while they were tested stands in their reports: none may be there.
 */
class SecretsTest {
  private static final Pattern SECRET = Pattern.compile("hu" + "sh-[a-z]|correct " + "horse");
  private static final List<String> MODULES = List.of("transport", "core", "cli", "gui");

  @Test
  void noSecretIsInTheReportsOfTheTests() throws IOException {
    List<Path> found = new ArrayList<>();
    for (String module : MODULES) {
      for (String reports : List.of("surefire-reports", "failsafe-reports")) {
        Path folder = Sources.ROOT.resolve(module + "/target/" + reports);
        if (Files.isDirectory(folder)) {
          found.addAll(containing(folder));
        }
      }
    }
    assertEquals(List.of(), found);
  }

  private static List<Path> containing(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> found = new ArrayList<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        if (SECRET.matcher(text).find()) {
          found.add(file);
        }
      }
      return found;
    }
  }

  @Test
  void aSecretWouldBeFound() throws IOException {
    Path folder = Files.createTempDirectory("secrets");
    Path file = Files.writeString(folder.resolve("report"), "x hu" + "sh-one y");
    assertEquals(List.of(file), containing(folder));
    Files.delete(file);
    assertTrue(containing(folder).isEmpty());
    Files.delete(folder);
  }
}
