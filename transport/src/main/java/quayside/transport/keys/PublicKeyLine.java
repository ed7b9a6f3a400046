package quayside.transport.keys;

/**
 * A public key as one line of OpenSSH's format (sshd(8), AUTHORIZED_KEYS FILE FORMAT, no options).
 *
 * @param type for example {@code ssh-ed25519}
 * @param base64 the key blob of RFC 4253 §6.6
 * @param comment may be empty
 */
public record PublicKeyLine(String type, String base64, String comment) {

  /** Reads a line; throws {@link IllegalArgumentException} with a sentence if it is not a key. */
  public static PublicKeyLine parse(String line) {
    String[] words = line.strip().split("\\s+", 3);
    if (words.length < 2) {
      throw new IllegalArgumentException("this is not a public key line");
    }
    return new PublicKeyLine(words[0], words[1], words.length > 2 ? words[2] : "");
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
