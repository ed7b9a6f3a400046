package quayside.gui.archives.inside;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.SortedMap;
import java.util.function.LongConsumer;
import quayside.core.archive.zfs.BytePath;
import quayside.core.archive.zfs.FileStat;
import quayside.core.archive.zfs.FileView;

/** A view that tells how many bytes of contents were read of it; whoever is told may end it. */
final class CountedView implements FileView {
  private final FileView view;
  private final LongConsumer told;
  private long read;

  CountedView(FileView view, LongConsumer told) {
    this.view = view;
    this.told = told;
  }

  private void count(long bytes) {
    read += Math.max(0, bytes);
    told.accept(read);
  }

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
    view.list(directory, entries);
  }

  @Override
  public InputStream open(long file) throws IOException {
    return new FilterInputStream(view.open(file)) {
      @Override
      public int read() throws IOException {
        int one = super.read();
        count(one < 0 ? 0 : 1);
        return one;
      }

      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        int n = super.read(bytes, from, length);
        count(n);
        return n;
      }
    };
  }

  @Override
  public byte[] target(long symlink) throws IOException {
    return view.target(symlink);
  }

  @Override
  public SortedMap<BytePath, byte[]> xattrs(long object) throws IOException {
    return view.xattrs(object);
  }

  @Override
  public IOException broken(long object, String sentence) {
    return view.broken(object, sentence);
  }

  @Override
  public long nextData(long file, long from) throws IOException {
    return view.nextData(file, from);
  }
}
