package quayside.transport.server;

import java.util.Optional;

/**
 * What a login may do. Whatever is not granted is refused as OpenSSH's {@code restrict} would.
 *
 * @param exec runs each command or shell request
 * @param pty whether a terminal may be asked for
 * @param sockets unix sockets that may be reached; empty: none
 * @param ports whether TCP ports of this computer, and of no other, may be reached through it
 */
public record Grant(ExecHandler exec, boolean pty, Optional<UnixSockets> sockets, boolean ports) {

  /** A login that reaches no ports. */
  public Grant(ExecHandler exec, boolean pty, Optional<UnixSockets> sockets) {
    this(exec, pty, sockets, false);
  }
}
