package quayside.core.model;

/**
 * A shell pattern as Ruby's {@code File.fnmatch} takes it, by which osctld compares addresses, host
 * names and container ids: {@code *}, {@code ?}, {@code [a-z]}, {@code [!a-z]} and {@code \} before
 * a letter that means itself. A dot at the beginning is only matched by a dot.
 *
 * @param pattern as written
 */
public record Glob(String pattern) {

  /** Whether it fits; takes time in proportion to both lengths at most. */
  public boolean matches(String text) {
    if (text.startsWith(".") && !pattern.startsWith(".") && !pattern.startsWith("\\.")) {
      return false;
    }
    int at = 0;
    int star = -1;
    int retry = 0;
    int i = 0;
    while (i < text.length()) {
      int next = at < pattern.length() ? one(at, text.charAt(i)) : -1;
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        star = at++;
        retry = i;
      } else if (next > 0) {
        at = next;
        i++;
      } else if (star >= 0) {
        at = star + 1;
        i = ++retry;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == '*') {
      at++;
    }
    return at == pattern.length();
  }

  /** Where the pattern goes on after one character, or -1 if that does not fit here. */
  private int one(int at, char c) {
    char wanted = pattern.charAt(at);
    if (wanted == '?') {
      return at + 1;
    }
    if (wanted == '[') {
      int end = pattern.indexOf(']', at + 2);
      return end > 0 && inSet(pattern.substring(at + 1, end), c) ? end + 1 : -1;
    }
    if (wanted == '\\' && at + 1 < pattern.length()) {
      return pattern.charAt(at + 1) == c ? at + 2 : -1;
    }
    return wanted == c ? at + 1 : -1;
  }

  private static boolean inSet(String set, char c) {
    boolean negated = set.startsWith("!") || set.startsWith("^");
    boolean found = false;
    for (int i = negated ? 1 : 0; i < set.length(); i++) {
      if (i + 2 < set.length() && set.charAt(i + 1) == '-') {
        found |= set.charAt(i) <= c && c <= set.charAt(i + 2);
        i += 2;
      } else {
        found |= set.charAt(i) == c;
      }
    }
    return found != negated;
  }
}
