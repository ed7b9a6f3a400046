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
 */
public record Image(
    String fingerprint, List<String> aliases, String description, String architecture, long size) {}
