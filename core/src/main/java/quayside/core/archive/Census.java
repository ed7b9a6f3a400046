package quayside.core.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongConsumer;
import quayside.core.archive.zfs.FileStat;
import quayside.core.archive.zfs.FileView;
import quayside.core.archive.zfs.FileWalk;

/** Reads every file of a view to its end, to see that it can be read, and counts. */
public final class Census {
  private final LongConsumer progress;
  private final Set<Long> seen = new HashSet<>();
  private final byte[] piece = new byte[1 << 17];
  private long records;
  private long bytes;
  private long files;
  private long folders;
  private long others;
  private long contents;

  /**
   * What was read.
   *
   * @param records of streams, each with its checksum
   * @param bytes of streams, after gzip
   * @param files regular ones
   * @param folders folders
   * @param others links, devices and the like
   * @param contentBytes of files, without holes
   */
  public record Counts(
      long records, long bytes, long files, long folders, long others, long contentBytes) {}

  /**
   * Begins to count.
   *
   * @param progress told the bytes of contents read so far, from time to time
   */
  public Census(LongConsumer progress) {
    this.progress = progress;
  }

  /** Records of streams that were checked. */
  public void streams(long moreRecords, long moreBytes) {
    records += moreRecords;
    bytes += moreBytes;
  }

  /** Reads everything in a view. */
  public void read(FileView view) throws IOException {
    seen.clear();
    FileWalk.all(view, (_, stat) -> read(view, stat));
  }

  /** The sum so far. */
  public Counts counts() {
    return new Counts(records, bytes, files, folders, others, contents);
  }

  private void read(FileView view, FileStat stat) throws IOException {
    view.xattrs(stat.object());
    switch (stat.type()) {
      case DIR -> folders++;
      case FILE -> {
        files++;
        if (stat.links() < 2 || seen.add(stat.object())) {
          contents(view, stat);
        }
      }
      case SYMLINK -> {
        others++;
        view.target(stat.object());
      }
      case CHAR, BLOCK, FIFO, SOCKET -> others++;
    }
  }

  private void contents(FileView view, FileStat stat) throws IOException {
    try (InputStream in = view.open(stat.object())) {
      long at = view.nextData(stat.object(), 0);
      long skipped = 0;
      while (at < stat.size()) {
        in.skipNBytes(at - skipped);
        int n = in.read(piece);
        if (n <= 0) {
          break;
        }
        contents += n;
        progress.accept(contents);
        skipped = at + n;
        at = view.nextData(stat.object(), skipped);
      }
    }
  }
}
