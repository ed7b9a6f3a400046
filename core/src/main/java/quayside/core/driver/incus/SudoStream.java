package quayside.core.driver.incus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import quayside.transport.Command;
import quayside.transport.Duplex;
import quayside.transport.Exec;
import quayside.transport.Remote;
import quayside.transport.Threads;
import quayside.transport.TransportException;

/**
 * A socket as the standard streams of a {@code socat} that runs by {@code sudo} on the machine.
 * That it could not be reached is known when the first answer is read.
 */
final class SudoStream implements Duplex {
  private static final int KEPT = 4 << 10;

  private final Exec exec;
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final InputStream in;

  private SudoStream(Exec exec, String path) {
    this.exec = exec;
    this.in = new FirstWord(exec.in(), path);
  }

  static SudoStream open(Remote remote, String path) throws TransportException {
    // the remote itself puts sudo -n in front
    var stream =
        new SudoStream(remote.start(Command.of("socat", "-", "UNIX-CONNECT:" + path)), path);
    Threads.start("quayside-socat", stream::drain);
    return stream;
  }

  private void drain() {
    byte[] buffer = new byte[1 << 10];
    try (InputStream err = exec.err()) {
      for (int n = err.read(buffer); n >= 0; n = err.read(buffer)) {
        synchronized (errors) {
          errors.write(buffer, 0, Math.min(n, KEPT - errors.size()));
        }
      }
    } catch (IOException _) {
      // the reader hears of it too
    }
  }

  @Override
  public InputStream in() {
    return in;
  }

  @Override
  public OutputStream out() {
    return exec.out();
  }

  @Override
  public void close() {
    exec.close();
  }

  /** Tells an end before the first byte as what it is: nobody was reached. */
  private final class FirstWord extends InputStream {
    private final InputStream from;
    private final String path;
    private boolean heard;

    FirstWord(InputStream from, String path) {
      this.from = from;
      this.path = path;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int at, int length) throws IOException {
      Objects.checkFromIndexSize(at, length, target.length);
      int count = from.read(target, at, length);
      if (count < 0 && !heard) {
        int status = exec.await();
        String said;
        synchronized (errors) {
          said = errors.toString(StandardCharsets.UTF_8).strip();
        }
        throw new TransportException.Refused(
            "The socket "
                + path
                + " cannot be reached by sudo and socat (status "
                + status
                + "): “"
                + Refusals.beginning(said)
                + "”.",
            null);
      }
      heard = heard || count > 0;
      return count;
    }

    @Override
    public int available() throws IOException {
      return from.available();
    }
  }
}
