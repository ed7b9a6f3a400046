package quayside.core.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import quayside.core.archive.zfs.BytePath;
import quayside.core.archive.zfs.FileStat;
import quayside.core.archive.zfs.FileType;
import quayside.core.archive.zfs.FileView;
import quayside.core.archive.zfs.FileWalk;

/**
 * Several file systems as one tree, as mounting them would make it. A number says in its upper bits
 * which file system it belongs to.
 */
public final class JoinedView implements FileView {
  private static final int BITS = 48; // no object of ZFS has more
  private static final int MOST = 1 << 14;

  private record Part(FileView view, long root) {}

  private final List<Part> parts = new ArrayList<>();
  private final Map<Long, Long> mounted = new HashMap<>();

  /**
   * Begins with one file system.
   *
   * @param folder which of its folders becomes the top; the path of the root for all of it
   * @throws IOException also where there is no such folder
   */
  public JoinedView(FileView view, BytePath folder) throws IOException {
    add(view, folder);
  }

  /** Whether a file system can still be mounted and there is a folder at that place. */
  public boolean mount(BytePath place, FileView view, BytePath folder) throws IOException {
    Optional<FileStat> there = FileWalk.find(this, place);
    if (there.isEmpty() || there.get().type() != FileType.DIR || parts.size() == MOST) {
      return false;
    }
    mounted.put(there.get().object(), add(view, folder));
    return true;
  }

  private long add(FileView view, BytePath folder) throws IOException {
    FileStat top =
        FileWalk.find(view, folder)
            .filter(stat -> stat.type() == FileType.DIR)
            .orElseThrow(() -> new IOException("There is no folder “" + folder + "” in it."));
    parts.add(new Part(view, top.object()));
    return number(parts.size() - 1, top.object());
  }

  private static long number(int part, long object) {
    return (long) part << BITS | object;
  }

  private Part part(long object) throws IOException {
    long part = object >>> BITS;
    if (part >= parts.size()) {
      throw new IOException("There is no file number " + object + ".");
    }
    return parts.get((int) part);
  }

  private static long inside(long object) {
    return object & (1L << BITS) - 1;
  }

  @Override
  public long root() {
    return number(0, parts.getFirst().root());
  }

  @Override
  public FileStat stat(long object) throws IOException {
    return part(object).view().stat(inside(object)).withObject(object);
  }

  @Override
  public void list(long directory, Entries entries) throws IOException {
    int part = (int) (directory >>> BITS);
    part(directory)
        .view()
        .list(
            inside(directory),
            (name, object) -> {
              if (object >>> BITS != 0) {
                throw broken(directory, "An entry has a number that no file can have");
              }
              long here = number(part, object);
              entries.entry(name, mounted.getOrDefault(here, here));
            });
  }

  @Override
  public InputStream open(long file) throws IOException {
    return part(file).view().open(inside(file));
  }

  @Override
  public byte[] target(long symlink) throws IOException {
    return part(symlink).view().target(inside(symlink));
  }

  @Override
  public SortedMap<BytePath, byte[]> xattrs(long object) throws IOException {
    return part(object).view().xattrs(inside(object));
  }

  @Override
  public long nextData(long file, long from) throws IOException {
    return part(file).view().nextData(inside(file), from);
  }

  @Override
  public IOException broken(long object, String sentence) {
    long part = object >>> BITS;
    return part < parts.size()
        ? parts.get((int) part).view().broken(inside(object), sentence)
        : FileView.super.broken(object, sentence);
  }
}
