package quayside.transport.hosts;

import java.util.List;
import java.util.Locale;

/** Lists of host patterns (ssh_config(5), PATTERNS): {@code *}, {@code ?} and {@code !} for not. */
public final class Patterns {
  private Patterns() {}

  /** Whether some pattern matches and no negated one does. */
  public static boolean matches(List<String> patterns, String name) {
    boolean hit = false;
    for (String pattern : patterns) {
      boolean negated = pattern.startsWith("!");
      if (matches(negated ? pattern.substring(1) : pattern, name)) {
        if (negated) {
          return false;
        }
        hit = true;
      }
    }
    return hit;
  }

  /** One pattern; linear in time and memory whatever the pattern, and regardless of case. */
  private static boolean matches(String pattern, String name) {
    String p = pattern.toLowerCase(Locale.ROOT);
    String n = name.toLowerCase(Locale.ROOT);
    int at = 0;
    int star = -1;
    int retry = 0;
    int i = 0;
    while (i < n.length()) {
      if (at < p.length() && p.charAt(at) == '*') {
        star = at++;
        retry = i;
      } else if (at < p.length() && (p.charAt(at) == '?' || p.charAt(at) == n.charAt(i))) {
        at++;
        i++;
      } else if (star >= 0) {
        at = star + 1;
        i = ++retry;
      } else {
        return false;
      }
    }
    while (at < p.length() && p.charAt(at) == '*') {
      at++;
    }
    return at == p.length();
  }
}
