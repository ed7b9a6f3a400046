package quayside.core.archive.zfs.index;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
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
  private final ReadableByteChannel once;

  private Input(FileChannel channel, long base, ReadableByteChannel once) {
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
      case StreamSource.Kept kept -> {
        FileChannel file =
            FileChannel.open(
                kept.path(),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE_NEW);
        yield new Input(file, 0, new Tee(kept.in(), file));
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
      ReadableByteChannel in = new Part(channel, offset, length);
      if (gzip) {
        return spooled(new GZIPInputStream(Channels.newInputStream(in), 1 << 16), temporary);
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
  ReadableByteChannel once() {
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

  private static final class Part implements ReadableByteChannel {
    private final FileChannel channel;
    private long at;
    private long left;

    Part(FileChannel channel, long at, long length) {
      this.channel = channel;
      this.at = at;
      this.left = length;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      if (left == 0) {
        return -1;
      }
      int limit = into.limit();
      into.limit(into.position() + (int) Math.min(into.remaining(), left));
      int n = channel.read(into, at);
      into.limit(limit);
      at += Math.max(n, 0);
      left -= Math.max(n, 0);
      return n;
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** Copies what is read to the spool; the stream itself belongs to the caller. */
  private static final class Tee implements ReadableByteChannel {
    private final InputStream in;
    private final FileChannel spool;
    private final byte[] piece = new byte[1 << 16];

    Tee(InputStream in, FileChannel spool) {
      this.in = in;
      this.spool = spool;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      int n = in.read(piece, 0, Math.min(piece.length, into.remaining()));
      if (n > 0) {
        into.put(piece, 0, n);
        ByteBuffer copy = ByteBuffer.wrap(piece, 0, n);
        while (copy.hasRemaining()) {
          spool.write(copy);
        }
      }
      return n;
    }

    @Override
    public boolean isOpen() {
      return spool.isOpen();
    }

    @Override
    public void close() throws IOException {
      spool.close();
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
