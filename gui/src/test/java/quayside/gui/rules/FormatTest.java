package quayside.gui.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every source is written as google-java-format writes it; {@code -Dquayside.format=true} does. */
class FormatTest {
  @Test
  void everySourceIsFormatted() throws IOException, FormatterException {
    List<Path> sources = Sources.java("main", "test");
    assertTrue(sources.size() > 100, "sources seen: " + sources.size());
    var bad = new ArrayList<Path>();
    for (Path source : sources) {
      String text = Files.readString(source);
      String good = new Formatter().formatSource(text);
      if (!good.equals(text)) {
        bad.add(source);
        if (Boolean.getBoolean("quayside.format")) {
          Files.writeString(source, good);
        }
      }
    }
    assertEquals(List.of(), bad, "mvn verify -Dquayside.format=true formats them");
  }
}
