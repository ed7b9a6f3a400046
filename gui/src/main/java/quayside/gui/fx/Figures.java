package quayside.gui.fx;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/** Figures with their units, as people read them: 412 MB, 38.6 GB, 0.8 s, 1 min 31 s. */
public final class Figures {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

  private Figures() {}

  /** Bytes in decimal units. */
  public static String bytes(long bytes) {
    int unit = unit(bytes);
    return number(bytes, unit) + " " + UNITS[unit];
  }

  /** Part of a whole, in the whole's unit: {@code 31.9 of 38.6 GB}. */
  public static String bytesOf(long done, long total) {
    int unit = unit(total);
    return Texts.get("figure.of", number(done, unit), number(total, unit) + " " + UNITS[unit]);
  }

  /** Bytes a second. */
  public static String rate(long bytesPerSecond) {
    return bytes(bytesPerSecond) + "/s";
  }

  /** A length of time in its two greatest units, tenths below ten seconds. */
  public static String time(Duration length) {
    double seconds = length.toNanos() / 1e9;
    if (seconds < 9.95) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    if (whole < 3600) {
      return whole / 60 + " min" + (whole % 60 == 0 ? "" : " " + whole % 60 + " s");
    }
    return whole / 3600 + " h" + (whole % 3600 < 60 ? "" : " " + whole % 3600 / 60 + " min");
  }

  /** How long a container stood still, in hundredths: {@code 0.74 s}. */
  public static String stop(Duration length) {
    double seconds = length.toNanos() / 1e9;
    return seconds < 9.995 ? String.format(Locale.ROOT, "%.2f s", seconds) : time(length);
  }

  /** How long ago something was. */
  public static String ago(Instant then, Instant now) {
    long seconds = Math.max(0, Duration.between(then, now).toSeconds());
    if (seconds < 60) {
      return Texts.get("ago.seconds", seconds);
    }
    if (seconds < 3600) {
      return Texts.get("ago.minutes", seconds / 60);
    }
    return seconds < 172_800
        ? Texts.get("ago.hours", seconds / 3600)
        : Texts.get("ago.days", seconds / 86_400);
  }

  /** A moment, to the minute. */
  public static String moment(Instant at, ZoneId zone) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
        .withZone(zone)
        .format(at);
  }

  private static int unit(long bytes) {
    int unit = 0;
    double size = bytes;
    while (size >= 999.5 && unit < UNITS.length - 1) {
      size /= 1000;
      unit++;
    }
    return unit;
  }

  private static String number(long bytes, int unit) {
    double size = bytes / Math.pow(1000, unit);
    boolean tenths = (unit >= 3 && size < 99.95) || (unit == 2 && size < 9.95);
    return String.format(Locale.ROOT, tenths ? "%.1f" : "%.0f", size);
  }
}
