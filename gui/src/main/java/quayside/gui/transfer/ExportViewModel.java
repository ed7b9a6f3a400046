package quayside.gui.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import quayside.core.driver.NativeArchives.Packing;
import quayside.core.model.ContainerRef;
import quayside.core.model.Platform;
import quayside.core.transfer.BackupOptions;
import quayside.core.transfer.Checked;
import quayside.core.transfer.ExportRequest;
import quayside.gui.fx.Texts;
import quayside.gui.fx.Ui;

/** An export before it starts: where to, how, and what is in the way. */
public final class ExportViewModel {
  private static final String TAKEN = "file-exists";

  private final TransferDesk desk;
  private final List<ContainerRef> sources;
  private final LocalDateTime now;
  private final Plan<ExportRequest> plan;

  /** Where the archives are put. */
  final SimpleStringProperty folder = new SimpleStringProperty("");

  /** Name of the file; several containers have those that are proposed. */
  final SimpleStringProperty name = new SimpleStringProperty("");

  final SimpleBooleanProperty consistent = new SimpleBooleanProperty();

  /** Whether the snapshots come along; only some servers can leave them. */
  final SimpleBooleanProperty snapshots = new SimpleBooleanProperty(true);

  /** Whether it is in the storage's own format; only some servers can do that. */
  final SimpleBooleanProperty optimized = new SimpleBooleanProperty();

  final SimpleBooleanProperty replace = new SimpleBooleanProperty();
  final SimpleObjectProperty<Packing> packing = new SimpleObjectProperty<>(Packing.AUTO);

  /** The way; empty for the one that preflight finds. */
  final SimpleStringProperty way = new SimpleStringProperty("");

  /** Exports of some containers; {@link #check} asks the nodes. */
  public ExportViewModel(Ui ui, TransferDesk desk, List<ContainerRef> sources) {
    this.desk = desk;
    this.sources = List.copyOf(sources);
    now = LocalDateTime.ofInstant(desk.clock().instant(), desk.clock().getZone());
    consistent.set(ExportRequest.usuallyConsistent(platform()));
    folder.set(desk.exportFolder().toString());
    if (sources.size() == 1) {
      name.set(ExportRequest.proposedName(sources.getFirst().id(), now));
    }
    plan =
        new Plan<>(
            ui,
            new Plan.Engine<>() {
              @Override
              public Checked check(ExportRequest wish) throws IOException {
                makeUsualFolder(wish);
                return desk.exports().check(wish);
              }

              @Override
              public void start(ExportRequest wish) throws IOException {
                String _ = desk.exports().start(wish);
              }
            });
  }

  /** The folder that nobody chose is made when it is needed; others must be there. */
  private void makeUsualFolder(ExportRequest wish) throws IOException {
    if (desk.folder().equals(wish.file().getParent())) {
      Files.createDirectories(desk.folder());
    }
  }

  List<ContainerRef> sources() {
    return sources;
  }

  Plan<ExportRequest> plan() {
    return plan;
  }

  /** The kind of the node that they are on. */
  final Platform platform() {
    return desk.platform(sources.getFirst().node());
  }

  /** How it can be packed there. */
  List<Packing> packings() {
    return Stream.of(Packing.values())
        .filter(each -> each != Packing.ZSTD || platform().isInstanceServer())
        .toList();
  }

  /** Names of the ways from there. */
  List<String> ways() {
    return desk.exports().ways(sources.getFirst().node());
  }

  /** Asks with the options as they are. */
  public void check() {
    try {
      List<ExportRequest> wishes = new ArrayList<>();
      for (ContainerRef source : sources) {
        wishes.add(request(source));
      }
      plan.check(wishes);
    } catch (InvalidPathException _) {
      plan.incomplete(Texts.get("export.path"));
    }
  }

  private ExportRequest request(ContainerRef source) {
    String file =
        sources.size() == 1 ? name.get().strip() : ExportRequest.proposedName(source.id(), now);
    if (file.isEmpty() || folder.get().isBlank()) {
      throw new InvalidPathException(file, "empty");
    }
    return new ExportRequest(
        source,
        Path.of(folder.get().strip()).resolve(file).toAbsolutePath().normalize(),
        replace.get(),
        consistent.get(),
        packing.get(),
        new BackupOptions(snapshots.get(), optimized.get()),
        Optional.of(way.get()).filter(w -> !w.isEmpty()));
  }

  /** Whether a file of that name is in the way, which can be settled by replacing it. */
  boolean taken() {
    return plan.found().stream().anyMatch(f -> f.finding().code().equals(TAKEN));
  }

  /** Asks a person where to. */
  void choose() {
    Path where = desk.exportFolder();
    String file = sources.size() == 1 ? name.get().strip() : "";
    try {
      where = Path.of(folder.get().strip());
      where = file.isEmpty() ? where : where.resolve(file);
    } catch (InvalidPathException _) {
      plan.incomplete(Texts.get("export.path")); // the desktop's dialog begins elsewhere
    }
    if (sources.size() > 1) {
      desk.picker()
          .folder(Texts.get("export.choose.folder"), where)
          .ifPresent(chosen -> folder.set(chosen.toString()));
      return;
    }
    desk.picker()
        .save(Texts.get("export.choose"), where)
        .ifPresent(chosen -> {
          Path parent = chosen.toAbsolutePath().getParent();
          folder.set(parent == null ? "" : parent.toString());
          name.set(chosen.getFileName() + "");
          replace.set(Files.exists(chosen)); // the desktop's dialog has asked
        });
  }

  /** Starts all of them, and remembers the folder. */
  void start() {
    plan.wishes().stream()
        .map(wish -> wish.file().getParent())
        .filter(parent -> parent != null)
        .findFirst()
        .ifPresent(desk::exportedTo);
    plan.start();
  }
}
