package quayside.gui.archives;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import quayside.core.archive.Difference;
import quayside.core.archive.Remark;
import quayside.core.archive.Verdict;
import quayside.core.problem.Problem;
import quayside.gui.fx.Figures;
import quayside.gui.fx.Inbox;
import quayside.gui.fx.Rows;
import quayside.gui.fx.Texts;
import quayside.gui.fx.Ui;

/** The archives of the chosen folders, filtered, and what can be done to the chosen ones. */
public final class ArchivesViewModel implements AutoCloseable {
  private static final String FOLDERS = "folders";

  private final Ui ui;
  private final ArchiveDesk desk;
  private final Clock clock;
  private final Shelf shelf;
  private final Proofs proofs;
  private final Jobs jobs;
  private final Map<Path, Entry> known = new LinkedHashMap<>();
  private final Map<Path, ArchiveRow> byFile = new HashMap<>();
  private final ObservableList<ArchiveRow> rows = FXCollections.observableArrayList();
  private final FilteredList<ArchiveRow> shown = new FilteredList<>(rows);
  private final SimpleStringProperty filter = new SimpleStringProperty("");
  private final SimpleObjectProperty<List<ArchiveRow>> chosen =
      new SimpleObjectProperty<>(List.of());
  private final SimpleObjectProperty<List<Path>> folders = new SimpleObjectProperty<>(List.of());
  private final ReadOnlyStringWrapper about = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper count = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper empty = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final Inbox<Entry> looked;
  private boolean listed;
  private boolean looking;
  private boolean again;
  private volatile boolean closed;

  /** The archives that a desk works with; nothing is read before {@link #refresh}. */
  public ArchivesViewModel(Ui ui, ArchiveDesk desk, Clock clock) {
    this.ui = ui;
    this.desk = desk;
    this.clock = clock;
    shelf = new Shelf(desk.archives());
    proofs = new Proofs(desk.memory());
    jobs = new Jobs(ui);
    looked = new Inbox<>(ui.fx(), Entry::file, this::learn);
    folders.set(remembered());
    filter.subscribe(text -> {
      shown.setPredicate(text.isBlank() ? null : r -> r.matches(text));
      tell();
    });
  }

  private List<Path> remembered() {
    List<Path> kept =
        desk.memory()
            .get(FOLDERS)
            .orElse("")
            .lines()
            .filter(l -> !l.isBlank())
            .map(Path::of)
            .toList();
    return kept.isEmpty() ? List.of(desk.folder()) : kept;
  }

  /** The folders that are looked into. */
  public SimpleObjectProperty<List<Path>> folders() {
    return folders;
  }

  /** Looks into other folders from now on, and remembers that; none means the usual one. */
  public void choose(List<Path> now) {
    desk.memory().put(FOLDERS, String.join("\n", now.stream().map(Path::toString).toList()));
    folders.set(remembered());
    refresh();
  }

  /** A folder in which an archive was put is looked into from now on. */
  public void include(Path folder) {
    List<Path> now = new ArrayList<>(folders.get());
    if (now.contains(folder)) {
      refresh();
    } else {
      now.add(folder);
      choose(now);
    }
  }

  /** The rows that pass the filter. */
  public FilteredList<ArchiveRow> shown() {
    return shown;
  }

  /** What is searched for. */
  public SimpleStringProperty filter() {
    return filter;
  }

  /** The chosen rows; set by the table. */
  public SimpleObjectProperty<List<ArchiveRow>> chosen() {
    return chosen;
  }

  /** How many, and how large together. */
  public ReadOnlyStringProperty about() {
    return about.getReadOnlyProperty();
  }

  /** {@code 9 of 14} while a filter is on. */
  public ReadOnlyStringProperty count() {
    return count.getReadOnlyProperty();
  }

  /** Why the table is empty, and what to do. */
  public ReadOnlyStringProperty empty() {
    return empty.getReadOnlyProperty();
  }

  /** Which folder could not be read; empty if all could. */
  public ReadOnlyStringProperty trouble() {
    return trouble.getReadOnlyProperty();
  }

  /** Whether folders or files are being looked at. */
  public ReadOnlyBooleanProperty busy() {
    return busy.getReadOnlyProperty();
  }

  /** Long work under way. */
  public Jobs jobs() {
    return jobs;
  }

  Clock clock() {
    return clock;
  }

  /** Looks again; asked while it does so, it looks once more afterwards. */
  public void refresh() {
    busy.set(true);
    look();
  }

