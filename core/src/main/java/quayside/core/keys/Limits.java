package quayside.core.keys;

import java.util.ArrayList;
import quayside.core.driver.NodeKeys.AuthorizedKey;

/** The limits of an authorised key in words. */
public final class Limits {
  private Limits() {}

  /** For example {@code only ids like web*, once, from 10.0.0.*}; empty if there are none. */
  public static String words(AuthorizedKey key) {
    var words = new ArrayList<String>();
    key.ctid().ifPresent(pattern -> words.add("only ids like " + pattern));
    key.from().ifPresent(patterns -> words.add("only from " + patterns));
    if (key.singleUse()) {
      words.add(key.inUse() ? "once, in use now" : "once");
    }
    if (key.passphrase()) {
      words.add("with a passphrase");
    }
    return String.join(", ", words);
  }

  static String words(Admission admission) {
    return switch (admission.kind()) {
      case OPEN, UNKNOWN, OTHER_POOL -> "";
      case LIMITED, OTHER_ID, IN_USE -> admission.entry().map(Limits::words).orElse("");
      case PASSPHRASE -> "a passphrase is set, which Quayside does not send";
      case OTHER_TEXT -> "the key stands there with another comment";
    };
  }
}
