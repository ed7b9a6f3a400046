package quayside.core.archive.tar;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Records of a pax header: each its length, a space, KEY=VALUE and a line end. */
final class Pax {
  private Pax() {}

  /** The last value of a key. */
  static Optional<String> value(byte[] records, String key) {
    String found = null;
    int at = 0;
    while (at < records.length) {
      int space = at;
      while (space < records.length && records[space] != ' ') {
        space++;
      }
      long length = number(new String(records, at, space - at, StandardCharsets.US_ASCII));
      int end = (int) Math.min(at + Math.max(length, 0), records.length);
      if (length <= 0 || end <= space) {
        break;
      }
      String pair =
          new String(
              Arrays.copyOfRange(records, space + 1, Math.max(space + 1, end - 1)),
              StandardCharsets.UTF_8);
      if (pair.startsWith(key + "=")) {
        found = pair.substring(key.length() + 1);
      }
      at = end;
    }
    return Optional.ofNullable(found);
  }

  /** A number in decimal; -1 where it is none. */
  static long number(String text) {
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
  }
}
