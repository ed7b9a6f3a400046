package quayside.core.archive.zfs.index;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import quayside.core.archive.zfs.StreamSource;
import quayside.core.archive.zfs.record.Pieces;
import quayside.core.archive.zfs.record.RecordReader;

/**
 * One source: read once from start to end, afterwards anywhere. What cannot be read anywhere (a
 * pipe, gzip) is written to a temporary file, readable by its owner only, while it is read the
 * first time.
 */
final class Input implements Closeable {
  private static final int GZIP_MAGIC = 0x1F8B;
  private static final Closeable NOTHING = () -> {};

  private final FileChannel channel;
  private final long base;
  private final Closeable packed;
  private @Nullable RecordReader once;

  private Input(FileChannel channel, long base, RecordReader once, Closeable packed) {
    this.channel = channel;
    this.base = base;
    this.packed = packed;
    this.once = once;
  }

  static Input open(StreamSource source, Path temporary) throws IOException {
    return switch (source) {
      case StreamSource.File file -> file(file.path(), 0, Long.MAX_VALUE, temporary);
      case StreamSource.Region r -> file(r.path(), r.offset(), r.length(), temporary);
      case StreamSource.Pipe pipe -> {
        PushbackInputStream in = new PushbackInputStream(pipe.in(), 2);
        byte[] head = in.readNBytes(2);
        in.unread(head);
        yield isGzip(head)
            ? spooled(gzip(Pieces.of(Channels.newChannel(in)::read)), temporary, NOTHING)
            : spooled(in, temporary, NOTHING);
      }
      case StreamSource.Kept kept -> {
        FileChannel file =
            FileChannel.open(
                kept.path(),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE_NEW);
        yield new Input(file, 0, new RecordReader(new Tee(kept.in(), file)), NOTHING);
      }
    };
  }

  private static boolean isGzip(byte[] head) {
    return head.length == 2 && ((head[0] & 0xFF) << 8 | (head[1] & 0xFF)) == GZIP_MAGIC;
  }

  private static Input file(Path path, long offset, long length, Path temporary)
      throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    boolean opened = false;
    try {
      ByteBuffer head = ByteBuffer.allocate(2);
      boolean gzip = length > 2 && channel.read(head, offset) == 2 && isGzip(head.array());
      Input input =
          gzip
              ? spooled(gzip(Pieces.of(new FilePart(channel, offset, length))), temporary, channel)
              : new Input(channel, offset, new RecordReader(channel, offset, length), NOTHING);
      opened = true;
      return input;
    } finally {
      if (!opened) {
        channel.close();
      }
    }
  }

  private static InputStream gzip(Pieces packed) throws IOException {
    return new GZIPInputStream(new PiecesStream(packed), Pieces.SIZE);
  }

  private static Input spooled(InputStream in, Path temporary, Closeable packed)
      throws IOException {
    FileChannel spool = temporaryFile(temporary);
    return new Input(spool, 0, new RecordReader(new Tee(in, spool)), packed);
  }

  /** A new file that nobody else can read and that goes away when closed. */
  static FileChannel temporaryFile(Path directory) throws IOException {
    return FileChannel.open(
        Files.createTempFile(directory, "zfs-", ".tmp"),
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  /** All records in order; only once. */
  RecordReader once() {
    RecordReader reader = Objects.requireNonNull(once);
    once = null; // with its buffers
    return reader;
  }

  /** Fills {@code into} with what the first pass has already seen. */
  void read(long at, ByteBuffer into) throws IOException {
    long from = base + at - into.position();
    while (into.hasRemaining()) {
      if (channel.read(into, from + into.position()) < 0) {
        throw new EOFException("The stream became shorter while it was being read.");
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      packed.close();
    }
  }
}
