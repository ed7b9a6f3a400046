package quayside.transport.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;

/** A running SSH server. */
public final class SshServer implements AutoCloseable {

  /**
   * Starts a server.
   *
   * @param bind where to listen; port 0 takes a free one
   * @param hostKey private host key file (OpenSSH format); made (ed25519, mode 0600) if missing
   * @param accounts by user name; other users are refused
   */
  public static SshServer start(InetSocketAddress bind, Path hostKey, Map<String, Account> accounts)
      throws IOException {
    throw new IOException("being built");
  }

  private SshServer() {}

  /** The port it listens on. */
  public int port() {
    throw new IllegalStateException("being built");
  }

  /** The host key's fingerprint, as {@code SHA256:…}. */
  public String hostKeySha256() {
    throw new IllegalStateException("being built");
  }

  /** Ends every connection and stops listening; frees blocked handlers within a second. */
  @Override
  public void close() {}
}
