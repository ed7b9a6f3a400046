package quayside.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import quayside.transport.lab.Program;

class ShellWordsTest {
  private static final String LETTERS = "ab \t\n'\"\\$`!*?[]{}()<>|&;#~=%^,-_/é☃";

  @Test
  void splitUndoesJoin() {
    var random = new Random(11);
    for (int i = 0; i < 2000; i++) {
      List<String> words = words(random);
      assertEquals(words, ShellWords.split(ShellWords.join(words)));
    }
  }

  @Test
  void aRealShellReadsTheSameWords() throws IOException {
    var random = new Random(12);
    for (int i = 0; i < 10; i++) {
      List<String> words = new ArrayList<>();
      for (int j = 0; j < 50; j++) {
        words.addAll(words(random));
      }
      String script = "printf '%s\\0' " + ShellWords.join(words);
      Program shell =
          Program.run(script.getBytes(java.nio.charset.StandardCharsets.UTF_8), List.of("/bin/sh"));
      assertEquals(String.join("\0", words) + "\0", shell.text(), shell.err());
    }
  }

  @Test
  void whatNoShellCanCarryIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> ShellWords.quote("a\0b"));
    assertThrows(IllegalArgumentException.class, () -> ShellWords.split("a 'b"));
    assertThrows(IllegalArgumentException.class, () -> ShellWords.split("a \"b"));
  }

  private static List<String> words(Random random) {
    var words = new ArrayList<String>();
    for (int count = 1 + random.nextInt(5); count > 0; count--) {
      var word = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
      words.add(word.toString());
    }
    return words;
  }
}
