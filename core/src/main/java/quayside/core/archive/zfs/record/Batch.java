package quayside.core.archive.zfs.record;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/** A part of a stream in a file that is summed up by itself. */
final class Batch {
  private static final long FULL = 4 << 20;

  private final long from;
  private final boolean bigEndian;
  private final boolean fresh;
  private final List<Expectation> expected = new ArrayList<>();

  /**
   * A part that begins at {@code from}.
   *
   * @param fresh whether the sums start there, because a stream does
   */
  Batch(long from, boolean bigEndian, boolean fresh) {
    this.from = from;
    this.bigEndian = bigEndian;
    this.fresh = fresh;
  }

  long from() {
    return from;
  }

  boolean bigEndian() {
    return bigEndian;
  }

  boolean isFull(long position) {
    return position - from >= FULL;
  }

  void expect(Expectation one) {
    expected.add(one);
  }

  /** The sums, from zero, up to each place where some are expected, and of all up to {@code to}. */
  Checksum[] sums(FileChannel channel, long base, long to) throws IOException {
    Checksum[] found = new Checksum[expected.size() + 1];
    Fletcher4 sum = new Fletcher4();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(Pieces.SIZE, 8);
      ByteBuffer buffer = memory.asByteBuffer();
      int next = 0;
      for (long at = from; at < to; ) {
        int length = (int) Math.min(buffer.capacity(), to - at);
        read(channel, buffer.clear().limit(length), base + at);
        int done = 0;
        while (next < expected.size() && expected.get(next).position() <= at + length) {
          int part = (int) (expected.get(next).position() - at) - done;
          sum.add(memory, done, part, bigEndian);
          found[next++] = sum.sum();
          done += part;
        }
        sum.add(memory, done, length - done, bigEndian);
        at += length;
      }
    }
    found[expected.size()] = sum.sum();
    return found;
  }

  /** Compares them, put after those of what came before; gives the sums of all up to {@code to}. */
  Checksum compare(Checksum before, Checksum[] found, long to) throws IOException {
    Checksum start = fresh ? Checksum.NONE : before;
    for (int i = 0; i < expected.size(); i++) {
      Expectation one = expected.get(i);
      one.compare(start.then(found[i], one.position() - from));
    }
    return start.then(found[expected.size()], to - from);
  }

  /** Fills the buffer from that place of the file on. */
  static void read(FileChannel channel, ByteBuffer into, long from) throws IOException {
    long start = from - into.position();
    while (into.hasRemaining()) {
      if (channel.read(into, start + into.position()) < 0) {
        throw new EOFException("The stream became shorter while it was being read.");
      }
    }
  }
}
