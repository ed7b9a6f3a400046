package quayside.core.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.Drivers;
import quayside.core.fleet.Fleet;
import quayside.core.fleet.NodeView;
import quayside.core.migrate.Finding;
import quayside.core.migrate.MoveRefused;
import quayside.core.migrate.Preflight;
import quayside.core.model.Node;
import quayside.core.operation.Operations;
import quayside.core.operation.Place;
import quayside.core.operation.Recipe;
import quayside.core.problem.ProblemException;
import quayside.core.transfer.incus.BackupExport;
import quayside.core.transfer.osctl.DirectExport;
import quayside.core.transfer.osctl.NodeExport;
import quayside.core.transfer.way.ExportWay;
import quayside.core.transfer.way.TransferCode;

/** Exports from the nodes of a fleet. */
final class NodeExports implements Exports {
  private final Fleet fleet;
  private final Drivers drivers;
  private final Operations operations;
  private final List<ExportWay> ways = all();

  NodeExports(Fleet fleet, Drivers drivers, Operations operations) {
    this.fleet = fleet;
    this.drivers = drivers;
    this.operations = operations;
  }

  /** Every way that there is, best first. */
  private static List<ExportWay> all() {
    return List.of(
        new DirectExport(),
        new NodeExport(),
        new BackupExport(BackupExport.How.KEPT),
        new BackupExport(BackupExport.How.STREAMED));
  }

  static List<Recipe> recipes() {
    return all().stream().map(ExportWay::recipe).toList();
  }

  @Override
  public List<String> ways(String node) {
    return find(fleet, node).map(this::leading).orElse(List.of()).stream()
        .map(ExportWay::name)
        .toList();
  }

  private List<ExportWay> leading(Node node) {
    return ways.stream().filter(way -> way.from(node.platform())).toList();
  }

  static Optional<Node> find(Fleet fleet, String name) {
    return fleet.nodes().stream()
        .map(NodeView::node)
        .filter(node -> node.name().equals(name))
        .findFirst();
  }

  static Node node(Fleet fleet, String name) throws ProblemException {
    return find(fleet, name)
        .orElseThrow(() ->
            new ProblemException(
                "unknown-node",
                "Unknown node",
                "There is no node “" + name + "” in the node book.",
                "Add it first."));
  }

  @Override
  public Checked check(ExportRequest request) throws IOException {
    Node node = node(fleet, request.source().node());
    List<ExportWay> leading =
        leading(node).stream()
            .filter(way -> request.way().map(way.name()::equals).orElse(true))
            .toList();
    if (leading.isEmpty()) {
      return none(request.way(), node, ways(node.name()));
    }
    var all = new ArrayList<Checked>();
    try (ContainerDriver driver = drivers.open(node)) {
      for (ExportWay way : leading) {
        Preflight found = foretold(way.check(request, node, driver), request, way);
        all.add(new Checked(way.name(), way.method(), with(found, worked(request))));
        if (all.getLast().preflight().possible()) {
          return all.getLast();
        }
      }
    } catch (DriverException.Unsupported e) {
      return refused(TransferCode.UNSUPPORTED, String.valueOf(e.getMessage()));
    }
    return all.getFirst();
  }

  /** With the stop that it took before, where it stops at all. */
  private Preflight foretold(Preflight found, ExportRequest request, ExportWay way) {
    boolean stops = found.possible() && found.stop().isEmpty();
    return stops
        ? new Preflight(
            found.findings(),
            found.bytes(),
            found.duration(),
            PastStops.last(operations, request, way),
            found.commands())
        : found;
  }

  static Checked none(Optional<String> wished, Node node, List<String> others) {
    return refused(
        TransferCode.NO_WAY,
        others.isEmpty()
            ? "Archives of " + node.platform().text() + " nodes are not known to this version."
            : "There is no way “"
                + wished.orElse("")
                + "” with "
                + node.name()
                + ", but: "
                + String.join(", ", others)
                + ".");
  }

  static Checked refused(TransferCode code, String sentence) {
    return new Checked(
        "",
        "",
        new Preflight(
            List.of(blocker(code, sentence)),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of()));
  }

  static Finding blocker(TransferCode code, String sentence) {
    return new Finding(code.text(), Finding.Severity.BLOCKER, sentence, Optional.empty());
  }

  static Preflight with(Preflight found, Optional<Finding> more) {
    if (more.isEmpty()) {
      return found;
    }
    var findings = new ArrayList<>(found.findings());
    findings.addFirst(more.get());
    return new Preflight(findings, found.bytes(), found.duration(), found.stop(), found.commands());
  }

  /** Another operation of this home works on the container, or on the file. */
  private Optional<Finding> worked(ExportRequest request) {
    Place file = new Place.InFile(request.file().toString());
    return operations.operations().stream()
        .filter(v -> !v.isOver())
        .filter(v -> v.source().equals(Place.of(request.source())) || v.target().equals(file))
        .findFirst()
        .map(v ->
            blocker(
                TransferCode.ALREADY_EXPORTING,
                v.source() + " is on its way to " + v.target() + " already."));
  }

  @Override
  public String start(ExportRequest request) throws IOException {
    Checked checked = check(request);
    if (!checked.preflight().possible()) {
      throw new MoveRefused(checked.preflight());
    }
    for (ExportWay way : leading(node(fleet, request.source().node()))) {
      if (way.name().equals(checked.way())) {
        return operations.submit(way.order(request));
      }
    }
    throw new IllegalStateException("the way that was found is gone: " + checked.way());
  }
}
