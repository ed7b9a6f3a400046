package quayside.gui.fx;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** Words for people, from {@code resources/i18n/messages.properties}. */
public final class Texts {
  private static final ResourceBundle WORDS =
      ResourceBundle.getBundle("i18n.messages", Locale.ROOT, Texts.class.getModule());

  private Texts() {}

  /** The words of a key, with {@code {0}}, {@code {1}} … filled in. */
  public static String get(String key, Object... parts) {
    String pattern = WORDS.getString(key);
    return parts.length == 0 ? pattern : new MessageFormat(pattern, Locale.ROOT).format(parts);
  }

  /** How many things are in the way of a plan, in one line. */
  public static String toSettle(long open) {
    if (open == 0) {
      return get("plan.ready");
    }
    return open == 1 ? get("plan.settle.one") : get("plan.settle", open);
  }

  static ResourceBundle bundle() {
    return WORDS;
  }
}
