package quayside.transport;

/**
 * The key that a host shows, as a person can compare it: a host key of SSH, or a certificate.
 *
 * @param host name as asked for
 * @param port TCP port
 * @param type for example {@code ssh-ed25519}, or {@link #CERTIFICATE}
 * @param sha256 {@code SHA256:} and 43 base-64 characters, as OpenSSH prints it; of a certificate
 *     64 hexadecimal digits, as Incus and LXD print it
 */
public record HostKey(String host, int port, String type, String sha256) {

  /** The type of a TLS server's certificate. */
  public static final String CERTIFICATE = "TLS certificate";
}
