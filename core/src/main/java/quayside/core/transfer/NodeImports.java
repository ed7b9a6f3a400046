package quayside.core.transfer;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quayside.core.archive.ArchiveException;
import quayside.core.archive.ArchiveKind;
import quayside.core.archive.Archives;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.Drivers;
import quayside.core.fleet.Fleet;
import quayside.core.migrate.Finding;
import quayside.core.migrate.MoveRefused;
import quayside.core.migrate.Preflight;
import quayside.core.model.Node;
import quayside.core.operation.Operations;
import quayside.core.operation.Recipe;
import quayside.core.problem.Problem;
import quayside.core.transfer.incus.BackupImport;
import quayside.core.transfer.osctl.PushImport;
import quayside.core.transfer.osctl.UploadImport;
import quayside.core.transfer.way.ImportWay;
import quayside.core.transfer.way.TransferCode;

/** Imports into the nodes of a fleet. */
final class NodeImports implements Imports {
  private final Fleet fleet;
  private final Drivers drivers;
  private final Operations operations;
  private final List<ImportWay> ways;

  NodeImports(Fleet fleet, Drivers drivers, Operations operations, Desk desk) {
    this.fleet = fleet;
    this.drivers = drivers;
    this.operations = operations;
    this.ways = all(desk);
  }

  /** Every way that there is, best first. */
  private static List<ImportWay> all(Desk desk) {
    return List.of(new PushImport(desk), new UploadImport(), new BackupImport());
  }

  static List<Recipe> recipes(Desk desk) {
    return all(desk).stream().map(ImportWay::recipe).toList();
  }

  @Override
  public List<String> ways(String node) {
    Optional<Node> known = NodeExports.find(fleet, node);
    return known.isEmpty()
        ? List.of()
        : ways.stream().filter(way -> way.into(known.get())).map(ImportWay::name).toList();
  }

  @Override
  public Checked check(ImportRequest request) throws IOException {
    Node node = NodeExports.node(fleet, request.node());
    ArchiveKind kind;
    try {
      kind = Archives.all().format(request.file()).kind();
    } catch (ArchiveException | NoSuchFileException e) {
      return NodeExports.refused(TransferCode.ARCHIVE_DAMAGED, Problem.of(e).sentence());
    }
    List<ImportWay> leading =
        ways.stream()
            .filter(way -> way.joins(kind, node))
            .filter(way -> request.options().way().map(way.name()::equals).orElse(true))
            .toList();
    if (leading.isEmpty()) {
      return NodeExports.none(request.options().way(), node, ways(node.name()));
    }
    var all = new ArrayList<Checked>();
    try (ContainerDriver driver = drivers.open(node)) {
      for (ImportWay way : leading) {
        Preflight found = way.check(request, node, driver);
        all.add(new Checked(way.name(), way.method(), found));
        if (found.possible()) {
          return all.getLast();
        }
      }
    } catch (DriverException.Unsupported e) {
      return NodeExports.refused(TransferCode.UNSUPPORTED, String.valueOf(e.getMessage()));
    }
    return all.getFirst();
  }

  @Override
  public void fix(ImportRequest request, Finding.Fix fix) throws IOException {
    Checked checked = check(request);
    try (ContainerDriver driver = drivers.open(NodeExports.node(fleet, request.node()))) {
      way(checked).fix(request, fix, driver);
    }
  }

  private ImportWay way(Checked checked) throws MoveRefused {
    for (ImportWay way : ways) {
      if (way.name().equals(checked.way())) {
        return way;
      }
    }
    throw new MoveRefused(checked.preflight());
  }

  @Override
  public String start(ImportRequest request) throws IOException {
    Checked checked = check(request);
    if (!checked.preflight().possible()) {
      throw new MoveRefused(checked.preflight());
    }
    try (ContainerDriver driver = drivers.open(NodeExports.node(fleet, request.node()))) {
      return operations.submit(way(checked).order(request, driver));
    }
  }
}
