package quayside.core.archive.zfs.index;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import quayside.core.archive.zfs.StreamSource;

/**
 * One source: read once from start to end, afterwards anywhere. What cannot be read anywhere (a
 * pipe, gzip) is written to a temporary file, readable by its owner only, while it is read the
 * first time.
 */
final class Input implements Closeable {
  private static final int GZIP_MAGIC = 0x1F8B;

  private final FileChannel channel;
  private final long base;
  private final InputStream once;

  private Input(FileChannel channel, long base, InputStream once) {
    this.channel = channel;
    this.base = base;
    this.once = once;
  }

  static Input open(StreamSource source, Path temporary) throws IOException {
    return switch (source) {
      case StreamSource.File file -> file(file.path(), 0, Long.MAX_VALUE, temporary);
      case StreamSource.Region r -> file(r.path(), r.offset(), r.length(), temporary);
      case StreamSource.Pipe pipe -> {
        Peeked in = new Peeked(pipe.in());
        yield spooled(in.gzip() ? new GZIPInputStream(in, 1 << 16) : in, temporary);
      }
    };
  }

  private static Input file(Path path, long offset, long length, Path temporary)
      throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      ByteBuffer magic = ByteBuffer.allocate(2);
      boolean gzip =
          length >= 2
              && channel.read(magic, offset) == 2
              && (magic.getShort(0) & 0xFFFF) == GZIP_MAGIC;
      InputStream in = new ChannelStream(channel, offset, length);
      if (gzip) {
        return spooled(new GZIPInputStream(in, 1 << 16), temporary);
      }
      return new Input(channel, offset, in);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static Input spooled(InputStream in, Path temporary) throws IOException {
    FileChannel spool = temporaryFile(temporary);
    return new Input(spool, 0, new Tee(in, spool));
  }

  /** A new file that nobody else can read and that goes away when closed. */
  static FileChannel temporaryFile(Path directory) throws IOException {
    return FileChannel.open(
        Files.createTempFile(directory, "zfs-", ".tmp"),
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  /** All bytes in order; only once. */
  InputStream once() {
    return once;
  }

  /** Reads exactly {@code length} bytes, which the first pass has already seen. */
  byte[] read(long at, int length) throws IOException {
    byte[] found = new byte[length];
    ByteBuffer into = ByteBuffer.wrap(found);
    while (into.hasRemaining()) {
      if (channel.read(into, base + at + into.position()) < 0) {
        throw new EOFException("The stream became shorter while it was being read.");
      }
    }
    return found;
  }

  @Override
  public void close() throws IOException {
    once.close();
    channel.close();
  }

  private static final class ChannelStream extends InputStream {
    private final FileChannel channel;
    private long at;
    private long left;

    ChannelStream(FileChannel channel, long at, long length) {
      this.channel = channel;
      this.at = at;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int n = channel.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, left)), at);
      if (n > 0) {
        at += n;
        left -= n;
      }
      return n;
    }
  }

  /** Copies what is read to the spool; the stream itself belongs to the caller. */
  private static final class Tee extends InputStream {
    private final InputStream in;
    private final FileChannel spool;

    Tee(InputStream in, FileChannel spool) {
      this.in = in;
      this.spool = spool;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = in.read(bytes, offset, length);
      ByteBuffer copy = ByteBuffer.wrap(bytes, offset, Math.max(n, 0));
      while (copy.hasRemaining()) {
        spool.write(copy);
      }
      return n;
    }
  }

  /** A stream whose first two bytes are known beforehand. */
  private static final class Peeked extends InputStream {
    private final InputStream in;
    private final byte[] head;
    private int given;

    Peeked(InputStream in) throws IOException {
      this.in = in;
      this.head = in.readNBytes(2);
    }

    boolean gzip() {
      return head.length == 2 && ((head[0] & 0xFF) << 8 | (head[1] & 0xFF)) == GZIP_MAGIC;
    }

    @Override
    public int read() throws IOException {
      return given < head.length ? head[given++] & 0xFF : in.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (given == head.length) {
        return in.read(bytes, offset, length);
      }
      int n = Math.min(length, head.length - given);
      System.arraycopy(head, given, bytes, offset, n);
      given += n;
      return n;
    }

    @Override
    public int available() throws IOException {
      return Math.max(head.length - given, in.available());
    }
  }
}
