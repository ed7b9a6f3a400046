package quayside.core.archive.gzip;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import quayside.transport.Threads;

/**
 * Compresses into one gzip member (RFC 1952), which every program reads: the input is cut into
 * blocks, each is compressed by itself with the end of the one before as its dictionary and ends at
 * a whole byte (RFC 1951, an empty stored block), so that the results only need to be strung
 * together. Memory is bounded: whoever writes waits while all blocks are taken.
 *
 * <p>Not for several threads at once. {@link #close} finishes the member and ends the threads, and
 * does not close the stream behind.
 */
public final class ParallelGzip extends OutputStream {
  private static final int BLOCK = 128 << 10;
  private static final int WINDOW = 32 << 10;

  /** RFC 1952 §2.3.1: magic, deflate, no flags, no time, no hint, Unix. */
  private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};

  private final OutputStream out;
  private final int level;
  private final int most;
  private final BlockingQueue<Block> work;
  private final Deque<Block> order = new ArrayDeque<>();
  private final Deque<Block> spare = new ArrayDeque<>();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final Deflater own;
  private final CRC32 crc = new CRC32();
  private Block filling;
  private long total;
  private boolean begun;
  private boolean closed;

  /** A piece of the input on its way. */
  private static final class Block {
    final byte[] input = new byte[WINDOW + BLOCK];
    byte[] output = new byte[BLOCK + (BLOCK >> 3) + 64];
    int dictionary;
    int length;
    int compressed;
    boolean last;
    CountDownLatch done = new CountDownLatch(1);
  }

  /**
   * Compresses with all processors.
   *
   * @param level 1 fastest … 9 smallest
   */
  public ParallelGzip(OutputStream out, int level) {
    this(out, level, Runtime.getRuntime().availableProcessors());
  }

  /** Compresses with that many threads, the one that writes among them. */
  ParallelGzip(OutputStream out, int level, int threads) {
    this.out = out;
    this.level = level;
    this.own = new Deflater(level, true);
    this.most = 2 * threads + 2;
    this.work = new ArrayBlockingQueue<>(most + threads);
    this.filling = new Block();
    for (int i = 1; i < threads; i++) {
      Thread _ = Threads.start("gzip-" + i, this::compress);
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (closed) {
      throw new IOException("The compressed stream is closed.");
    }
    crc.update(bytes, from, length);
    total += length;
    int at = from;
    int left = length;
    while (left > 0) {
      if (filling.length == BLOCK) {
        pass(false);
      }
      int n = Math.min(left, BLOCK - filling.length);
      System.arraycopy(bytes, at, filling.input, filling.dictionary + filling.length, n);
      filling.length += n;
      at += n;
      left -= n;
    }
  }

  /** Hands the block over and begins the next one with its end as dictionary. */
  private void pass(boolean last) throws IOException {
    Block full = filling;
    full.last = last;
    while (order.size() >= most) {
      take();
    }
    order.addLast(full);
    work.add(full);
    if (!last) {
      Block next = spare.isEmpty() ? new Block() : spare.removeFirst();
      int end = full.dictionary + full.length;
      next.dictionary = Math.min(WINDOW, end);
      System.arraycopy(full.input, end - next.dictionary, next.input, 0, next.dictionary);
      next.length = 0;
      next.done = new CountDownLatch(1);
      filling = next;
    }
  }

  /** Writes the oldest block; while it is not compressed yet, this thread compresses as well. */
  private void take() throws IOException {
    Block block = order.removeFirst();
    while (block.done.getCount() > 0) {
      Block waiting = work.poll();
      if (waiting == null) {
        await(block);
      } else {
        compress(own, waiting);
      }
    }
    if (block.compressed < 0) {
      throw new IOException("Compressing failed; the log says why.");
    }
    if (!begun) {
      begun = true;
      out.write(HEAD);
    }
    out.write(block.output, 0, block.compressed);
    spare.addLast(block);
  }

  private static void await(Block block) throws InterruptedIOException {
    try {
      block.done.await();
    } catch (InterruptedException _) {
      throw new InterruptedIOException("Compressing was interrupted.");
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      pass(true);
      while (!order.isEmpty()) {
        take();
      }
      byte[] tail = new byte[8];
      for (int i = 0; i < 4; i++) {
        tail[i] = (byte) (crc.getValue() >>> (8 * i));
        tail[4 + i] = (byte) (total >>> (8 * i));
      }
      out.write(tail);
      out.flush();
    } finally {
      stop();
    }
  }

  /** Ends the threads without finishing the member. */
  public void abandon() {
    closed = true;
    stop();
  }

  private void stop() {
    if (stopped.compareAndSet(false, true)) {
      own.end();
      work.clear();
      boolean _ = work.offer(new Block()); // wakes whoever waits for work
    }
  }

  private void compress() {
    var deflater = new Deflater(level, true);
    try {
      while (true) {
        Block block = work.take();
        if (stopped.get()) {
          work.add(block); // for the next thread
          return;
        }
        compress(deflater, block);
      }
    } catch (InterruptedException e) {
      System.getLogger(ParallelGzip.class.getName())
          .log(System.Logger.Level.DEBUG, "interrupted", e);
    } finally {
      deflater.end();
    }
  }

  private static void compress(Deflater deflater, Block block) {
    block.compressed = -1;
    try {
      deflate(deflater, block);
    } finally {
      block.done.countDown();
    }
  }

  private static void deflate(Deflater deflater, Block block) {
    deflater.reset();
    if (block.dictionary > 0) {
      deflater.setDictionary(block.input, 0, block.dictionary);
    }
    deflater.setInput(block.input, block.dictionary, block.length);
    if (block.last) {
      deflater.finish();
    }
    int mode = block.last ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH;
    int done = 0;
    while (true) {
      int n = deflater.deflate(block.output, done, block.output.length - done, mode);
      done += n;
      if (done < block.output.length) {
        break; // room was left, so all of it is out
      }
      block.output = Arrays.copyOf(block.output, block.output.length * 2);
    }
    block.compressed = done;
  }
}
