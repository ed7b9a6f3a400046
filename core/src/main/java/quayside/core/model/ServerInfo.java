package quayside.core.model;

import java.util.List;
import java.util.Set;

/**
 * What an Incus or LXD server says about itself ({@code GET /1.0}).
 *
 * @param platform which of the two
 * @param version for example {@code 6.0.4}; what it can do is told by the extensions alone
 * @param name of the machine
 * @param arch of its kernel, for example {@code x86_64}
 * @param kernel release of its kernel, for example {@code 6.1.0-41-amd64}
 * @param extensions names of what was added to the API ({@code api_extensions})
 * @param addresses where it listens on the network, {@code HOST:PORT}; none: only on its socket
 * @param certificate its certificate as PEM, for other servers that connect to it
 * @param fingerprint SHA-256 of it in hexadecimal
 * @param clustered whether it is one of several members
 */
public record ServerInfo(
    Platform platform,
    String version,
    String name,
    String arch,
    String kernel,
    Set<String> extensions,
    List<String> addresses,
    String certificate,
    String fingerprint,
    boolean clustered) {

  public boolean has(String extension) {
    return extensions.contains(extension);
  }
}