  /** Looks again without a word, as is done every few seconds. */
  void look() {
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    tell();
    List<Path> where = folders.get();
    List<Entry> before = List.copyOf(known.values());
    ui.run(() -> shelf.list(where, before), this::listed, this::failed);
  }

  private void listed(Shelf.Listing listing) {
    listed = true;
    known.clear();
    listing.entries().forEach(entry -> known.put(entry.file(), entry));
    trouble.set(String.join("\n", listing.troubles()));
    show();
    List<Entry> unseen =
        listing.entries().stream().filter(e -> e.look() instanceof Entry.Look.Pending).toList();
    ui.act(
        () -> {
          for (Entry entry : unseen) {
            if (!closed) {
              looked.post(shelf.look(entry));
            }
          }
          proofs.tidy();
        },
        this::done,
        this::failed);
  }

  private void learn(Entry entry) {
    known.computeIfPresent(entry.file(), (_, now) -> now.same(entry) ? entry : now);
    ArchiveRow row = byFile.get(entry.file());
    if (row != null && row.entry().same(entry)) {
      row.show(known(entry));
    }
  }

  private void done() {
    looking = false;
    busy.set(false);
    tell();
    if (!filter.get().isBlank()) {
      String text = filter.get();
      shown.setPredicate(r -> r.matches(text)); // by what is known now
    }
    if (again) {
      again = false;
      look();
    }
  }

  private void failed(Problem problem) {
    listed = true;
    trouble.set(problem.sentence());
    done();
  }

  private ArchiveRow.Known known(Entry entry) {
    return new ArchiveRow.Known(entry, proofs.of(entry));
  }

  private void show() {
    Rows.show(
        rows,
        known.values().stream().map(this::known).toList(),
        ArchiveRow::file,
        k -> k.entry().file(),
        ArchiveRow::new,
        ArchiveRow::show);
    byFile.clear();
    rows.forEach(row -> byFile.put(row.file(), row));
    tell();
  }

  private void tell() {
    count.set(filter.get().isBlank() ? "" : Texts.get("table.count", shown.size(), rows.size()));
    long bytes = rows.stream().mapToLong(r -> r.entry().size()).sum();
    about.set(
        listed ? Texts.get("archives.about", rows.size(), Figures.bytes(bytes), where()) : where());
    empty.set(
        !rows.isEmpty()
            ? Texts.get("archives.empty.filter")
            : listed ? Texts.get("archives.empty", where()) : Texts.get("archives.empty.loading"));
  }

  private String where() {
    List<Path> in = folders.get();
    return in.size() == 1 ? in.getFirst().toString() : Texts.get("archives.folders", in.size());
  }

  /** Reads and checks archives, one after the other. */
  public void verify(List<ArchiveRow> which, Verified told, Consumer<Problem> failed) {
    for (ArchiveRow row : which) {
      Entry entry = row.entry();
      jobs.run(
          Texts.get("job.verify", ArchiveRow.name(row.known().get())),
          job -> {
            Path scratch = desk.scratchFolder();
            try {
              return desk.archives().verify(entry.file(), scratch, job);
            } finally {
              Scratch.remove(scratch);
            }
          },
          verdict -> {
            proofs.note(entry, verdict, clock.instant());
            show();
            told.verdict(entry.file(), verdict);
          },
          failed);
    }
  }

  /** Hears how checking an archive came out. */
  @FunctionalInterface
  public interface Verified {
    void verdict(Path file, Verdict verdict);
  }

  /** Writes a copy without what can be repaired; hears what was repaired. */
  public void repair(
      ArchiveRow row, Path target, Consumer<List<Remark>> done, Consumer<Problem> failed) {
    jobs.run(
        Texts.get("job.repair", ArchiveRow.name(row.known().get())),
        job -> {
          Path scratch = desk.scratchFolder();
          try {
            return desk.archives().repair(row.file(), target, scratch, job);
          } finally {
            Scratch.remove(scratch);
          }
        },
        repaired -> {
          refresh();
          done.accept(repaired);
        },
        failed);
  }

  /** Compares the configurations of two archives. */
  public void compare(
      Path left, Path right, Consumer<List<Difference>> done, Consumer<Problem> failed) {
    ui.run(() -> desk.archives().compare(left, right), done, failed);
  }

  @Override
  public void close() {
    closed = true;
    jobs.cancelAll();
  }
}
