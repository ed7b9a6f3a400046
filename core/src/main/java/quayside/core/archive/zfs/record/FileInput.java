package quayside.core.archive.zfs.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import quayside.transport.Threads;

/**
 * A stream that lies in a file: only headers are read here, while the bytes between them are summed
 * up by as many threads as there are processors. The sums of parts are put together in order, so
 * damage is found where it begins.
 */
final class FileInput implements RecordInput {
  /** Enough for several small records, and little beside a large block. */
  private static final int WINDOW = 1 << 12;

  private final FileChannel channel;
  private final long base;
  private final long end;
  private final int atOnce = Runtime.getRuntime().availableProcessors();
  private final ByteBuffer window = ByteBuffer.allocateDirect(WINDOW).flip();
  private final Deque<Running> running = new ArrayDeque<>();
  private Batch batch;
  private Checksum sums = Checksum.NONE;
  private long windowAt;
  private long headerAt;
  private long position;

  private record Running(Batch batch, long to, CompletableFuture<Checksum[]> sums) {}

  /** What lies in {@code length} bytes from {@code offset} on, or as many as the file has. */
  FileInput(FileChannel channel, long offset, long length) throws IOException {
    this.channel = channel;
    this.base = offset;
    this.end = Math.max(0, Math.min(length, channel.size() - offset));
    this.batch = new Batch(0, false, true);
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public boolean header(byte[] header) throws IOException {
    if (batch.isFull(position)) {
      start(new Batch(position, batch.bigEndian(), false));
    }
    if (position >= end) {
      settle();
      return false;
    }
    if (end - position < header.length) {
      settle();
      throw RecordInput.cutInHeader(position);
    }
    headerAt = position;
    copy(position, header);
    position += header.length;
    return true;
  }

  @Override
  public void begin(byte[] header, boolean bigEndian) throws IOException {
    start(new Batch(headerAt, bigEndian, true));
  }

  @Override
  public void end() throws IOException {
    start(new Batch(position, batch.bigEndian(), true));
  }

  @Override
  public void expect(Expectation expected) {
    batch.expect(expected);
  }

  @Override
  public void payload(long at, int length, byte[] copy) throws IOException {
    if (end - position < length) {
      settle();
      throw RecordInput.cut(at, length, end - position);
    }
    if (copy.length > 0) {
      copy(position, copy);
    }
    position += length;
  }

  private void copy(long from, byte[] into) throws IOException {
    long there = from - windowAt;
    if (there < 0 || there + into.length > window.limit()) {
      if (into.length > WINDOW) {
        read(ByteBuffer.wrap(into), from);
        return;
      }
      window.clear().limit((int) Math.min(WINDOW, end - from));
      read(window, from);
      window.flip();
      windowAt = from;
      there = 0;
    }
    window.get((int) there, into);
  }

  private void read(ByteBuffer into, long from) throws IOException {
    Batch.read(channel, into, base + from);
  }

  /** Lets the batch be summed up, and goes on with the next one. */
  private void start(Batch next) throws IOException {
    Batch full = batch;
    long to = next.from();
    batch = next;
    if (to == full.from()) {
      return;
    }
    running.add(new Running(full, to, full.isFull(to) ? elsewhere(full, to) : here(full, to)));
    if (running.size() > atOnce) {
      finish(running.remove());
    }
  }

  private CompletableFuture<Checksum[]> here(Batch full, long to) throws IOException {
    return CompletableFuture.completedFuture(full.sums(channel, base, to));
  }

  private CompletableFuture<Checksum[]> elsewhere(Batch full, long to) {
    CompletableFuture<Checksum[]> result = new CompletableFuture<>();
    Threads.start(
        "sum up a stream",
        () -> {
          try {
            result.complete(full.sums(channel, base, to));
          } catch (IOException e) {
            result.completeExceptionally(e);
          } finally {
            result.completeExceptionally(new IOException("A part of the stream was not read."));
          }
        });
    return result;
  }

  private void finish(Running done) throws IOException {
    try {
      compare(done.batch(), done.sums().join(), done.to());
    } catch (CompletionException e) {
      throw new IOException("The stream could not be read to its end.", e.getCause());
    }
  }

  private void compare(Batch done, Checksum[] found, long to) throws IOException {
    boolean right = false;
    try {
      sums = done.compare(sums, found, to);
      right = true;
    } finally {
      if (!right) { // what follows is of no interest any more
        running.clear();
        batch = new Batch(position, false, true);
      }
    }
  }

  @Override
  public void settle() throws IOException {
    while (!running.isEmpty()) {
      finish(running.remove());
    }
    Batch last = batch;
    batch = new Batch(position, last.bigEndian(), false);
    compare(last, last.sums(channel, base, position), position);
  }
}
