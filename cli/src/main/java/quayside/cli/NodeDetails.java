package quayside.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;
import quayside.core.model.Node;
import quayside.core.model.PeerAddress;
import quayside.transport.Endpoint;

/** What can be said about a node beside its name and address. */
final class NodeDetails {
  @Option(
      names = "--identity",
      paramLabel = "FILE",
      description = "Private key to log in with; for https:// the client's certificate.")
  private Optional<Path> identity = Optional.empty();

  @Option(
      names = "--host-key",
      paramLabel = "SHA256:…",
      description = "The one accepted host key; known_hosts is then not asked.")
  private Optional<String> hostKey = Optional.empty();

  @Option(
      names = "--fingerprint",
      paramLabel = "SHA256",
      description = "For https://: the server's one accepted certificate.")
  private Optional<String> fingerprint = Optional.empty();

  @Option(
      names = "--peer",
      paramLabel = "HOST[:PORT]",
      description = "Where other nodes reach this one, if not at the same address.")
  private Optional<String> peer = Optional.empty();

  @Option(
      names = "--sudo",
      negatable = true,
      description = "Commands need sudo -n, because the login is not root's.")
  private Optional<Boolean> sudo = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long to wait for it when connecting and logging in (15).")
  private Optional<Integer> timeout = Optional.empty();

  /** A node with what was said. */
  Node on(Node node) {
    Optional<PeerAddress> others = peer.map(PeerAddress::parse).or(node::peer);
    return new Node(node.name(), node.platform(), on(node.address()), others);
  }

  /** An address with what was said. */
  Endpoint on(Endpoint address) {
    Endpoint at =
        switch (address) {
          case Endpoint.Ssh ssh -> on(ssh);
          case Endpoint.Https https -> on(https);
        };
    return timeout
        .map(seconds -> at.withTimeout(Duration.ofSeconds(Math.clamp(seconds, 1, 3600))))
        .orElse(at);
  }

  private Endpoint.Ssh on(Endpoint.Ssh at) {
    forbid(fingerprint.isPresent(), "--fingerprint is for https:// addresses");
    Endpoint.Ssh known = identity.isPresent() ? at.withIdentity(file()) : at;
    known = hostKey.isPresent() ? known.withHostKey(hostKey.get()) : known;
    return sudo.isPresent() ? known.withSudo(sudo.get()) : known;
  }

  private Endpoint.Https on(Endpoint.Https at) {
    forbid(hostKey.isPresent(), "--host-key is for ssh:// addresses; use --fingerprint");
    forbid(sudo.isPresent(), "--sudo is for ssh:// addresses");
    Endpoint.Https known = identity.isPresent() ? at.withIdentity(file()) : at;
    return fingerprint.isPresent() ? known.withFingerprint(fingerprint.get()) : known;
  }

  private Path file() {
    return identity.orElseThrow().toAbsolutePath().normalize();
  }

  private static void forbid(boolean given, String why) {
    if (given) {
      throw new IllegalArgumentException(why);
    }
  }

  /** Another address with the details of the old one, as far as they mean anything there. */
  static Endpoint moved(Endpoint old, Endpoint to) {
    return switch (to) {
      case Endpoint.Ssh ssh when old instanceof Endpoint.Ssh was ->
          new Endpoint.Ssh(
              ssh.host(),
              ssh.port(),
              ssh.user(),
              was.identity(),
              was.hostKey(),
              was.sudo(),
              was.timeout());
      case Endpoint.Https https when old instanceof Endpoint.Https was ->
          new Endpoint.Https(
              https.host(), https.port(), was.fingerprint(), was.identity(), was.timeout());
      case Endpoint.Ssh _, Endpoint.Https _ -> to.withTimeout(old.timeout());
    };
  }
}
