package quayside.core.archive.zfs.index;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Fixed-size records: appended first, then read anywhere. As many as fit into a buffer stay in it;
 * more go to a temporary file, which is read through a mapping outside the heap.
 */
final class IndexFile implements Closeable {
  private static final int BUFFERED = 1024;

  private final Path directory;
  private final int size;
  private final ByteBuffer eight = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
  private ByteBuffer pending;
  private @Nullable FileChannel channel;
  private @Nullable Arena arena;
  private MemorySegment map = MemorySegment.NULL;
  private long written;
  private long count;

  IndexFile(Path directory, int size) {
    this.directory = directory;
    this.size = size;
    this.pending = ByteBuffer.allocate(size * BUFFERED).order(ByteOrder.nativeOrder());
  }

  long count() {
    return count;
  }

  /** Where the next record is to be put; exactly its size. */
  ByteBuffer next() throws IOException {
    if (pending.remaining() < size) {
      flush();
    }
    ByteBuffer record = pending.slice(pending.position(), size).order(ByteOrder.nativeOrder());
    pending.position(pending.position() + size);
    count++;
    return record;
  }

  private FileChannel flush() throws IOException {
    FileChannel file = channel;
    if (file == null) {
      file = Input.temporaryFile(directory);
      channel = file;
    }
    pending.flip();
    written += pending.remaining() / size;
    while (pending.hasRemaining()) {
      file.write(pending);
    }
    pending.clear();
    return file;
  }

  /** Ends appending and makes reading fast; once. */
  void seal() throws IOException {
    if (written > 0) {
      arena = Arena.ofShared();
      map = flush().map(FileChannel.MapMode.READ_ONLY, 0, count * size, arena);
      pending = ByteBuffer.allocate(0);
    } else {
      byte[] all = Arrays.copyOf(pending.array(), pending.position());
      pending = ByteBuffer.wrap(all).order(ByteOrder.nativeOrder());
    }
  }

  long getLong(long record, int field) throws IOException {
    if (map.byteSize() > 0) {
      return map.get(ValueLayout.JAVA_LONG, record * size + field);
    }
    FileChannel file = channel;
    if (record >= written || file == null) {
      return pending.getLong((int) (record - written) * size + field);
    }
    eight.clear();
    while (eight.hasRemaining()) {
      if (file.read(eight, record * size + field + eight.position()) < 0) {
        throw new EOFException("The index of a stream became shorter.");
      }
    }
    return eight.getLong(0);
  }

  @Override
  public void close() throws IOException {
    if (arena != null) {
      arena.close();
    }
    if (channel != null) {
      channel.close();
    }
  }
}
