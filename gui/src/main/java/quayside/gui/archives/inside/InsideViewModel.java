package quayside.gui.archives.inside;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import quayside.core.archive.ArchiveFiles;
import quayside.core.archive.Inspection;
import quayside.core.archive.zfs.BytePath;
import quayside.core.problem.Problem;
import quayside.gui.archives.ArchiveDesk;
import quayside.gui.archives.Job;
import quayside.gui.archives.Jobs;
import quayside.gui.archives.Scratch;
import quayside.gui.fx.Texts;
import quayside.gui.fx.Ui;

/**
 * One archive: what it tells of itself, and its files, which are opened when they are asked for.
 */
public final class InsideViewModel implements AutoCloseable {
  private final Ui ui;
  private final ArchiveDesk desk;
  private final Jobs jobs;
  private final Path file;
  private final ReadOnlyObjectWrapper<Optional<Inspection>> inspection =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
  private final ObservableList<State> states = FXCollections.observableArrayList();
  private final SimpleObjectProperty<@Nullable State> state = new SimpleObjectProperty<>();
  private final ReadOnlyObjectWrapper<BytePath> folder = new ReadOnlyObjectWrapper<>(BytePath.ROOT);
  private final ObservableList<Item> items = FXCollections.observableArrayList();
  private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final AtomicInteger generation = new AtomicInteger();
  private @Nullable OpenFiles open;
  private @Nullable Job opening;
  private String searched = "";
  private boolean closed;

  /** An archive; {@link #inspect} looks at it. */
  public InsideViewModel(Ui ui, ArchiveDesk desk, Jobs jobs, Path file) {
    this.ui = ui;
    this.desk = desk;
    this.jobs = jobs;
    this.file = file;
    state.subscribe((_, now) -> {
      if (now != null) {
        go(BytePath.ROOT);
      }
    });
  }

  Path file() {
    return file;
  }

  Jobs jobs() {
    return jobs;
  }

  /** What it tells of itself, once it was looked at. */
  ReadOnlyObjectProperty<Optional<Inspection>> inspection() {
    return inspection.getReadOnlyProperty();
  }

  /** Why it cannot be shown; empty if it can. */
  ReadOnlyStringProperty trouble() {
    return trouble.getReadOnlyProperty();
  }

  /** Which files can be looked at: the container's, and those of each snapshot. */
  ObservableList<State> states() {
    return states;
  }

  /** Which are. */
  SimpleObjectProperty<@Nullable State> state() {
    return state;
  }

  /** The folder that is shown, or below which was searched. */
  ReadOnlyObjectProperty<BytePath> folder() {
    return folder.getReadOnlyProperty();
  }

  /** What is in the folder, or was found. */
  ObservableList<Item> items() {
    return items;
  }

  /** How many, or what is being done. */
  ReadOnlyStringProperty note() {
    return note.getReadOnlyProperty();
  }

  /** Whether something is being read. */
  ReadOnlyBooleanProperty busy() {
    return busy.getReadOnlyProperty();
  }

  /** What was searched for; empty while a folder is shown. */
  String searched() {
    return searched;
  }

  /** Looks at it, without reading data. */
  public void inspect() {
    ui.run(
        () -> desk.archives().inspect(file),
        seen -> inspection.set(Optional.of(seen)),
        problem -> trouble.set(problem.sentence()));
  }

  /** Opens the files, which reads all of it once; nothing happens if they are open. */
  void openFiles() {
    if (open != null || opening != null) {
      return;
    }
    note.set(Texts.get("inside.opening"));
    busy.set(true);
    opening =
        jobs.run(
            Texts.get("job.open", file.getFileName()),
            this::open,
            this::opened,
            problem -> {
              opening = null;
              busy.set(false);
              note.set(problem.sentence());
            });
    opening
        .detail()
        .subscribe(_ -> {
          if (opening != null && opening.cancelled()) {
            opening = null;
            busy.set(false);
            note.set(Texts.get("inside.cancelled"));
          }
        });
  }

