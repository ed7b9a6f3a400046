package quayside.core.archive.zfs.index;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;
import quayside.core.archive.zfs.record.Pieces;

/** Copies what is read to the spool; the stream itself belongs to the caller. */
final class Tee implements Pieces {
  private final InputStream in;
  private final FileChannel spool;
  private final byte[] bytes = new byte[1 << 16];
  private final ByteBuffer piece = ByteBuffer.allocateDirect(bytes.length);

  Tee(InputStream in, FileChannel spool) {
    this.in = in;
    this.spool = spool;
  }

  @Override
  public @Nullable ByteBuffer next() throws IOException {
    int n = in.read(bytes);
    while (n == 0) {
      n = in.read(bytes);
    }
    if (n < 0) {
      return null;
    }
    piece.clear().put(bytes, 0, n).flip();
    while (piece.hasRemaining()) {
      spool.write(piece);
    }
    return piece.rewind();
  }
}
