package quayside.transport.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where to connect after the ssh configuration was asked.
 *
 * @param asked the name that the person used
 * @param host the name or address to connect to
 * @param port TCP port
 * @param user login name
 * @param identities key files to try first, in this order
 * @param identitiesOnly whether other keys, of the agent or by default, are not to be tried
 * @param knownHosts files with host keys; new ones go to the first
 * @param pin the one accepted host key, as {@code SHA256:…}
 * @param jumps machines to go through, first hop first
 * @param limit time-out per stage
 */
record Target(
    String asked,
    String host,
    int port,
    String user,
    List<Path> identities,
    boolean identitiesOnly,
    List<Path> knownHosts,
    Optional<String> pin,
    List<Target> jumps,
    Duration limit) {

  Target {
    identities = List.copyOf(identities);
    knownHosts = List.copyOf(knownHosts);
    jumps = List.copyOf(jumps);
  }

  /** The same machine, of which no key is expected. */
  Target withoutPin() {
    return with(Optional.empty(), jumps);
  }

  /** The same machine behind others. */
  Target through(List<Target> hops) {
    return with(pin, hops);
  }

  private Target with(Optional<String> expected, List<Target> hops) {
    return new Target(
        asked, host, port, user, identities, identitiesOnly, knownHosts, expected, hops, limit);
  }

  /** Host and port for sentences. */
  String name() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /** The account for sentences and questions. */
  String account() {
    return user + "@" + host;
  }
}
