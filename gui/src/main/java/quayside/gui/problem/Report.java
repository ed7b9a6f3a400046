package quayside.gui.problem;

import java.util.Locale;
import java.util.regex.Pattern;
import quayside.core.problem.Problem;

/** What a person may paste into a bug report: a failure and the machine, without secrets. */
public final class Report {
  private static final Pattern KEYS =
      Pattern.compile(
          "-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|\\z)",
          Pattern.DOTALL);
  private static final Pattern WORDS =
      Pattern.compile("(?i)\\b(password|passphrase|token|secret)(\\s*[=:]\\s*|\\s+is\\s+)\\S+");

  private Report() {}

  /** A failure as text. */
  public static String of(Problem problem, String version) {
    String text =
        String.join(
            "\n",
            "Quayside " + version,
            machine(),
            "",
            problem.title() + " (" + problem.code() + ")",
            problem.sentence(),
            problem.tryThis(),
            "",
            problem.details());
    return clean(text).strip() + "\n";
  }

  /** What runs where. */
  public static String machine() {
    return String.format(
        Locale.ROOT,
        "Java %s, %s, JavaFX %s, %s %s",
        System.getProperty("java.version", "?"),
        System.getProperty("java.vendor", "?"),
        System.getProperty("javafx.runtime.version", "?"),
        System.getProperty("os.name", "?"),
        System.getProperty("os.version", "?"));
  }

  /** Takes out what looks like a secret, and the name of the home folder. */
  static String clean(String text) {
    String home = System.getProperty("user.home", "");
    String clean = KEYS.matcher(text).replaceAll("[private key]");
    clean = WORDS.matcher(clean).replaceAll("$1$2[removed]");
    return home.length() > 1 ? clean.replace(home, "~") : clean;
  }
}
