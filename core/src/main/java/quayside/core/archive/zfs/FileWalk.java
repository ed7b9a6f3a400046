package quayside.core.archive.zfs;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import quayside.core.archive.zfs.tree.LongSet;

/**
 * Ways through a {@link FileView} by path. Memory grows with the number of directories, not of
 * files.
 */
public final class FileWalk {
  private static final int DEEPEST = 4096;

  private FileWalk() {}

  /** Takes what is found. */
  @FunctionalInterface
  public interface Visitor {
    /** One file, directory or other; a directory comes before what is in it. */
    void visit(BytePath path, FileStat stat) throws IOException;
  }

  private record Pending(BytePath path, long object, int depth) {}

  /** Everything from the root on, the root first. */
  public static void all(FileView view, Visitor visitor) throws IOException {
    from(view, BytePath.ROOT, visitor);
  }

  /**
   * Everything from {@code start} on; a file is visited once for each of its names.
   *
   * @throws IOException also where a directory contains itself or has two names
   */
  public static void from(FileView view, BytePath start, Visitor visitor) throws IOException {
    long first =
        find(view, start).orElseThrow(() -> new NoSuchFileException(start.toString())).object();
    LongSet seen = new LongSet();
    FileStat top = view.stat(first);
    visitor.visit(start, top);
    Deque<Pending> pending = new ArrayDeque<>();
    if (top.type() == FileType.DIR) {
      seen.add(first);
      pending.push(new Pending(start, first, 0));
    }
    while (!pending.isEmpty()) {
      Pending directory = pending.pop();
      if (directory.depth() > DEEPEST) {
        throw view.broken(
            directory.object(), "The directories are nested more than " + DEEPEST + " deep");
      }
      view.list(
          directory.object(),
          (name, object) -> {
            BytePath path = directory.path().resolve(name);
            FileStat stat = view.stat(object);
            if (stat.type() == FileType.DIR) {
              if (!seen.add(object)) {
                throw view.broken(object, "The directory " + path + " is in two places at once");
              }
              pending.push(new Pending(path, object, directory.depth() + 1));
            }
            visitor.visit(path, stat);
          });
    }
  }

  /** What has that path; symlinks are not followed. A leading slash and "." are allowed. */
  public static Optional<FileStat> find(FileView view, BytePath path) throws IOException {
    long at = view.root();
    int start = 0;
    byte[] bytes = path.bytes();
    for (int end = 0; end <= bytes.length; end++) {
      if (end < bytes.length && bytes[end] != '/') {
        continue;
      }
      BytePath part = BytePath.of(Arrays.copyOfRange(bytes, start, end));
      start = end + 1;
      if (part.length() == 0 || part.equals(BytePath.of("."))) {
        continue;
      }
      if (view.stat(at).type() != FileType.DIR) {
        return Optional.empty();
      }
      long[] found = {0};
      view.list(
          at,
          (name, object) -> {
            if (name.equals(part)) {
              found[0] = object;
            }
          });
      if (found[0] == 0) {
        return Optional.empty();
      }
      at = found[0];
    }
    return Optional.of(view.stat(at));
  }
}
