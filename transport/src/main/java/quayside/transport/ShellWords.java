package quayside.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Words to a POSIX shell line and back (POSIX.1-2017, Shell Command Language §2.2 Quoting). Only
 * quoting is understood: no expansion, no operators.
 */
public final class ShellWords {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private ShellWords() {}

  /** Quotes each word where needed and joins them by spaces. */
  public static String join(List<String> words) {
    return words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
  }

  /**
   * One word as a shell would have to read it.
   *
   * @throws IllegalArgumentException for a word with a NUL, which no shell can carry
   */
  public static String quote(String word) {
    if (word.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a word of a command may not contain NUL");
    }
    if (PLAIN.matcher(word).matches()) {
      return word;
    }
    return "'" + word.replace("'", "'\\''") + "'";
  }

  /**
   * Splits a line into words, honouring single quotes, double quotes and backslashes.
   *
   * @throws IllegalArgumentException if a quote is not closed
   */
  public static List<String> split(String line) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    boolean started = false;
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote == '\'' && c != '\'') {
        word.append(c);
      } else if (c == '\\' && i + 1 < line.length() && escapes(quote, line.charAt(i + 1))) {
        word.append(line.charAt(++i));
        started = true;
      } else if (c == quote) {
        quote = 0;
      } else if (quote != 0) {
        word.append(c);
      } else if (c == '\'' || c == '"') {
        quote = c;
        started = true;
      } else if (!Character.isWhitespace(c)) {
        word.append(c);
        started = true;
      } else if (started) {
        words.add(word.toString());
        word.setLength(0);
        started = false;
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("a quote is not closed");
    }
    if (started) {
      words.add(word.toString());
    }
    return words;
  }

  private static boolean escapes(char quote, char next) {
    return quote == 0 || next == '"' || next == '\\' || next == '$' || next == '`';
  }
}
