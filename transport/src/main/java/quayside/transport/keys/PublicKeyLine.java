package quayside.transport.keys;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
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

  /** The type that the blob itself names; empty if it is not a whole one. */
  private static String innerType(String base64) {
    List<byte[]> parts = parts(base64);
    return parts.size() < 2 ? "" : new String(parts.getFirst(), StandardCharsets.US_ASCII);
  }

  /** The fields of a blob, each with its length before it (RFC 4251 §5); none if one is cut. */
  private static List<byte[]> parts(String base64) {
    var parts = new ArrayList<byte[]>();
    try {
      var blob = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
      while (blob.hasRemaining()) {
        byte[] part = new byte[Math.clamp(blob.getInt(), -1, blob.remaining() + 1)];
        blob.get(part);
        parts.add(part);
      }
      return parts;
    } catch (IllegalArgumentException | BufferUnderflowException | NegativeArraySizeException _) {
      return List.of();
    }
  }

  /** The size of the key in bits; absent for a type whose size is not known here. */
  public OptionalInt bits() {
    return switch (type) {
      case "ssh-ed25519", "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com" ->
          OptionalInt.of(256);
      case "ecdsa-sha2-nistp256" -> OptionalInt.of(256);
      case "ecdsa-sha2-nistp384" -> OptionalInt.of(384);
      case "ecdsa-sha2-nistp521" -> OptionalInt.of(521);
      case "ssh-rsa" -> { // e, n
        List<byte[]> parts = parts(base64);
        yield parts.size() < 3
            ? OptionalInt.empty()
            : OptionalInt.of(new BigInteger(1, parts.get(2)).bitLength());
      }
      default -> OptionalInt.empty();
    };
  }

  /** The type as {@code ssh-keygen -l} writes it: {@code ED25519}. */
  public String shortType() {
    return Randomart.shortType(type);
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
