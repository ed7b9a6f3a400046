package quayside.transport.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A public key as one line of OpenSSH's format (sshd(8), AUTHORIZED_KEYS FILE FORMAT, no options).
 *
 * @param type for example {@code ssh-ed25519}
 * @param base64 the key blob of RFC 4253 §6.6
 * @param comment may be empty
 */
public record PublicKeyLine(String type, String base64, String comment) {
  private static final Pattern TYPE = Pattern.compile("[a-z0-9][A-Za-z0-9@.-]*");

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException with a sentence for people if it is not a key: a wrong number
   *     of words, a blob that cannot be decoded or one that is of another type than it claims
   */
  public static PublicKeyLine parse(String line) {
    String text = line.strip();
    if (text.lines().count() > 1) {
      throw new IllegalArgumentException("A public key is one line, but this has several.");
    }
    if (text.startsWith("-----BEGIN")) {
      throw new IllegalArgumentException(
          "This is the private half of a key. The public one is in the file that ends in .pub.");
    }
    String[] words = text.split("\\s+", 3);
    if (words.length < 2 || !TYPE.matcher(words[0]).matches()) {
      throw new IllegalArgumentException(
          "This is not a public key; it should look like “ssh-ed25519 AAAA… comment”.");
    }
    if (!words[0].equals(innerType(words[1]))) {
      throw new IllegalArgumentException(
          "This " + words[0] + " key is damaged: its second word is not a key of that type.");
    }
    return new PublicKeyLine(words[0], words[1], words.length > 2 ? words[2] : "");
  }

  private static String innerType(String base64) {
    byte[] blob;
    try {
      blob = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException _) {
      return "";
    }
    int length = blob.length < 4 ? -1 : ByteBuffer.wrap(blob).getInt();
    boolean whole = length > 0 && length < blob.length - 4;
    return whole ? new String(blob, 4, length, StandardCharsets.US_ASCII) : "";
  }

  /** The key's fingerprint as OpenSSH prints it: {@code SHA256:} and 43 base-64 characters. */
  public String fingerprint() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(Base64.getDecoder().decode(base64));
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Whether both are the same key, whatever their comments. */
  public boolean sameKey(PublicKeyLine other) {
    return type.equals(other.type) && base64.equals(other.base64);
  }

  /** The line without a line end. */
  public String line() {
    return type + " " + base64 + (comment.isEmpty() ? "" : " " + comment);
  }
}
