package quayside.core.embedded.osctld;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import quayside.core.embedded.faults.Faults;
import quayside.transport.keys.PublicKeyLine;
import quayside.transport.server.Account;
import quayside.transport.server.Grant;
import quayside.transport.server.UnixSockets;

/** The two users of a node: root, and the one that other nodes send containers to. */
public final class Accounts {
  private Accounts() {}

  /**
   * Both, by name.
   *
   * @param rootKey the key that opens root
   * @param osctl the command line
   */
  public static Map<String, Account> of(
      Daemon daemon, PublicKeyLine rootKey, RootShell.CommandLine osctl) {
    var accounts = new LinkedHashMap<String, Account>();
    var shell = new RootShell(daemon, osctl);
    var socket = new ControlSocket(daemon);
    UnixSockets sockets =
        path ->
            path.equals(ControlSocket.PATH) && !daemon.faults().has(Faults.Kind.DAEMON_DOWN)
                ? Optional.of(socket)
                : Optional.empty();
    accounts.put(
        "root",
        (key, _) ->
            key.sameKey(rootKey) || known(daemon, key)
                ? Optional.of(new Grant(shell::run, true, Optional.of(sockets), true))
                : Optional.empty());
    accounts.put(SendLink.USER, (key, client) -> receiver(daemon, key, client));
    return accounts;
  }

  /** Keys that somebody copied to root's {@code authorized_keys} on the node. */
  private static boolean known(Daemon daemon, PublicKeyLine key) {
    try {
      Path file = daemon.state().folder().path("/root/.ssh/authorized_keys");
      return Files.exists(file)
          && Files.readAllLines(file).stream()
              .map(String::strip)
              .anyMatch(line ->
                  line.startsWith(
                      key.type() + " " + key.base64())); // lines with options do not count
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Grant> receiver(
      Daemon daemon, PublicKeyLine key, InetSocketAddress client) {
    if (daemon.faults().has(Faults.Kind.REJECT_KEY)) {
      return Optional.empty();
    }
    ReceiveShell shell = daemon.receiveShell();
    try {
      return daemon
          .sender(key.type() + " " + key.base64(), client.getAddress())
          .map(sender -> new Grant(e -> shell.run(e, sender), false, Optional.empty()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
