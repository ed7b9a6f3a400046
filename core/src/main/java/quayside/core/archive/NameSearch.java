package quayside.core.archive;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import quayside.core.archive.zfs.BytePath;

/** Finds files by name, as people ask for them. */
public final class NameSearch {
  private NameSearch() {}

  /**
   * Which paths are meant; small and capital letters count alike.
   *
   * @param text with {@code *} or {@code ?} the whole last name; else a part of it
   */
  public static Predicate<BytePath> of(String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    if (!wanted.contains("*") && !wanted.contains("?")) {
      return path -> name(path).contains(wanted);
    }
    var regex = new StringBuilder();
    for (int i = 0; i < wanted.length(); i++) {
      char c = wanted.charAt(i);
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    Pattern pattern = Pattern.compile(regex.toString(), Pattern.DOTALL);
    return path -> pattern.matcher(name(path)).matches();
  }

  private static String name(BytePath path) {
    return path.name().toString().toLowerCase(Locale.ROOT);
  }
}
