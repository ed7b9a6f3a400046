package quayside.transport;

import java.time.Duration;

/**
 * A connection to one machine. All methods block and may be called from any thread.
 *
 * <p>{@link #close()} may be called from any thread at any time; it frees every call blocked on
 * this remote, its commands and its sockets within a second.
 */
public interface Remote extends AutoCloseable {

  /** Starts a command; its streams are read and written by the caller. */
  Exec start(Command command) throws TransportException;

  /** Opens a stream to a unix socket on that machine ({@code direct-streamlocal@openssh.com}). */
  Duplex openUnixSocket(String path) throws TransportException;

  /**
   * Connects to another machine through this one ({@code direct-tcpip}, like a jump host): its name
   * is looked up there, and that machine is whom it sees. Encrypted and logged in from here to
   * there; this machine only carries it.
   *
   * @throws TransportException.Refused if this machine carries nothing
   */
  default Remote beyond(Endpoint.Ssh to) throws TransportException {
    throw new TransportException.Refused("This machine carries no connections further.", null);
  }

  /**
   * Opens a stream to the service that the endpoint itself names ({@link Endpoint.Https}). A
   * machine that is reached by SSH has none: name one of its sockets.
   */
  default Duplex openService() throws TransportException {
    throw new TransportException.Refused(
        "This machine is reached by SSH; it has no service of its own.", null);
  }

  /**
   * Whether the machine answers over this connection; what does not know says no.
   *
   * @param limit how long it may take
   */
  default boolean answers(Duration limit) {
    return false;
  }

  @Override
  void close();
}
