package quayside.core.archive.zfs;

import java.io.IOException;
import java.io.InputStream;
import java.util.SortedMap;

/** A view that calls everything whose name begins with "a" by the name "a1". */
record Renamed(FileView view) implements FileView {
  @Override
  public long root() {
    return view.root();
  }

  @Override
  public FileStat stat(long object) throws IOException {
    return view.stat(object);
  }

  @Override
  public void list(long directory, Entries entries) throws IOException {
    view.list(
        directory,
        (name, object) ->
            entries.entry(name.toString().startsWith("a") ? BytePath.of("a1") : name, object));
  }

  @Override
  public InputStream open(long file) throws IOException {
    return view.open(file);
  }

  @Override
  public byte[] target(long symlink) throws IOException {
    return view.target(symlink);
  }

  @Override
  public SortedMap<BytePath, byte[]> xattrs(long object) throws IOException {
    return view.xattrs(object);
  }
}
