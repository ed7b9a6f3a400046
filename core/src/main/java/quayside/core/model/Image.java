package quayside.core.model;

import java.util.List;

/**
 * An image from which containers can be made.
 *
 * @param fingerprint SHA-256 of its content in hexadecimal
 * @param aliases names for it
 * @param description free text
 * @param architecture for example {@code x86_64}
 * @param size bytes
 * @param isPublic whether its server gives it to whoever asks, also to other servers
 */
public record Image(
    String fingerprint,
    List<String> aliases,
    String description,
    String architecture,
    long size,
    boolean isPublic) {
  /** Fewer digits of a fingerprint are taken for an alias. */
  private static final int SHORTEST = 12;

  /** An image for its own server alone. */
  public Image(
      String fingerprint,
      List<String> aliases,
      String description,
      String architecture,
      long size) {
    this(fingerprint, aliases, description, architecture, size, false);
  }

  /** Whether a word means this image: one of its aliases, or how its fingerprint begins. */
  public boolean isCalled(String word) {
    return aliases.contains(word) || (word.length() >= SHORTEST && fingerprint.startsWith(word));
  }

  /** Its first alias, else the beginning of its fingerprint: another word for it. */
  public String label() {
    return aliases.isEmpty()
        ? fingerprint.substring(0, Math.min(SHORTEST, fingerprint.length()))
        : aliases.getFirst();
  }
}
