package quayside.transport;

import java.nio.file.Path;

/**
 * Where the files of TLS are.
 *
 * @param identity this program's own certificate (PEM), with its key beside it in the same name
 *     with {@code .key}; made when it is first needed
 * @param knownServers what {@code known_hosts} is for SSH: a line {@code HOST:PORT FINGERPRINT} for
 *     each certificate that was accepted
 */
public record TlsSettings(Path identity, Path knownServers) {

  /** Files in a folder of their own. */
  public static TlsSettings in(Path folder) {
    return new TlsSettings(folder.resolve("client.crt"), folder.resolve("known_servers"));
  }
}
