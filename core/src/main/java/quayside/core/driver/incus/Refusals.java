package quayside.core.driver.incus;

import java.util.Locale;
import java.util.regex.Pattern;
import quayside.core.driver.DriverException;

/** What a server answers instead of doing it, by code and, where that says nothing, by text. */
final class Refusals {
  private static final int SHOWN = 600;
  private static final Pattern EXISTS =
      Pattern.compile(
          "already exists|already in use|UNIQUE constraint failed", Pattern.CASE_INSENSITIVE);
  private static final Pattern BUSY =
      Pattern.compile(
          "is busy running an? \"?(?<what>[\\w -]+)\"? operation|is locked|currently busy");
  private static final Pattern MISSING =
      Pattern.compile(
          "(?:profile|pool|image|network|project|snapshot|alias|backup)\\b.*"
              + "(?:not found|doesn't exist|does not exist|not provided)"
              + "|Can't find a storage pool|No such object",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** Servers tell the address that they asked, with the secret that let them (seen with both). */
  private static final Pattern SECRET = Pattern.compile("(secret(?:=|\"\\s*:\\s*\"))[^&\"\\s]+");

  private Refusals() {}

  /** What a server said without the secrets in it. */
  static String hushed(String text) {
    return SECRET.matcher(text).replaceAll("$1…");
  }

  /** The beginning of what a server said, for people. */
  static String beginning(String text) {
    String shown = hushed(text).strip();
    return shown.length() > SHOWN ? shown.substring(0, SHOWN) + "…" : shown;
  }

  /**
   * A refusal as ours.
   *
   * @param code the error code, that of HTTP
   * @param said the server's words
   */
  static DriverException of(long code, String said) {
    String text = hushed(said);
    if (RsyncWords.areOfChanges(text)) {
      return new DriverException.Unsteady(RsyncWords.sentence(text));
    }
    String sentence = CriuWords.sentence(text).orElseGet(() -> sentence(text));
    var busy = BUSY.matcher(text);
    if (busy.find()) {
      String what = busy.group("what");
      return new DriverException.Busy(sentence, what == null ? "" : what);
    }
    if (code == 404 || MISSING.matcher(text).find()) {
      return new DriverException.NotFound(sentence);
    }
    if (code == 409 || EXISTS.matcher(text).find()) {
      return new DriverException.Exists(sentence);
    }
    if (code == 412) {
      return new DriverException.Conflict(
          "Somebody has changed it since it was read, perhaps the server itself.");
    }
    if (code == 501) {
      return new DriverException.Unsupported(sentence);
    }
    if (code == 503) {
      return new DriverException.Busy(sentence, "");
    }
    return new DriverException.Rejected(sentence);
  }

  /** The server's words with a capital and a full stop. */
  static String sentence(String text) {
    String words = beginning(text).replaceAll("\\s+", " ");
    if (words.isEmpty()) {
      return "The server refused without a reason.";
    }
    String capital = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    return capital.matches(".*[.!?…]") ? capital : capital + ".";
  }
}
