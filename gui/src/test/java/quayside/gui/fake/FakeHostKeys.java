package quayside.gui.fake;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import quayside.core.keys.HostKeyBook;
import quayside.core.keys.KeysOfNode;
import quayside.core.model.Node;
import quayside.core.model.PeerAddress;
import quayside.core.model.Platform;
import quayside.transport.Endpoint;
import quayside.transport.hosts.KnownHost;
import quayside.transport.keys.PublicKeyLine;

/** Host keys of made-up nodes. */
public final class FakeHostKeys implements HostKeyBook {
  /** What was asked of it, in words. */
  public final List<String> asked = new CopyOnWriteArrayList<>();

  private static PublicKeyLine key(int number) {
    return KeysOfNode.parse(FakeTrust.key(number)).orElseThrow();
  }

  @Override
  public List<OfNode> nodes() {
    List<OfNode> nodes = new ArrayList<>();
    List<String> names = List.of("harbor-a", "harbor-b", "ams-node-1");
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      var node = new Node(name, Platform.VPSADMINOS, Endpoint.Ssh.of(name), Optional.empty());
      var line =
          new KnownHost(Path.of("/home/me/.ssh/known_hosts"), i + 4, false, name, key(50 + i));
      nodes.add(new OfNode(node, Optional.empty(), i == 2 ? List.of() : List.of(line)));
    }
    return nodes;
  }

  @Override
  public List<KnownHost> others() {
    return List.of();
  }

  @Override
  public PublicKeyLine shown(String node) {
    return key(90);
  }

  @Override
  public int forget(String node) {
    asked.add("forget " + node);
    return 1;
  }

  @Override
  public int forgetHost(PeerAddress host) {
    return 0;
  }

  @Override
  public void replace(String node, String sha256) {
    asked.add("replace " + node + " " + sha256);
  }

  @Override
  public Between between(String source, String target) {
    return new Between(new PeerAddress(target, 22), List.of(key(51)), List.of(), List.of(key(51)));
  }

  @Override
  public List<PublicKeyLine> pin(String source, String target, Optional<String> accepted) {
    asked.add("pin " + source + " " + target);
    return List.of(key(51));
  }
}
