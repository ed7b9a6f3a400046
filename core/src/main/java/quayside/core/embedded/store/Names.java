package quayside.core.embedded.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * File names as bytes. A unix name is any bytes but NUL and slash; a Java string holds only those
 * that the locale can decode. Here a name is a string with one char (0 to 255) per byte; names
 * beyond ASCII reach the file system by way of a percent-encoded URI, which carries every byte.
 */
public final class Names {
  private Names() {}

  /** The last component of a path, as bytes. */
  static String last(Path path) {
    String text = String.valueOf(path.getFileName());
    if (ascii(text)) {
      return text;
    }
    String raw = path.toUri().getRawPath();
    String trimmed = raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
    String name = trimmed.substring(trimmed.lastIndexOf('/') + 1);
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) == '%') {
        bytes.write(HexFormat.fromHexDigits(name, i + 1, i + 3));
        i += 2;
      } else {
        bytes.write(name.charAt(i));
      }
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  /** The path of a slash-separated name below a folder; the empty name is the folder itself. */
  public static Path in(Path folder, String name) {
    if (name.isEmpty()) {
      return folder;
    }
    if (ascii(name)) {
      return folder.resolve(name);
    }
    var uri = new StringBuilder(folder.toUri().toASCIIString());
    if (uri.charAt(uri.length() - 1) != '/') {
      uri.append('/');
    }
    for (byte b : name.getBytes(StandardCharsets.ISO_8859_1)) {
      boolean plain = b == '/' || b == '.' || b == '-' || b == '_' || Character.isLetterOrDigit(b);
      uri.append(
          plain && b > 0 ? "" + (char) b : "%" + HexFormat.of().withUpperCase().toHexDigits(b));
    }
    return Path.of(URI.create(uri.toString()));
  }

  /** A name of ordinary text, as bytes of UTF-8. */
  public static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** Bytes of UTF-8 as text. */
  static String text(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** A name as people can read it: UTF-8 where it is, otherwise {@code \xNN}; control as well. */
  public static String show(String name) {
    String decoded = text(name);
    boolean clean = utf8(decoded).equals(name) && decoded.indexOf('\uFFFD') < 0;
    String text = clean ? decoded : name;
    var shown = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean escape = c < ' ' || c == 0x7f || c == '\\' || (!clean && c > '~');
      shown.append(escape ? String.format("\\x%02x", (int) c) : "" + c);
    }
    return shown.toString();
  }

  /** Refuses names that would leave the tree. */
  static String checked(String name) throws IOException {
    if (name.isEmpty()) {
      return name;
    }
    for (String part : name.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf('\0') >= 0) {
        throw new IOException("the stream names a file outside of its tree: " + show(name));
      }
    }
    return name;
  }

  private static boolean ascii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
