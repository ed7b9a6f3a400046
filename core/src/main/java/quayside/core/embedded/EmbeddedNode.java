package quayside.core.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** A vpsAdminOS-compatible node inside this program, serving from a folder. */
public final class EmbeddedNode implements AutoCloseable {

  /** Which receive grammar a node speaks. */
  public enum Protocol {
    ID,
    TOKEN
  }

  /**
   * How to serve.
   *
   * @param name of the node
   * @param port to listen on at 127.0.0.1; 0 takes a free one
   * @param protocol the receive grammar
   */
  public record Options(String name, int port, Protocol protocol) {}

  private EmbeddedNode() {}

  /** Serves a folder; an empty one becomes a fresh node with the pool {@code tank}. */
  public static EmbeddedNode start(Path folder, Options options) throws IOException {
    throw new IOException("being built");
  }

  /** Name of the node. */
  public String name() {
    throw new IllegalStateException("being built");
  }

  /** The port it listens on. */
  public int port() {
    throw new IllegalStateException("being built");
  }

  /** The host key's fingerprint, as {@code SHA256:…}. */
  public String hostKeySha256() {
    throw new IllegalStateException("being built");
  }

  /** The private key that may log in as root. */
  public Path rootKeyFile() {
    throw new IllegalStateException("being built");
  }

  /** Stops serving; its state stays in the folder. */
  @Override
  public void close() {}
}
