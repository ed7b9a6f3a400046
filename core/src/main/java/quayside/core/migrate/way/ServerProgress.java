package quayside.core.migrate.way;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how much a server has carried out of its own words: {@code c1: 2.81GB (87.43MB/s)}. */
public final class ServerProgress {
  private static final Pattern AMOUNT = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s?([kMGTP]?)B\\b");
  private static final String UNITS = "kMGTP";

  private ServerProgress() {}

  /** Bytes, by powers of ten as the servers count; empty if the words tell none. */
  public static Optional<Long> bytes(String words) {
    Matcher amount = AMOUNT.matcher(words);
    if (!amount.find()) {
      return Optional.empty();
    }
    String unit = amount.group(2).toLowerCase(Locale.ROOT);
    int power = unit.isEmpty() ? 0 : UNITS.toLowerCase(Locale.ROOT).indexOf(unit) + 1;
    return Optional.of((long) (Double.parseDouble(amount.group(1)) * Math.pow(1000, power)));
  }
}
