package quayside.core.keys;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quayside.core.Quayside;
import quayside.core.embedded.Demo;
import quayside.core.embedded.EmbeddedNode;
import quayside.core.home.Home;
import quayside.core.model.Node;
import quayside.core.model.Platform;
import quayside.transport.HostKeys;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;

/** Embedded nodes that do not know each other, and an engine that knows them all. */
final class TrustLab implements AutoCloseable {
  final Quayside quayside;
  final SshSettings ssh;
  final List<EmbeddedNode> nodes = new ArrayList<>();

  TrustLab(Path folder, Secrets secrets, String... names) throws IOException {
    ssh = SshSettings.in(folder.resolve("ssh"));
    quayside = Quayside.open(Home.in(folder.resolve("home")), ssh, HostKeys.REFUSING, secrets);
    for (String name : names) {
      List<String> pools = name.equals("b") ? List.of("tank", "dozer") : List.of("tank");
      add(
          EmbeddedNode.start(
              folder.resolve(name), EmbeddedNode.Options.named(name).withPools(pools)));
    }
  }

  private void add(EmbeddedNode node) throws IOException {
    nodes.add(node);
    quayside
        .fleet()
        .add(new Node(node.name(), Platform.VPSADMINOS, Demo.endpoint(node), Optional.empty()));
  }

  EmbeddedNode node(String name) {
    return nodes.stream().filter(n -> n.name().equals(name)).findFirst().orElseThrow();
  }

  Trust trust() {
    return quayside.trust();
  }

  TrustCell cell(String from, String to) {
    return trust().known().cell(new Sender(from, "tank"), to);
  }

  @Override
  public void close() {
    quayside.close();
    nodes.forEach(EmbeddedNode::close);
  }
}
