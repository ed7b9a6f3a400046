package quayside.gui.main;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.NumberBinding;
import quayside.core.create.Creations;
import quayside.core.driver.ContainerAction;
import quayside.core.fleet.Fleet;
import quayside.core.migrate.Moves;
import quayside.core.model.ContainerRef;
import quayside.core.operation.Activity;
import quayside.core.operation.OperationView;
import quayside.core.operation.Place;
import quayside.core.problem.Problem;
import quayside.gui.archives.ArchiveDesk;
import quayside.gui.archives.ArchivesViewModel;
import quayside.gui.archives.inside.InsideViewModel;
import quayside.gui.containers.ContainerRow;
import quayside.gui.containers.ContainersViewModel;
import quayside.gui.containers.SnapshotsViewModel;
import quayside.gui.create.CreateViewModel;
import quayside.gui.fx.Texts;
import quayside.gui.fx.Ui;
import quayside.gui.keys.KeyDesk;
import quayside.gui.keys.TrustViewModel;
import quayside.gui.migrate.DropPreview;
import quayside.gui.migrate.MoveViewModel;
import quayside.gui.nodes.FleetViewModel;
import quayside.gui.tasks.TasksViewModel;
import quayside.gui.transfer.ExportViewModel;
import quayside.gui.transfer.ImportViewModel;
import quayside.gui.transfer.TransferDesk;

/** The window's state: the features side by side, and what leads from one to another. */
public final class MainViewModel implements AutoCloseable {
  private final Ui ui;
  private final Fleet nodes;
  private final Moves moves;
  private final Clock clock;
  private final FleetViewModel fleet;
  private final ContainersViewModel containers;
  private final SnapshotsViewModel snapshots;
  private final TasksViewModel tasks;
  private final DropPreview preview;
  private final KeyDesk desk;
  private final TrustViewModel trust;
  private final ArchiveDesk archiveDesk;
  private final ArchivesViewModel archives;
  private final Creations creations;
  private final TransferDesk transferDesk;
  private List<ContainerRef> dragged = List.of();
  private Optional<InsideViewModel> inside = Optional.empty();

  /**
   * Puts the features together.
   *
   * @param ended hears of operations that end
   */
  public MainViewModel(
      Ui ui,
      Fleet nodes,
      Moves moves,
      Activity activity,
      KeyDesk desk,
      ArchiveDesk archiveDesk,
      TransferDesk transferDesk,
      Creations creations,
      Clock clock,
      Consumer<OperationView> ended) {
    this.ui = ui;
    this.nodes = nodes;
    this.moves = moves;
    this.clock = clock;
    fleet = new FleetViewModel(ui, nodes);
    containers = new ContainersViewModel(ui, nodes, fleet.views(), fleet.selected(), clock);
    snapshots = new SnapshotsViewModel(ui, nodes, clock);
    tasks = new TasksViewModel(ui, activity, ended.andThen(this::ended));
    preview = new DropPreview(ui, moves, clock);
    this.desk = desk;
    trust = new TrustViewModel(ui, desk.trust(), clock);
    this.archiveDesk = archiveDesk;
    this.transferDesk = transferDesk;
    this.creations = creations;
    archives = new ArchivesViewModel(ui, archiveDesk, clock);
  }

  FleetViewModel fleet() {
    return fleet;
  }

  ContainersViewModel containers() {
    return containers;
  }

  SnapshotsViewModel snapshots() {
    return snapshots;
  }

  /** The activity. */
  public TasksViewModel tasks() {
    return tasks;
  }

  TrustViewModel trust() {
    return trust;
  }

  /** What the page of keys works with. */
  KeyDesk desk() {
    return desk;
  }

  ArchivesViewModel archives() {
    return archives;
  }

  /** What the page of archives works with. */
  ArchiveDesk archiveDesk() {
    return archiveDesk;
  }

  /** What the dialogs of exports and imports work with. */
  TransferDesk transferDesk() {
    return transferDesk;
  }

  /** An export, to be asked about. */
  ExportViewModel export(List<ContainerRef> refs) {
    return new ExportViewModel(ui, transferDesk, refs);
  }

