package quayside.core.transfer.way;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.function.LongConsumer;

/** Writes on in a file whose last bytes come once more; they are compared, not written. */
public final class Continued extends OutputStream {
  private static final int OVERLAP = 1 << 20;

  private final FileChannel channel;
  private final LongConsumer progress;
  private final byte[] known;
  private int compared;

  /** What is here is not the beginning of what is there. */
  public static final class Differs extends IOException {
    private static final long serialVersionUID = 1L;

    Differs() {
      super("the part that is here differs from the node's");
    }
  }

  /**
   * Reads what has to come again.
   *
   * @param from {@link #start} of the file
   * @param progress told the bytes of the file
   */
  public Continued(FileChannel channel, long from, LongConsumer progress) throws IOException {
    this.channel = channel;
    this.progress = progress;
    this.known = new byte[(int) (channel.size() - from)];
    var into = ByteBuffer.wrap(known);
    while (into.hasRemaining()) {
      if (channel.read(into, from + into.position()) < 0) {
        throw new EOFException("The unfinished file became shorter.");
      }
    }
    channel.position(channel.size());
  }

  /** From where on the rest of a file has to come. */
  public static long start(FileChannel channel) throws IOException {
    return Math.max(0, channel.size() - OVERLAP);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] piece, int from, int length) throws IOException {
    int same = Math.min(length, known.length - compared);
    if (!Arrays.equals(known, compared, compared + same, piece, from, from + same)) {
      throw new Differs();
    }
    compared += same;
    var rest = ByteBuffer.wrap(piece, from + same, length - same);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
    progress.accept(channel.position());
  }
}
