package quayside.gui;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.Demo;
import quayside.core.embedded.DemoContent;
import quayside.core.embedded.EmbeddedNode;
import quayside.core.model.Node;
import quayside.core.model.Platform;

/** The window on the real engine and two embedded nodes, over real SSH connections. */
abstract class RealWindow extends EngineWindow {
  private @Nullable EmbeddedNode a;
  private @Nullable EmbeddedNode b;

  /** Whether the nodes trust each other from the beginning. */
  boolean trusting() {
    return true;
  }

  @Override
  List<Node> nodes(Path folder, Path ssh) throws IOException {
    EmbeddedNode source = node(folder, "harbor-a", 1_000_000);
    EmbeddedNode target = node(folder, "harbor-b", 80_000_000);
    a = source;
    b = target;
    source.create("web-01", DemoContent.small(1));
    source.create("build-07", DemoContent.small(2));
    source.startContainer("web-01");
    if (trusting()) {
      source.trustAt(target);
    }
    return List.of(known(source), known(target));
  }

  private static Node known(EmbeddedNode node) {
    return new Node(node.name(), Platform.VPSADMINOS, Demo.endpoint(node), Optional.empty());
  }

  /** Bytes a second that running containers write. */
  int writeRate() {
    return 200_000;
  }

  private EmbeddedNode node(Path folder, String name, long firstId) throws IOException {
    var options =
        EmbeddedNode.Options.named(name).withFirstHostId(firstId).withWriteRate(writeRate());
    return EmbeddedNode.start(folder.resolve(name), options);
  }

  @Override
  void closeNodes() {
    source().close();
    target().close();
  }

  EmbeddedNode source() {
    return Objects.requireNonNull(a);
  }

  EmbeddedNode target() {
    return Objects.requireNonNull(b);
  }

  /** Waits until both nodes have answered and their containers are to be seen. */
  void ready() throws TimeoutException {
    ready("build-07");
  }

  boolean has(EmbeddedNode node, String id) {
    return has(node.name(), id);
  }
}
