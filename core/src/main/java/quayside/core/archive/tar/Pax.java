package quayside.core.archive.tar;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Records of a pax header: each its length, a space, KEY=VALUE and a line end. */
final class Pax {
  private Pax() {}

  /** Takes a record. */
  private interface Taker {
    void take(String key, byte[] value);
  }

  /** The last value of a key. */
  static Optional<String> value(byte[] records, String key) {
    var found = new AtomicReference<@Nullable String>();
    each(
        records,
        (name, value) -> {
          if (name.equals(key)) {
            found.set(new String(value, StandardCharsets.UTF_8));
          }
        });
    return Optional.ofNullable(found.get());
  }

  /** The values of all keys that begin so, by what follows. */
  static Map<String, byte[]> under(byte[] records, String prefix) {
    var found = new HashMap<String, byte[]>();
    each(
        records,
        (name, value) -> {
          if (name.startsWith(prefix)) {
            found.put(name.substring(prefix.length()), value);
          }
        });
    return found;
  }

  private static void each(byte[] records, Taker taker) {
    int at = 0;
    while (at < records.length) {
      int space = at;
      while (space < records.length && records[space] != ' ') {
        space++;
      }
      long length = number(new String(records, at, space - at, StandardCharsets.US_ASCII));
      int end = (int) Math.min(at + Math.max(length, 0), records.length);
      if (length <= 0 || end <= space) {
        return;
      }
      int equal = space + 1;
      while (equal < end && records[equal] != '=') {
        equal++;
      }
      if (equal < end) {
        taker.take(
            new String(records, space + 1, equal - space - 1, StandardCharsets.UTF_8),
            Arrays.copyOfRange(records, equal + 1, Math.max(equal + 1, end - 1)));
      }
      at = end;
    }
  }

  /** A number in decimal; -1 where it is none. */
  static long number(String text) {
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
  }
}
