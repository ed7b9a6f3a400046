package quayside.transport.server;

import java.util.Optional;

/**
 * What a login may do. Whatever is not granted is refused as OpenSSH's {@code restrict} would.
 *
 * @param exec runs each command or shell request
 * @param pty whether a terminal may be asked for
 * @param sockets unix sockets that may be reached; empty: no forwarding at all
 */
public record Grant(ExecHandler exec, boolean pty, Optional<UnixSockets> sockets) {}
