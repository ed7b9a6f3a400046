package quayside.transport.keys;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A key's fingerprint as a picture that people can compare at a glance, the same as {@code
 * ssh-keygen -lv} draws: a bishop walks over a board as the bits of the digest tell it (the
 * "drunken bishop", OpenSSH's sshkey.c).
 */
public final class Randomart {
  private static final String MARKS = " .o+=*BOX@%&#/^SE";
  private static final int WIDTH = 17;
  private static final int HEIGHT = 9;

  private Randomart() {}

  /** The picture of a key, eleven lines. */
  public static List<String> of(PublicKeyLine key) {
    return of(key.type(), key.bits(), key.fingerprint());
  }

  /**
   * The picture of a fingerprint.
   *
   * @param type for example {@code ssh-ed25519}
   * @param bits size of the key, for the frame
   * @param sha256 {@code SHA256:} and base 64
   */
  public static List<String> of(String type, OptionalInt bits, String sha256) {
    int[][] visits = walk(Base64.getDecoder().decode(sha256.replaceFirst("^SHA256:", "")));
    String size = bits.isPresent() ? " " + bits.getAsInt() : "";
    var head = frame("[" + shortType(type) + size + "]");
    var lines = new java.util.ArrayList<String>(List.of(head));
    for (int[] row : visits) {
      var line = new StringBuilder("|");
      IntStream.of(row).forEach(n -> line.append(MARKS.charAt(Math.min(n, MARKS.length() - 1))));
      lines.add(line.append('|').toString());
    }
    lines.add(frame("[SHA256]"));
    return List.copyOf(lines);
  }

  private static int[][] walk(byte[] digest) {
    var visits = new int[HEIGHT][WIDTH];
    int x = WIDTH / 2;
    int y = HEIGHT / 2;
    for (byte each : digest) {
      for (int pair = 0; pair < 4; pair++) {
        int bits = each >> (2 * pair) & 3;
        x = Math.clamp(x + ((bits & 1) == 0 ? -1 : 1), 0, WIDTH - 1);
        y = Math.clamp(y + ((bits & 2) == 0 ? -1 : 1), 0, HEIGHT - 1);
        visits[y][x] = Math.min(visits[y][x] + 1, MARKS.length() - 3);
      }
    }
    visits[HEIGHT / 2][WIDTH / 2] = MARKS.length() - 2;
    visits[y][x] = MARKS.length() - 1;
    return visits;
  }

  private static String frame(String title) {
    int left = (WIDTH - title.length()) / 2;
    return "+" + "-".repeat(left) + title + "-".repeat(WIDTH - left - title.length()) + "+";
  }

  /** {@code ED25519} for {@code ssh-ed25519}, as {@code ssh-keygen -l} writes it. */
  static String shortType(String type) {
    return switch (type) {
      case "ssh-dss" -> "DSA";
      case "sk-ssh-ed25519@openssh.com" -> "ED25519-SK";
      case "sk-ecdsa-sha2-nistp256@openssh.com" -> "ECDSA-SK";
      default ->
          type.startsWith("ecdsa-")
              ? "ECDSA"
              : type.replaceFirst("^ssh-", "").toUpperCase(Locale.ROOT);
    };
  }
}
