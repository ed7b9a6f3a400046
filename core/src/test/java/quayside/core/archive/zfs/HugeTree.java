package quayside.core.archive.zfs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A tree of any size that needs no room: what is in it follows from numbers. Folders with equally
 * many small files each, of which every hundredth has an extended attribute, and large files with 4
 * KiB of data at the start of each GiB.
 */
record HugeTree(int folders, int filesEach, int largeFiles, long largeSize) implements FileView {
  private static final long ROOT = 3;
  private static final long FIRST = 16;
  private static final long PERIOD = 1 << 30;
  private static final int PATTERN = 4096;
  private static final BytePath XATTR = BytePath.of("user.number");
  private static final Timestamp TIME = new Timestamp(1_700_000_000, 123_456_789);

  private long firstLarge() {
    return FIRST + (long) folders * (filesEach + 1);
  }

  /** Files of either size. */
  long files() {
    return (long) folders * filesEach + largeFiles;
  }

  /** What is in files, holes included. */
  long bytes() {
    long sum = largeFiles * largeSize;
    for (long each = FIRST; each < firstLarge(); each++) {
      sum += isFolder(each) ? 0 : smallSize(each);
    }
    return sum;
  }

  private boolean isFolder(long object) {
    return object == ROOT || (object < firstLarge() && (object - FIRST) % (filesEach + 1) == 0);
  }

  private static long smallSize(long object) {
    return 20 + object % 700;
  }

  private long size(long object) {
    return object >= firstLarge() ? largeSize : smallSize(object);
  }

  @Override
  public long root() {
    return ROOT;
  }

  @Override
  public FileStat stat(long object) throws IOException {
    if (object != ROOT && (object < FIRST || object >= firstLarge() + largeFiles)) {
      throw new NoSuchFileException("file number " + object);
    }
    boolean folder = isFolder(object);
    long links = object == ROOT ? 2L + folders : folder ? 2 : 1;
    return new FileStat(
        object,
        folder ? FileType.DIR : FileType.FILE,
        folder ? 0755 : 0600 + (int) (object % 64),
        object % 1000,
        object % 77,
        links,
        folder ? 0 : size(object),
        TIME,
        TIME,
        TIME,
        0,
        0);
  }

  @Override
  public void list(long directory, Entries entries) throws IOException {
    if (directory == ROOT) {
      for (int i = 0; i < folders; i++) {
        entries.entry(BytePath.of("folder-" + i), FIRST + (long) i * (filesEach + 1));
      }
      for (int i = 0; i < largeFiles; i++) {
        entries.entry(BytePath.of("large-" + i), firstLarge() + i);
      }
    } else {
      for (long file = directory + 1; file <= directory + filesEach; file++) {
        entries.entry(BytePath.of("file-" + file), file);
      }
    }
  }

  @Override
  public long nextData(long file, long from) {
    return file < firstLarge() || from % PERIOD < PATTERN ? from : (from / PERIOD + 1) * PERIOD;
  }

  @Override
  public InputStream open(long file) {
    return new Content(file, size(file));
  }

  @Override
  public byte[] target(long symlink) throws IOException {
    throw new NoSuchFileException("file number " + symlink);
  }

  @Override
  public SortedMap<BytePath, byte[]> xattrs(long object) {
    return object % 100 == 0 && !isFolder(object)
        ? new TreeMap<>(java.util.Map.of(XATTR, ("" + object).getBytes(StandardCharsets.US_ASCII)))
        : Collections.emptySortedMap();
  }

  private static final class Content extends InputStream {
    private final long file;
    private final long size;
    private long at;

    Content(long file, long size) {
      this.file = file;
      this.size = size;
    }

    private byte value() {
      return (byte) (at % PERIOD < PATTERN ? 1 + (at + file) % 251 : 0);
    }

    @Override
    public int read() {
      int value = at < size ? value() & 0xFF : -1;
      at++;
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      int count = (int) Math.min(length, size - at);
      if (count <= 0) {
        return length == 0 ? 0 : -1;
      }
      if (at % PERIOD >= PATTERN && (at + count - 1) % PERIOD >= at % PERIOD) {
        java.util.Arrays.fill(bytes, offset, offset + count, (byte) 0);
        at += count;
      } else {
        for (int i = 0; i < count; i++, at++) {
          bytes[offset + i] = value();
        }
      }
      return count;
    }

    @Override
    public long skip(long count) {
      long skipped = Math.max(0, Math.min(count, size - at));
      at += skipped;
      return skipped;
    }
  }
}
