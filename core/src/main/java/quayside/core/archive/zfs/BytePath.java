package quayside.core.archive.zfs;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A name in a directory, or names joined by slashes, as the bytes they are: Linux does not promise
 * UTF-8. The empty path is the root.
 */
public final class BytePath implements Comparable<BytePath> {
  /** The root. */
  public static final BytePath ROOT = new BytePath(new byte[0]);

  private final byte[] bytes;

  private BytePath(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The path of exactly these bytes. */
  public static BytePath of(byte[] bytes) {
    return new BytePath(bytes.clone());
  }

  /** The path of a text in UTF-8. */
  public static BytePath of(String text) {
    return new BytePath(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The entry of that name in this directory. */
  public BytePath resolve(BytePath name) {
    if (bytes.length == 0) {
      return name;
    }
    byte[] joined = Arrays.copyOf(bytes, bytes.length + 1 + name.bytes.length);
    joined[bytes.length] = '/';
    System.arraycopy(name.bytes, 0, joined, bytes.length + 1, name.bytes.length);
    return new BytePath(joined);
  }

  /** What follows the last slash. */
  public BytePath name() {
    int slash = bytes.length - 1;
    while (slash >= 0 && bytes[slash] != '/') {
      slash--;
    }
    return new BytePath(Arrays.copyOfRange(bytes, slash + 1, bytes.length));
  }

  /**
   * Whether a directory may have an entry of this name: not empty, no slash, no NUL, neither dot
   * nor dot-dot.
   */
  public boolean isName() {
    if (bytes.length == 0) {
      return false;
    }
    for (byte b : bytes) {
      if (b == '/' || b == 0) {
        return false;
      }
    }
    return bytes[0] != '.' || (bytes.length != 1 && (bytes.length != 2 || bytes[1] != '.'));
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** How many bytes. */
  public int length() {
    return bytes.length;
  }

  /** The text, where the bytes are UTF-8. */
  public Optional<String> text() {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** The bytes in hexadecimal. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public int compareTo(BytePath other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BytePath path && Arrays.equals(bytes, path.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** For people: what is not UTF-8 becomes a question mark in a box. */
  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
