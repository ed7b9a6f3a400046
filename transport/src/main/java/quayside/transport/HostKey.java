package quayside.transport;

/**
 * A host key as a person can compare it.
 *
 * @param host name as asked for
 * @param port TCP port
 * @param type for example {@code ssh-ed25519}
 * @param sha256 {@code SHA256:} and 43 base-64 characters, as OpenSSH prints it
 */
public record HostKey(String host, int port, String type, String sha256) {}
