package quayside.core.migrate.way;

import java.util.Locale;

/** Bytes as people read them. */
public final class Sizes {
  private Sizes() {}

  /** For example {@code 4.2 GiB}. */
  public static String text(long bytes) {
    double value = bytes;
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    int unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
  }
}
