package quayside.core.archive.zfs.write;

import java.io.IOException;
import java.io.InputStream;
import java.util.SortedMap;
import quayside.core.archive.zfs.BytePath;
import quayside.core.archive.zfs.FileStat;
import quayside.core.archive.zfs.FileView;

/**
 * A view whose root has the number 3, as zfs-fuse takes for granted; who has it otherwise gets the
 * root's.
 */
final class RootedView implements FileView {
  private static final long ROOT = 3;

  private final FileView view;

  private RootedView(FileView view) {
    this.view = view;
  }

  static FileView of(FileView view) {
    return view.root() == ROOT ? view : new RootedView(view);
  }

  private long swap(long object) {
    return object == ROOT ? view.root() : object == view.root() ? ROOT : object;
  }

  @Override
  public long root() {
    return ROOT;
  }

  @Override
  public FileStat stat(long object) throws IOException {
    return view.stat(swap(object)).withObject(object);
  }

  @Override
  public void list(long directory, Entries entries) throws IOException {
    view.list(swap(directory), (name, object) -> entries.entry(name, swap(object)));
  }

  @Override
  public InputStream open(long file) throws IOException {
    return view.open(swap(file));
  }

  @Override
  public byte[] target(long symlink) throws IOException {
    return view.target(swap(symlink));
  }

  @Override
  public SortedMap<BytePath, byte[]> xattrs(long object) throws IOException {
    return view.xattrs(swap(object));
  }

  @Override
  public long nextData(long file, long from) throws IOException {
    return view.nextData(swap(file), from);
  }
}
