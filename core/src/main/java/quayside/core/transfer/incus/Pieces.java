package quayside.core.transfer.incus;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import quayside.transport.TransportException;

/** What a server sends, piece by piece. */
final class Pieces {
  private static final int SIZE = 1 << 17;

  private Pieces() {}

  /** A connection that ends is told as such, so that it can be gone on with; a full disk is not. */
  static void copy(InputStream in, OutputStream file) throws IOException {
    try (var out = new BufferedOutputStream(file, SIZE)) { // it comes in small pieces
      read(in, out);
    }
  }

  private static void read(InputStream in, OutputStream out) throws IOException {
    byte[] piece = new byte[SIZE];
    while (true) {
      int n;
      try {
        n = in.read(piece);
      } catch (EOFException e) {
        throw new TransportException.Disconnected("The server ended the download early.", e);
      }
      if (n < 0) {
        return;
      }
      out.write(piece, 0, n);
    }
  }
}
