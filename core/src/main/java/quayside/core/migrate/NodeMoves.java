package quayside.core.migrate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import quayside.core.driver.DriverException;
import quayside.core.driver.Drivers;
import quayside.core.fleet.Fleet;
import quayside.core.fleet.NodeView;
import quayside.core.migrate.way.CommonCode;
import quayside.core.migrate.way.Ends;
import quayside.core.migrate.way.FindingCode;
import quayside.core.migrate.way.IncusCode;
import quayside.core.migrate.way.Way;
import quayside.core.model.ContainerRef;
import quayside.core.model.Node;
import quayside.core.operation.MaybeSecret;
import quayside.core.operation.Operations;
import quayside.core.operation.Place;
import quayside.core.problem.ProblemException;

/** Moves over the nodes of a fleet. */
final class NodeMoves implements Moves {
  private final Fleet fleet;
  private final Drivers drivers;
  private final Operations operations;
  private final Ways ways;
  private final Experience experience;
  private final Previews previews;

  NodeMoves(Fleet fleet, Drivers drivers, Operations operations, Ways ways) {
    this.fleet = fleet;
    this.drivers = drivers;
    this.operations = operations;
    this.ways = ways;
    this.experience = new Experience(operations);
    this.previews = new Previews(ways, experience);
  }

  @Override
  public List<KnownWay> ways(String source, String target, boolean cloning) {
    List<NodeView> views = fleet.nodes();
    Optional<NodeView> from = named(views, source);
    Optional<NodeView> to = named(views, target);
    return from.isEmpty() || to.isEmpty()
        ? List.of()
        : ways.joining(from.get(), to.get()).stream()
            .map(way -> new KnownWay(way.name(), way.method(cloning), way.defaults()))
            .toList();
  }

  @Override
  public Preview preview(ContainerRef source, String target, boolean cloning) {
    if (source.node().equals(target)) {
      return new Preview.Refused("“" + source.id() + "” is on " + target + " already.");
    }
    List<NodeView> views = fleet.nodes();
    Optional<NodeView> from = named(views, source.node());
    Optional<NodeView> to = named(views, target);
    return from.isEmpty() || to.isEmpty()
        ? new Preview.Refused("This node is not in the node book.")
        : previews.of(MoveRequest.of(source, target, cloning), from.get(), to.get());
  }

  private static Optional<NodeView> named(List<NodeView> views, String name) {
    return views.stream().filter(v -> v.node().name().equals(name)).findFirst();
  }

  private NodeView node(String name) throws IOException {
    return named(fleet.nodes(), name)
        .orElseThrow(() ->
            new ProblemException(
                "unknown-node",
                "Unknown node",
                "There is no node “" + name + "” in the node book.",
                "Add it first."));
  }

  private Ways.Choice choose(MoveRequest request) throws IOException {
    return ways.choose(request.options(), node(request.source().node()), node(request.target()));
  }

  private Way way(MoveRequest request) throws IOException {
    return switch (choose(request)) {
      case Ways.Choice.Found found -> found.way();
      case Ways.Choice.Nothing nothing ->
          throw new ProblemException(CommonCode.NO_WAY.text(), "No way", nothing.why(), "");
    };
  }

  private Ends connect(MoveRequest request) throws IOException {
    Node from = node(request.source().node()).node();
    Node to = node(request.target()).node();
    return Ends.connect(drivers, from, to);
  }

  @Override
  public Preflight check(MoveRequest request) throws IOException {
    return switch (choose(request)) {
      case Ways.Choice.Nothing nothing -> refused(CommonCode.NO_WAY, nothing.why());
      case Ways.Choice.Found found -> check(request, found.way());
    };
  }

  private Preflight check(MoveRequest request, Way way) throws IOException {
    Preflight found;
    try (Ends ends = connect(request)) {
      found = way.check(request, ends);
    } catch (DriverException.Unsupported e) {
      String why = Objects.requireNonNullElse(e.getMessage(), "This node cannot send.");
      return refused(CommonCode.UNSUPPORTED, why);
    }
    var findings = new ArrayList<>(found.findings());
    worked(request).ifPresent(findings::addFirst);
    secret(request).ifPresent(findings::addFirst);
    return new Preflight(
        findings,
        found.bytes(),
        found.duration().or(() -> experience.duration(request, found.bytes())),
        found.stop(),
        found.commands());
  }

  /** A refusal without anything known. */
  private static Preflight refused(CommonCode code, String sentence) {
    return new Preflight(
        List.of(blocker(code, sentence)),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private static Finding blocker(FindingCode code, String sentence) {
    return new Finding(code.text(), Finding.Severity.BLOCKER, sentence, Optional.empty());
  }

  /** Another operation of this home works on the container. */
  private Optional<Finding> worked(MoveRequest request) {
    return operations.operations().stream()
        .filter(v -> v.source().equals(Place.of(request.source())))
        .filter(v -> !v.isOver())
        .findFirst()
        .map(v ->
            blocker(
                CommonCode.ALREADY_MOVING,
                "“" + request.source().id() + "” is on its way to " + v.target() + " already."));
  }

  /** An order is written into a journal, and that is no place for secrets. */
  private static Optional<Finding> secret(MoveRequest request) {
    return request.options().special() instanceof IncusOptions options
        ? MaybeSecret.refusal(options.config())
            .map(sentence -> blocker(IncusCode.MAYBE_SECRET, sentence))
        : Optional.empty();
  }

  @Override
  public void fix(MoveRequest request, Finding.Fix fix) throws IOException {
    Optional<Finding> busy = worked(request);
    if (busy.isPresent()) {
      throw new ProblemException(
          busy.get().code(), "Already under way", busy.get().sentence(), "Wait or cancel that.");
    }
    Way way = way(request);
    try (Ends ends = connect(request)) {
      way.fix(request, fix, ends);
    }
  }

  @Override
  public String start(MoveRequest request) throws IOException {
    Preflight preflight = check(request);
    if (!preflight.possible()) {
      throw new MoveRefused(preflight);
    }
    return operations.submit(way(request).order(request));
  }
}
