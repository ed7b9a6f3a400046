package quayside.core.archive.zfs.write;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import quayside.core.archive.zfs.FileView;

/** The data of an object that is to be written, read from front to back. */
interface Content extends Closeable {
  /** Bytes, without the padding of the last block. */
  long size();

  /** The first offset from {@code from} on that may hold data. */
  default long nextData(long from) throws IOException {
    return from;
  }

  /** Fills {@code into} from the offset on, which never goes back; with zeros behind the end. */
  void read(long from, byte[] into, int length) throws IOException;

  @Override
  default void close() throws IOException {}

  /** Data that is in memory. */
  static Content of(byte[] bytes) {
    return new Content() {
      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public void read(long from, byte[] into, int length) {
        int there = (int) Math.max(0, Math.min(length, bytes.length - from));
        if (there > 0) {
          System.arraycopy(bytes, (int) from, into, 0, there);
        }
        Arrays.fill(into, there, length, (byte) 0);
      }
    };
  }

  /** Blocks of equal length that are in memory. */
  static Content of(List<byte[]> blocks) {
    if (blocks.size() == 1) {
      return of(blocks.getFirst());
    }
    int each = blocks.getFirst().length;
    return new Content() {
      @Override
      public long size() {
        return (long) each * blocks.size();
      }

      @Override
      public void read(long from, byte[] into, int length) {
        if (from / each < blocks.size()) {
          System.arraycopy(blocks.get((int) (from / each)), 0, into, 0, length);
        } else {
          Arrays.fill(into, 0, length, (byte) 0);
        }
      }
    };
  }

  /** A file of a view. */
  static Content of(FileView view, long file, long size) {
    return new FileContent(view, file, size);
  }

  /** Opens the file when it is first read. */
  final class FileContent implements Content {
    private final FileView view;
    private final long file;
    private final long size;
    private InputStream in = InputStream.nullInputStream();
    private boolean opened;
    private long at;

    FileContent(FileView view, long file, long size) {
      this.view = view;
      this.file = file;
      this.size = size;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public long nextData(long from) throws IOException {
      return view.nextData(file, from);
    }

    @Override
    public void read(long from, byte[] into, int length) throws IOException {
      if (!opened) {
        in = view.open(file);
        opened = true;
      }
      int there = (int) Math.max(0, Math.min(length, size - from));
      if (there > 0) {
        in.skipNBytes(from - at);
        if (in.readNBytes(into, 0, there) < there) {
          throw new EOFException("File " + file + " became shorter while it was being read.");
        }
        at = from + there;
      }
      Arrays.fill(into, there, length, (byte) 0);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
