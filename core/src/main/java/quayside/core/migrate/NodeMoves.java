package quayside.core.migrate;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.Drivers;
import quayside.core.fleet.Fleet;
import quayside.core.fleet.NodeView;
import quayside.core.model.Container;
import quayside.core.model.ContainerRef;
import quayside.core.model.ContainerState;
import quayside.core.model.Node;
import quayside.core.operation.OperationView;
import quayside.core.operation.Operations;
import quayside.core.operation.Place;
import quayside.core.problem.ProblemException;

/** Moves over the nodes of a fleet. */
final class NodeMoves implements Moves {
  private final Fleet fleet;
  private final Drivers drivers;
  private final Operations operations;
  private final Map<String, Experience> experience = new ConcurrentHashMap<>();

  /** What an earlier move between two nodes showed. */
  private record Experience(double bytesPerSecond) {}

  NodeMoves(Fleet fleet, Drivers drivers, Operations operations) {
    this.fleet = fleet;
    this.drivers = drivers;
    this.operations = operations;
    operations.operations().reversed().forEach(this::learn);
    var _ = operations.watch(this::learn); // lives as long as the operations do
  }

  private void learn(OperationView view) {
    if (view.status() == OperationView.Status.SUCCEEDED && view.ended().isPresent()) {
      double seconds = Duration.between(view.started(), view.ended().get()).toMillis() / 1000.0;
      if (seconds > 0 && view.bytesDone() > 0) {
        var known = new Experience(view.bytesDone() / seconds);
        view.source()
            .onNode()
            .ifPresent(from ->
                view.target().onNode().ifPresent(to -> experience.put(pair(from, to), known)));
      }
    }
  }

  private static String pair(String source, String target) {
    return source + "→" + target; // node names have no arrows
  }

  @Override
  public Preview preview(ContainerRef source, String target, boolean cloning) {
    if (source.node().equals(target)) {
      return new Preview.Refused("“" + source.id() + "” is on " + target + " already.");
    }
    List<NodeView> views = fleet.nodes();
    Optional<NodeView> from = named(views, source.node());
    Optional<NodeView> to = named(views, target);
    if (from.isEmpty() || to.isEmpty()) {
      return new Preview.Refused("This node is not in the node book.");
    }
    for (NodeView view : List.of(from.get(), to.get())) {
      if (view.status() != NodeView.Status.READY) {
        return new Preview.Refused(view.node().name() + " cannot be reached just now.");
      }
    }
    Optional<Container> container = find(from.get(), source);
    if (container.isEmpty()) {
      return new Preview.Refused("“" + source.id() + "” is not on " + source.node() + " any more.");
    }
    return preview(MoveRequest.of(source, target, cloning), container.get(), to.get());
  }

  private Preview preview(MoveRequest request, Container container, NodeView to) {
    ContainerState state = container.state();
    if (state == ContainerState.STAGED || state == ContainerState.ERROR) {
      return new Preview.Refused(
          "“" + container.ref().id() + "” is “" + state.text() + "” and cannot be sent.");
    }
    boolean taken = to.containers().stream().anyMatch(c -> c.ref().id().equals(request.targetId()));
    if (taken) {
      return new Preview.Refused(
          "On " + request.target() + " is a container “" + request.targetId() + "” already.");
    }
    OptionalLong free =
        to.facts().stream()
            .flatMap(f -> f.pools().stream())
            .map(quayside.core.model.NodeFacts.Pool::free)
            .filter(OptionalLong::isPresent)
            .mapToLong(OptionalLong::getAsLong)
            .max();
    OptionalLong bytes = container.disk();
    if (bytes.isPresent() && free.isPresent() && bytes.getAsLong() > free.getAsLong()) {
      return new Preview.Refused(
          request.target()
              + " has only "
              + PoolChecks.text(free.getAsLong())
              + " free for "
              + PoolChecks.text(bytes.getAsLong())
              + ".");
    }
    return new Preview.Possible(
        request.cloning() ? "copy from node to node" : "node to node, step by step",
        bytes,
        duration(request, bytes),
        Inspection.expectedStop(request, container));
  }

  private Optional<Duration> duration(MoveRequest request, OptionalLong bytes) {
    Experience known = experience.get(pair(request.source().node(), request.target()));
    return known == null || bytes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Duration.ofMillis((long) (bytes.getAsLong() * 1000 / known.bytesPerSecond())));
  }

  private static Optional<NodeView> named(List<NodeView> views, String name) {
    return views.stream().filter(v -> v.node().name().equals(name)).findFirst();
  }

  private static Optional<Container> find(NodeView view, ContainerRef ref) {
    return view.containers().stream().filter(c -> c.ref().equals(ref)).findFirst();
  }

  @Override
  public Preflight check(MoveRequest request) throws IOException {
    Node from = node(request.source().node());
    Node to = node(request.target());
    Preflight found;
    try (ContainerDriver source = drivers.open(from);
        ContainerDriver target = drivers.open(to)) {
      found = new Inspection(request, from, to).run(source, target);
    } catch (DriverException.Unsupported e) {
      return Inspection.unsupported(e);
    }
    var findings = new ArrayList<>(found.findings());
    worked(request).ifPresent(busy -> findings.addFirst(busy));
    return new Preflight(
        findings, found.bytes(), duration(request, found.bytes()), found.stop(), found.commands());
  }

  /** Another operation of this home works on the container. */
  private Optional<Finding> worked(MoveRequest request) {
    return operations.operations().stream()
        .filter(v -> v.source().equals(Place.of(request.source())))
        .filter(v -> !v.isOver())
        .findFirst()
        .map(v ->
            new Finding(
                FindingCode.ALREADY_MOVING.text(),
                Finding.Severity.BLOCKER,
                "“" + request.source().id() + "” is on its way to " + v.target() + " already.",
                Optional.empty()));
  }

  private Node node(String name) throws IOException {
    return named(fleet.nodes(), name)
        .map(NodeView::node)
        .orElseThrow(() ->
            new ProblemException(
                "unknown-node",
                "Unknown node",
                "There is no node “" + name + "” in the node book.",
                "Add it first."));
  }

  @Override
  public void fix(MoveRequest request, Finding.Fix fix) throws IOException {
    Optional<Finding> busy = worked(request);
    if (busy.isPresent()) {
      throw new ProblemException(
          busy.get().code(), "Already under way", busy.get().sentence(), "Wait or cancel that.");
    }
    try (ContainerDriver source = drivers.open(node(request.source().node()));
        ContainerDriver target = drivers.open(node(request.target()))) {
      new Fixes(request, source, target).apply(fix.id());
    }
  }

  @Override
  public String start(MoveRequest request) throws IOException {
    Preflight preflight = check(request);
    if (!preflight.possible()) {
      throw new MoveRefused(preflight);
    }
    return operations.submit(RequestJson.order(request));
  }
}
