package quayside.core.archive.zfs.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Bytes in order, in large pieces outside the heap. */
@FunctionalInterface
public interface Pieces {
  /** How large the pieces are, in bytes: small enough to stay in a processor's cache. */
  int SIZE = 1 << 17;

  /** The next piece, to be used until the next call; null at the end. */
  @Nullable ByteBuffer next() throws IOException;

  /** Gives bytes as a {@link java.nio.channels.ReadableByteChannel} does. */
  @FunctionalInterface
  interface Reading {
    /** Puts bytes into the buffer and says how many; -1 at the end. */
    int read(ByteBuffer into) throws IOException;
  }

  /** What is read when asked for. */
  static Pieces of(Reading in) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE);
    return () -> {
      int n = in.read(buffer.clear());
      while (n == 0) {
        n = in.read(buffer.clear());
      }
      return n < 0 ? null : buffer.flip();
    };
  }
}