  /** An import, to be asked about; its node may still be empty. */
  ImportViewModel importing(List<Path> files, String node) {
    return new ImportViewModel(ui, transferDesk, files, node);
  }

  /** Where an archive was put, the page looks from now on. */
  private void ended(OperationView operation) {
    if (operation.kind() == OperationView.Kind.EXPORT
        && operation.status() == OperationView.Status.SUCCEEDED
        && operation.target() instanceof Place.InFile file) {
      Path folder = Path.of(file.path()).getParent();
      if (folder != null) {
        archives.include(folder);
      }
    }
  }

  /** One archive, to be looked into. */
  InsideViewModel inside(Path file) {
    inside.ifPresent(InsideViewModel::close);
    var opened = new InsideViewModel(ui, archiveDesk, archives.jobs(), file);
    inside = Optional.of(opened);
    return opened;
  }

  /** How many operations run or wait for a person. */
  NumberBinding busy() {
    return Bindings.add(tasks.running(), tasks.undecided());
  }

  void dragging(List<ContainerRef> refs) {
    dragged = List.copyOf(refs);
  }

  List<ContainerRef> dragged() {
    return dragged;
  }

  DropPreview.Hint hint(String target, boolean cloning, Runnable better) {
    return preview.hint(dragged, target, cloning, better);
  }

  /** A plan; its target may still be empty. */
  MoveViewModel plan(List<ContainerRef> refs, String target, boolean cloning) {
    return new MoveViewModel(ui, nodes, moves, refs, target, cloning);
  }

  /** Where the clock on the wall is read. */
  ZoneId zone() {
    return clock.getZone();
  }

  /** The nodes that containers of a node could go to. */
  List<String> targets(List<ContainerRef> refs) {
    List<String> sources = refs.stream().map(ContainerRef::node).distinct().toList();
    return fleet.views().get().stream()
        .map(v -> v.node().name())
        .filter(name -> sources.size() != 1 || !sources.contains(name))
        .toList();
  }

  /** All nodes, by name. */
  List<String> nodes() {
    return fleet.views().get().stream().map(v -> v.node().name()).toList();
  }

  /** Whether new containers can be made on a node. */
  boolean canCreate(String node) {
    return creations.can(node);
  }

  /** The nodes on which new containers can be made. */
  List<String> creators() {
    return nodes().stream().filter(this::canCreate).toList();
  }

  /** Those of the shown ones. */
  List<String> creatable() {
    return fleet.selected().get().stream().filter(this::canCreate).toList();
  }

  /** A new container, to be asked about; a copy would be of the one that is chosen there. */
  CreateViewModel creating(String node) {
    Optional<ContainerRef> chosen =
        containers.chosen().get().stream()
            .map(ContainerRow::ref)
            .filter(ref -> ref.node().equals(node))
            .findFirst();
    return new CreateViewModel(ui, creations, nodes, node, chosen);
  }

  /** Says what deleting the chosen containers would lose. */
  String loss() {
    List<ContainerRow> rows = containers.of(ContainerAction.DELETE);
    return Texts.get(rows.size() == 1 ? "delete.sentence" : "delete.sentence.many", names(rows));
  }

  /** Says what stopping these by force would lose. */
  String forced(List<ContainerRow> rows) {
    List<ContainerRow> gone = rows.stream().filter(ContainerRow::isEphemeral).toList();
    String lost =
        Texts.get(rows.size() == 1 ? "force.sentence" : "force.sentence.many", names(rows));
    return gone.isEmpty() ? lost : lost + "\n\n" + Texts.get("force.ephemeral", names(gone));
  }

  private static String names(List<ContainerRow> rows) {
    String names = String.join(", ", rows.stream().limit(5).map(r -> r.ref().toString()).toList());
    return rows.size() > 5 ? names + Texts.get("delete.more", rows.size() - 5) : names;
  }

  /** Asks every running move to stop after its step. */
  public void stopAll(Consumer<Problem> failed) {
    tasks.stopAllAfterStep(failed);
  }

  @Override
  public void close() {
    fleet.close();
    tasks.close();
    trust.close();
    archives.close();
    inside.ifPresent(InsideViewModel::close);
  }
}
