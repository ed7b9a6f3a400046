package quayside.transport;

import java.io.InputStream;

/** A running command: {@link #in()} is its standard output, {@link #out()} its standard input. */
public interface Exec extends Duplex {

  /** The command's standard error. Must be drained by the caller. */
  InputStream err();

  /**
   * Waits for the command to end and returns its exit status. A command killed by a signal yields
   * 128 plus the signal's number, as a shell would.
   *
   * @throws TransportException.Disconnected if the connection ended first
   */
  int await() throws TransportException;
}
