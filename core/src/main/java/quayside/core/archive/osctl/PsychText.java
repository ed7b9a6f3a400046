package quayside.core.archive.osctl;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names in YAML as Ruby's Psych writes them: plain where nobody could take them for something else,
 * in double quotes where they begin with a sign, else in single quotes.
 */
final class PsychText {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_./-]*");
  private static final Set<String> WORDS =
      Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

  private PsychText() {}

  static String of(String text) {
    boolean word = WORDS.contains(text.toLowerCase(Locale.ROOT));
    if (PLAIN.matcher(text).matches() && !word) {
      return text;
    }
    if (text.matches("[^\\w\"\\\\][^\"\\\\\\p{Cntrl}]*")) {
      return "\"" + text + "\"";
    }
    return "'" + text.replace("'", "''") + "'";
  }

  /** A list of names as a document of its own. */
  static String list(List<String> names) {
    if (names.isEmpty()) {
      return "--- []\n";
    }
    var yaml = new StringBuilder("---\n");
    names.forEach(name -> yaml.append("- ").append(of(name)).append('\n'));
    return yaml.toString();
  }
}
