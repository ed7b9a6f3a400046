package quayside.gui.archives.inside;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import quayside.core.archive.ArchiveFiles;
import quayside.core.archive.ArchiveProgress;
import quayside.core.archive.NameSearch;
import quayside.core.archive.zfs.BytePath;
import quayside.core.archive.zfs.Extractor;
import quayside.core.archive.zfs.FileStat;
import quayside.core.archive.zfs.FileType;
import quayside.core.archive.zfs.FileView;
import quayside.core.archive.zfs.FileWalk;
import quayside.gui.archives.Scratch;

/** The files of an archive, for several threads: one at a time reads. All methods block. */
final class OpenFiles implements Closeable {
  private static final int MOST_FOUND = 2000;
  private static final int MOST_NAMES = 999;

  private final ArchiveFiles files;
  private final Path scratch;
  private final List<State> states;
  private final Map<State, FileView> views = new HashMap<>();
  private final ReentrantLock reading = new ReentrantLock();

  /**
   * Takes over.
   *
   * @param scratch is removed with it
   */
  OpenFiles(ArchiveFiles files, Path scratch) throws IOException {
    this.files = files;
    this.scratch = scratch;
    this.states = State.all(files);
  }

  @FunctionalInterface
  private interface Reading<T> {
    T of(FileView view) throws IOException;
  }

  private <T> T read(State state, Reading<T> what) throws IOException {
    reading.lock();
    try {
      FileView view = views.get(state);
      if (view == null) {
        view = state.view(files);
        views.put(state, view);
      }
      return what.of(view);
    } finally {
      reading.unlock();
    }
  }

  /** What can be looked at. */
  List<State> states() {
    return states;
  }

  /** What is in a folder, folders first. */
  List<Item> list(State state, BytePath folder) throws IOException {
    return read(
        state,
        view -> {
          List<Item> items = new ArrayList<>();
          view.list(
              find(view, folder).object(),
              (name, object) -> items.add(item(view, folder.resolve(name), view.stat(object))));
          items.sort(Item.ORDER);
          return items;
        });
  }

  private static FileStat find(FileView view, BytePath path) throws IOException {
    return FileWalk.find(view, path).orElseThrow(() -> new NoSuchFileException(path.toString()));
  }

  private static Item item(FileView view, BytePath path, FileStat stat) throws IOException {
    boolean link = stat.type() == FileType.SYMLINK;
    return new Item(path, stat, link ? BytePath.of(view.target(stat.object())).toString() : "");
  }

  /**
   * What a search found.
   *
   * @param more whether there is more, which is not in {@code items}
   */
  record Found(List<Item> items, boolean more) {}

  /** Finds files by name below a folder, until somebody wants something else. */
  Found search(State state, BytePath below, String text, BooleanSupplier wanted)
      throws IOException {
    var asked = NameSearch.of(text);
    return read(
        state,
        view -> {
          List<Item> items = new ArrayList<>();
          boolean[] more = {false};
          FileWalk.from(
              view,
              below,
              (path, stat) -> {
                if (!wanted.getAsBoolean()) {
                  throw new CancellationException(text);
                }
                if (!path.equals(below) && asked.test(path)) {
                  if (items.size() < MOST_FOUND) {
                    items.add(item(view, path, stat));
                  } else {
                    more[0] = true;
                  }
                }
              });
          items.sort(Item.ORDER);
          return new Found(List.copyOf(items), more[0]);
        });
  }

  /** The beginning of a file as text. */
  TextPiece text(State state, BytePath path) throws IOException {
    return read(
        state,
        view -> {
          try (InputStream in = view.open(find(view, path).object())) {
            return TextPiece.read(in);
          }
        });
  }

  /**
   * What was copied out.
   *
   * @param place what appeared; nothing there was replaced
   */
  record Extracted(Path place, Extractor.Result result) {}

  /**
   * Copies a file or folder into a folder of this computer, under its own name or, where that is
   * taken, one with a number. It appears when all of it is there.
   *
   * @param name of the archive, for the top folder, which has none
   */
  Extracted extract(State state, BytePath path, String name, Path into, ArchiveProgress progress)
      throws IOException {
    return read(
        state,
        view -> {
          long[] total = {0};
          FileWalk.from(view, path, (_, stat) -> total[0] += stat.size());
          boolean folder = find(view, path).type() == FileType.DIR;
          Path part = Files.createTempDirectory(into, ".quayside-extract");
          try {
            Path made = part.resolve("files");
            var counted = new CountedView(view, n -> progress.at("extracting", n, total[0]));
            var result = Extractor.extract(counted, path, made, Long.MAX_VALUE, false);
            Path whole = folder ? made : only(made);
            Path place =
                free(
                    into,
                    folder
                        ? spelled(path.length() == 0 ? name : path.name() + "")
                        : whole.getFileName() + "");
            return new Extracted(Files.move(whole, place), result);
          } finally {
            Scratch.remove(part);
          }
        });
  }

  /** The name, if this computer can have it. */
  private static String spelled(String name) {
    try {
      return Path.of(name).getNameCount() == 1 ? name : "extracted";
    } catch (InvalidPathException _) {
      return "extracted";
    }
  }

  private static Path only(Path folder) throws IOException {
    try (var inside = Files.list(folder)) {
      return inside.findFirst().orElseThrow(() -> new NoSuchFileException(folder.toString()));
    }
  }

  private static Path free(Path folder, String name) throws IOException {
    for (int n = 1; n <= MOST_NAMES; n++) {
      Path place = folder.resolve(n == 1 ? name : name + "-" + n);
      if (Files.notExists(place, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
        return place;
      }
    }
    throw new FileAlreadyExistsException(folder.resolve(name).toString());
  }

  @Override
  public void close() throws IOException {
    reading.lock();
    try {
      files.close();
    } finally {
      reading.unlock();
      Scratch.remove(scratch);
    }
  }
}
