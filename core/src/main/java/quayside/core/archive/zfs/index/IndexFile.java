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

/**
 * Fixed-size records in a temporary file: appended first, then read anywhere through a mapping
 * outside the heap.
 */
final class IndexFile implements Closeable {
  private final FileChannel channel;
  private final int size;
  private final ByteBuffer pending;
  private final ByteBuffer eight = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
  private final Arena arena = Arena.ofShared();
  private MemorySegment map = MemorySegment.NULL;
  private long written;
  private long count;

  IndexFile(Path directory, int size) throws IOException {
    this.channel = Input.temporaryFile(directory);
    this.size = size;
    this.pending = ByteBuffer.allocate(size * 1024).order(ByteOrder.nativeOrder());
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

  private void flush() throws IOException {
    pending.flip();
    written += pending.remaining() / size;
    while (pending.hasRemaining()) {
      channel.write(pending);
    }
    pending.clear();
  }

  /** Ends appending and makes reading fast; once. */
  void seal() throws IOException {
    flush();
    if (count > 0) {
      map = channel.map(FileChannel.MapMode.READ_ONLY, 0, count * size, arena);
    }
  }

  long getLong(long record, int field) throws IOException {
    if (map.byteSize() > 0) {
      return map.get(ValueLayout.JAVA_LONG, record * size + field);
    }
    if (record >= written) {
      return pending.getLong((int) (record - written) * size + field);
    }
    eight.clear();
    while (eight.hasRemaining()) {
      if (channel.read(eight, record * size + field + eight.position()) < 0) {
        throw new EOFException("The index of a stream became shorter.");
      }
    }
    return eight.getLong(0);
  }

  @Override
  public void close() throws IOException {
    arena.close();
    channel.close();
  }
}
