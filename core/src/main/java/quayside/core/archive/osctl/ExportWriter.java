package quayside.core.archive.osctl;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import quayside.core.archive.tar.TarHeader;

/**
 * Writes the members of an export into a file, each after the other. A member whose size is not
 * known beforehand gets its header when it ends, which is why this needs a file and no pipe.
 */
public final class ExportWriter {
  private static final int FILE_MODE = 0644;

  private final FileChannel file;

  /** Continues where the channel stands. */
  public ExportWriter(FileChannel file) {
    this.file = file;
  }

  /** A folder, by its name as it shall stand there. */
  public void folder(String name) throws IOException {
    write(TarHeader.folder(name));
  }

  /** A small file. */
  public void text(String name, byte[] content) throws IOException {
    small(name, FILE_MODE, content);
  }

  /** A small file with a mode of its own, such as a hook. */
  public void small(String name, int mode, byte[] content) throws IOException {
    write(TarHeader.file(name, mode, content.length));
    write(content);
    pad(content.length);
  }

  /**
   * A file of any size; what is written to the stream is its content, and closing it ends the
   * member. Nothing else may be written meanwhile.
   */
  public Member member(String name) throws IOException {
    long header = file.position();
    write(new byte[TarHeader.BLOCK]);
    return new Member(name, header);
  }

  /**
   * The folders of {@code rootfs}, before any stream.
   *
   * @param datasets relative names of those below the root one, parents first
   */
  public void rootfs(List<String> datasets) throws IOException {
    folder("rootfs");
    folder("rootfs/");
    for (String dataset : datasets) {
      folder("rootfs/" + dataset);
    }
  }

  /** {@code snapshots.yml}, newest first. */
  public void snapshots(List<String> names) throws IOException {
    text("snapshots.yml", PsychText.list(names).getBytes(StandardCharsets.UTF_8));
  }

  /** The mark of the end. */
  public void finish() throws IOException {
    write(new byte[2 * TarHeader.BLOCK]);
  }

  /** Bytes so far. */
  public long position() throws IOException {
    return file.position();
  }

  private void pad(long size) throws IOException {
    write(new byte[(int) (TarHeader.padded(size) - size)]);
  }

  private void write(byte[] bytes) throws IOException {
    write(ByteBuffer.wrap(bytes));
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  /** A member that is being written. */
  public final class Member extends OutputStream {
    private final String name;
    private final long header;
    private long size;
    private boolean closed;

    private Member(String name, long header) {
      this.name = name;
      this.header = header;
    }

    /** Bytes so far. */
    public long size() {
      return size;
    }

    /** Counts bytes that somebody else has written at the channel's position. */
    void wrote(long bytes) {
      size += bytes;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      ExportWriter.this.write(ByteBuffer.wrap(bytes, from, length));
      size += length;
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      pad(size);
      var head = ByteBuffer.wrap(TarHeader.file(name, FILE_MODE, size));
      while (head.hasRemaining()) {
        file.write(head, header + head.position());
      }
    }
  }
}
