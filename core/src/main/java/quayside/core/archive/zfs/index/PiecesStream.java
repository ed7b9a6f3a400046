package quayside.core.archive.zfs.index;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import quayside.core.archive.zfs.record.Pieces;

/** Pieces as a stream, for what reads nothing else. */
final class PiecesStream extends InputStream {
  private final Pieces pieces;
  private ByteBuffer piece = ByteBuffer.allocate(0);

  PiecesStream(Pieces pieces) {
    this.pieces = pieces;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (available() == 0) {
      return -1;
    }
    int n = Math.min(length, piece.remaining());
    piece.get(bytes, offset, n);
    return n;
  }

  /** 0 only at the end: the decompressor of gzip asks whether another part follows. */
  @Override
  public int available() throws IOException {
    while (!piece.hasRemaining()) {
      ByteBuffer next = pieces.next();
      if (next == null) {
        return 0;
      }
      piece = next;
    }
    return piece.remaining();
  }
}
