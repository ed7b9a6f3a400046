package quayside.core.migrate.osctl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import quayside.core.driver.Drivers;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.Moves;
import quayside.core.model.ContainerRef;
import quayside.core.model.Node;
import quayside.core.operation.Limits;
import quayside.core.operation.OperationView;
import quayside.core.operation.Operations;
import quayside.core.operation.OperationsLab;

/** Two nodes in memory, one container on the first, and operations between them. */
final class FakePair implements AutoCloseable {
  final FakeNode n1 = new FakeNode("n1");
  final FakeNode n2 = new FakeNode("n2");
  final FakeNode.Ct web = n1.add("web");
  final Path folder;
  private Operations operations;

  FakePair(Path folder) {
    this(folder, OperationsLab.SHORT);
  }

  FakePair(Path folder, Limits limits) {
    this.folder = folder;
    n1.peer = n2;
    n2.peer = n1;
    operations = open(limits);
  }

  private Operations open(Limits limits) {
    Drivers drivers = node -> node.name().equals("n1") ? n1.open() : n2.open();
    return OperationsLab.open(folder, drivers, this::node, Moves.recipes(), limits, _ -> {});
  }

  Optional<Node> node(String name) {
    return List.of(n1, n2).stream()
        .filter(n -> n.name.equals(name))
        .map(FakeNode::node)
        .findFirst();
  }

  Operations operations() {
    return operations;
  }

  /** The program is started anew. */
  Operations reopen() {
    operations.close();
    operations = open(OperationsLab.SHORT);
    return operations;
  }

  MoveRequest request(boolean cloning, UnaryOperator<MoveRequest.Options> options) {
    var request = MoveRequest.of(new ContainerRef("n1", "tank", "web"), "n2", cloning);
    return new MoveRequest(
        request.source(), request.target(), cloning, options.apply(request.options()));
  }

  String submit(boolean cloning) throws IOException {
    return submit(request(cloning, o -> o));
  }

  String submit(MoveRequest request) throws IOException {
    return operations.submit(new OsctlWay().order(request));
  }

  OperationView run(boolean cloning) throws IOException, InterruptedException {
    return operations.await(submit(cloning));
  }

  @Override
  public void close() {
    operations.close();
  }
}
