package quayside.core.keys;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.Drivers;
import quayside.core.driver.NodeKeys;
import quayside.core.fleet.Fleet;
import quayside.core.fleet.NodeView;
import quayside.core.model.Node;
import quayside.core.model.PeerAddress;
import quayside.core.problem.ProblemException;
import quayside.transport.Endpoint;
import quayside.transport.HostKey;
import quayside.transport.KnownKeys;
import quayside.transport.TransportException;
import quayside.transport.hosts.KnownHost;
import quayside.transport.keys.PublicKeyLine;

/** Host keys of the nodes of a fleet. */
public final class FleetHostKeys implements HostKeyBook {
  private final Fleet fleet;
  private final Drivers drivers;
  private final KnownKeys files;

  public FleetHostKeys(Fleet fleet, Drivers drivers, KnownKeys files) {
    this.fleet = fleet;
    this.drivers = drivers;
    this.files = files;
  }

  @Override
  public List<OfNode> nodes() throws IOException {
    var all = new ArrayList<OfNode>();
    for (NodeView view : fleet.nodes()) {
      Node node = view.node();
      if (node.login().isPresent()) {
        Endpoint.Ssh login = node.login().get();
        all.add(new OfNode(node, login.hostKey(), files.of(login)));
      }
    }
    return List.copyOf(all);
  }

  @Override
  public List<KnownHost> others() throws IOException {
    var rest = new ArrayList<>(files.all());
    for (OfNode node : nodes()) {
      rest.removeAll(node.known());
    }
    return List.copyOf(rest);
  }

  @Override
  public PublicKeyLine shown(String name) throws IOException {
    return files.shown(Logins.of(fleet.node(name)));
  }

  @Override
  public int forget(String name) throws IOException {
    Node node = fleet.node(name);
    Endpoint.Ssh login = Logins.of(node);
    int forgotten = files.forget(login);
    if (login.hostKey().isPresent()) {
      pinned(node, Optional.empty());
      forgotten++;
    }
    return forgotten;
  }

  @Override
  public int forgetHost(PeerAddress host) throws IOException {
    String name = host.host().contains(":") ? "[" + host.host() + "]" : host.host();
    return files.forget(Endpoint.Ssh.parse(name + ":" + host.port()));
  }

  private void pinned(Node node, Optional<String> sha256) throws IOException {
    Endpoint.Ssh was = Logins.of(node);
    var now =
        new Endpoint.Ssh(
            was.host(), was.port(), was.user(), was.identity(), sha256, was.sudo(), was.timeout());
    fleet.update(node.name(), new Node(node.name(), node.platform(), now, node.peer()));
  }

  @Override
  public void replace(String name, String sha256) throws IOException {
    Node node = fleet.node(name);
    Endpoint.Ssh login = Logins.of(node);
    if (login.hostKey().isEmpty()) {
      files.replace(login, sha256);
      return;
    }
    PublicKeyLine key = files.shown(login);
    if (!key.fingerprint().equals(sha256)) {
      int port = login.port().orElse(22);
      throw new TransportException.HostKeyRejected(
          name
              + " shows "
              + key.fingerprint()
              + ", not the key that you accepted. Nothing was changed.",
          new HostKey(login.host(), port, key.type(), key.fingerprint()),
          true);
    }
    pinned(node, Optional.of(sha256));
  }

  private static NodeKeys keys(String name, ContainerDriver driver) throws IOException {
    return driver
        .keys()
        .orElseThrow(() ->
            new ProblemException(
                "unsupported", "Not possible there", name + " has no keys to send with.", ""));
  }

  @Override
  public Between between(String source, String target) throws IOException {
    PeerAddress peer = fleet.node(target).peerAddress();
    List<PublicKeyLine> own;
    try (ContainerDriver there = drivers.open(fleet.node(target))) {
      own = keys(target, there).hostKeys();
    }
    try (ContainerDriver here = drivers.open(fleet.node(source))) {
      NodeKeys keys = keys(source, here);
      return new Between(peer, keys.shownTo(peer), keys.knownHostKeys(peer), own);
    }
  }

  @Override
  public List<PublicKeyLine> pin(String source, String target, Optional<String> accepted)
      throws IOException {
    Between seen = between(source, target);
    List<PublicKeyLine> wanted =
        accepted
            .map(print -> seen.shown().stream().filter(k -> k.fingerprint().equals(print)).toList())
            .orElseGet(seen::confirmed);
    if (wanted.isEmpty()) {
      String shown =
          seen.shown().isEmpty()
              ? "nothing"
              : String.join(", ", seen.shown().stream().map(PublicKeyLine::fingerprint).toList());
      throw new ProblemException(
          "host-key-unconfirmed",
          "The host key is not confirmed",
          "At %s %s is shown %s, which is not what %s says it has. Nothing was changed."
              .formatted(seen.peer().text(), source, shown, target),
          "Check the peer address of "
              + target
              + "; if the key is right, name its fingerprint to accept it.");
    }
    try (ContainerDriver here = drivers.open(fleet.node(source))) {
      keys(source, here).pin(seen.peer(), wanted);
    }
    return wanted;
  }
}