  private OpenFiles open(Job job) throws IOException {
    Path scratch = desk.scratchFolder();
    boolean whole = false;
    try {
      ArchiveFiles files = desk.archives().files(file, scratch, job);
      try {
        var opened = new OpenFiles(files, scratch);
        whole = true;
        return opened;
      } finally {
        if (!whole) {
          files.close();
        }
      }
    } finally {
      if (!whole) {
        Scratch.remove(scratch);
      }
    }
  }

  private void opened(OpenFiles files) {
    opening = null;
    busy.set(false);
    if (closed) {
      close(files);
      return;
    }
    open = files;
    states.setAll(files.states());
    state.set(files.states().getFirst());
  }

  /** Shows a folder. */
  void go(BytePath to) {
    searched = "";
    show(
        (files, now, _) -> files.list(now, to),
        list -> {
          folder.set(to);
          items.setAll(list);
          note.set(Texts.get("inside.count", list.size()));
        });
  }

  /** Shows the folder around the one that is shown. */
  void up() {
    go(searched.isEmpty() ? parent(folder.get()) : folder.get());
  }

  static BytePath parent(BytePath path) {
    byte[] bytes = path.bytes();
    int slash = bytes.length - path.name().length() - 1;
    return slash <= 0 ? BytePath.ROOT : BytePath.of(java.util.Arrays.copyOf(bytes, slash));
  }

  /** Shows what has a name below the folder; nothing to search for means the folder itself. */
  void search(String text) {
    if (text.isBlank()) {
      go(folder.get());
      return;
    }
    searched = text.strip();
    BytePath below = folder.get();
    note.set(Texts.get("inside.searching"));
    show(
        (files, now, mine) ->
            files.search(now, below, text.strip(), () -> mine == generation.get()),
        found -> {
          items.setAll(found.items());
          int n = found.items().size();
          note.set(Texts.get(found.more() ? "inside.found.more" : "inside.found", n));
        });
  }

  @FunctionalInterface
  private interface Asking<T> {
    T of(OpenFiles files, State state, int mine) throws IOException;
  }

  /** The newest question counts; answers to older ones are dropped. */
  private <T> void show(Asking<T> asking, Consumer<T> shown) {
    OpenFiles files = open;
    State now = state.get();
    if (files == null || now == null) {
      return;
    }
    int mine = generation.incrementAndGet();
    busy.set(true);
    ui.run(
        () -> asking.of(files, now, mine),
        answer -> {
          if (mine == generation.get()) {
            busy.set(false);
            shown.accept(answer);
          }
        },
        problem -> {
          if (mine == generation.get()) {
            busy.set(false);
            items.clear();
            note.set(problem.sentence());
          }
        });
  }

  /** Reads the beginning of a file. */
  void text(Item item, Consumer<TextPiece> done, Consumer<Problem> failed) {
    OpenFiles files = open;
    State now = state.get();
    if (files != null && now != null) {
      ui.run(() -> files.text(now, item.path()), done, failed);
    }
  }

  /** Copies files or folders out; without any, all that is in the folder that is shown. */
  void extract(
      List<Item> which, Path into, Consumer<OpenFiles.Extracted> done, Consumer<Problem> failed) {
    OpenFiles files = open;
    State now = state.get();
    if (files == null || now == null) {
      return;
    }
    List<BytePath> paths = new ArrayList<>(which.stream().map(Item::path).toList());
    if (paths.isEmpty()) {
      paths.add(folder.get());
    }
    for (BytePath path : paths) {
      String name = path.length() == 0 ? name() : path.name() + "";
      Job _ =
          jobs.run(
              Texts.get("job.extract", name),
              job -> files.extract(now, path, name(), into, job),
              done,
              failed);
    }
  }

  private String name() {
    return inspection.get().flatMap(i -> i.glance().id()).orElse("archive");
  }

  private void close(OpenFiles files) {
    ui.act(files::close, () -> {}, problem -> trouble.set(problem.sentence()));
  }

  @Override
  public void close() {
    closed = true;
    generation.incrementAndGet();
    if (opening != null) {
      opening.cancel();
    }
    if (open != null) {
      close(open);
      open = null;
    }
  }
}
