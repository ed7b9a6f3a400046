package quayside.core.transfer.way;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;

/** Names what one operation leaves on a node for a while, so that it is found again as its own. */
public final class Tag {
  private Tag() {}

  /** A new one: Unix seconds and four hexadecimal digits, {@code 1795302551-3fa2}. */
  public static String fresh() {
    int random = new SecureRandom().nextInt(0x10000);
    return Instant.now().getEpochSecond() + String.format(Locale.ROOT, "-%04x", random);
  }
}
