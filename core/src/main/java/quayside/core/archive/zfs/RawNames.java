package quayside.core.archive.zfs;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Names of files as the bytes they are. Java's paths keep the bytes that Linux gave them, but show
 * them only as text, in which what is not text is lost; as parts of a URI they come out, and go in,
 * whole.
 */
final class RawNames {
  private static final char LOST = '\uFFFD';

  private RawNames() {}

  /** The last name of a path. */
  static BytePath name(Path path) {
    String text = path.getFileName().toString();
    if (!isLost(text)) {
      return BytePath.of(text);
    }
    return bytes(path).name();
  }

  /** All of a path that a symlink leads to, absolute or not. */
  static BytePath target(Path target) {
    String text = target.toString();
    if (!isLost(text)) {
      return BytePath.of(text);
    }
    BytePath all = bytes(target);
    if (target.isAbsolute()) {
      return all;
    }
    int here = bytes(Path.of("").toAbsolutePath()).length();
    byte[] absolute = all.bytes();
    return BytePath.of(Arrays.copyOfRange(absolute, here + 1, absolute.length));
  }

  /**
   * A path of exactly these bytes, absolute or not; empty where this system cannot have it, as no
   * system can with a NUL in it.
   */
  static Optional<Path> path(BytePath target) {
    String escaped = escaped(target);
    if (escaped.contains("%00")) {
      return Optional.empty();
    }
    boolean absolute = escaped.startsWith("/");
    return exact(absolute ? escaped : "/" + escaped)
        .map(path -> absolute ? path : path.subpath(0, path.getNameCount()));
  }

  private static Optional<Path> exact(String path) {
    if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux")) {
      return Optional.empty();
    }
    Path found = Path.of(URI.create("file://" + path));
    return found.getNameCount() > 0 ? Optional.of(found) : Optional.empty();
  }

  private static boolean isLost(String text) {
    return text.indexOf(LOST) >= 0;
  }

  private static String escaped(BytePath path) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : path.bytes()) {
      escaped.append(b == '/' ? "/" : String.format(Locale.ROOT, "%%%02X", b & 0xFF));
    }
    return escaped.toString();
  }

  /** The absolute path; a folder's slash at the end, which URIs have, is left out. */
  private static BytePath bytes(Path path) {
    byte[] escaped = path.toUri().getRawPath().getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < escaped.length; i++) {
      if (escaped[i] == '%') {
        String hex = new String(escaped, i + 1, 2, StandardCharsets.US_ASCII);
        bytes.write(Integer.parseInt(hex, 16));
        i += 2;
      } else if (escaped[i] != '/' || i + 1 < escaped.length) {
        bytes.write(escaped[i]);
      }
    }
    return BytePath.of(bytes.toByteArray());
  }
}
