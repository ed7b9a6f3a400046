package quayside.gui.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import quayside.core.driver.NativeArchives.MissingDevices;
import quayside.core.transfer.Checked;
import quayside.core.transfer.ImportRequest;
import quayside.gui.fx.Texts;
import quayside.gui.fx.Ui;

/** An import before it starts: into which node, as what, and what is in the way. */
public final class ImportViewModel {
  private final TransferDesk desk;
  private final List<Path> files;
  private final Plan<ImportRequest> plan;

  /** Name of the node. */
  final SimpleStringProperty node = new SimpleStringProperty("");

  final SimpleStringProperty asId = new SimpleStringProperty("");
  final SimpleStringProperty asUser = new SimpleStringProperty("");
  final SimpleStringProperty asGroup = new SimpleStringProperty("");
  final SimpleStringProperty pool = new SimpleStringProperty("");

  /** Of an Incus or LXD server. */
  final SimpleStringProperty project = new SimpleStringProperty("");

  final SimpleStringProperty dataset = new SimpleStringProperty("");
  final SimpleObjectProperty<MissingDevices> missing =
      new SimpleObjectProperty<>(MissingDevices.CHECK);
  final SimpleBooleanProperty starting = new SimpleBooleanProperty();

  /** The way; empty for the one that preflight finds. */
  final SimpleStringProperty way = new SimpleStringProperty("");

  /**
   * Imports of some archives; {@link #check} asks the node.
   *
   * @param node may be empty still
   */
  public ImportViewModel(Ui ui, TransferDesk desk, List<Path> files, String node) {
    this.desk = desk;
    this.files = files.stream().map(Path::toAbsolutePath).toList();
    this.node.set(node);
    plan =
        new Plan<>(
            ui,
            new Plan.Engine<>() {
              @Override
              public Checked check(ImportRequest wish) throws IOException {
                return desk.imports().check(wish);
              }

              @Override
              public void start(ImportRequest wish) throws IOException {
                String _ = desk.imports().start(wish);
              }
            });
  }

  List<Path> files() {
    return files;
  }

  Plan<ImportRequest> plan() {
    return plan;
  }

  /** Names of the ways into the node. */
  List<String> ways() {
    return node.get().isEmpty() ? List.of() : desk.imports().ways(node.get());
  }

  /** Asks with the options as they are. */
  public void check() {
    if (node.get().isEmpty()) {
      plan.incomplete(Texts.get("plan.choose"));
    } else {
      plan.check(files.stream().map(this::request).toList());
    }
  }

  /** Whether the node is an Incus or LXD server, which can be told other things. */
  boolean servers() {
    return desk.platform(node.get()).isInstanceServer();
  }

  private ImportRequest request(Path file) {
    boolean servers = servers();
    return new ImportRequest(
        file,
        node.get(),
        new ImportRequest.Options(
            files.size() == 1 ? text(asId) : Optional.empty(),
            servers ? Optional.empty() : text(asUser),
            servers ? Optional.empty() : text(asGroup),
            text(pool),
            servers ? text(project) : Optional.empty(),
            files.size() == 1 && !servers ? text(dataset) : Optional.empty(),
            servers ? MissingDevices.CHECK : missing.get(),
            starting.get(),
            text(way)));
  }

  private static Optional<String> text(SimpleStringProperty field) {
    return Optional.of(field.get().strip()).filter(words -> !words.isEmpty());
  }

  /** Does what a finding's button says, then asks again. */
  void fix(Plan.Found<ImportRequest> found) {
    found
        .finding()
        .fix()
        .ifPresent(fix ->
            plan.settle(found.wish(), () -> desk.imports().fix(found.wish(), fix), this::check));
  }

  /** Starts all of them, and remembers where they came from. */
  void start() {
    desk.importedFrom(files.getFirst());
    plan.start();
  }
}
