package quayside.core.driver.osctl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import quayside.core.driver.DriverException;
import quayside.transport.Command;
import quayside.transport.Exec;
import quayside.transport.Remote;
import quayside.transport.Threads;

/** Runs commands on a node and bounds what they may say and how long they may be silent. */
final class Shell {
  private static final int ERRORS_KEPT = 64 << 10;

  /** Noise on standard error counts as a sign of life only up to here. */
  private static final long NOISE_LIMIT = 1 << 20;

  private static final int OUTPUT_LIMIT = 8 << 20;
  private static final int PIECE = 256 << 10;

  private final Remote remote;

  Shell(Remote remote) {
    this.remote = remote;
  }

  /** Takes the lines of standard output as they come. */
  interface LineSink {
    void line(String line) throws IOException;
  }

  /**
   * How a command ended.
   *
   * @param exit its status
   * @param out standard output, if it was not taken line by line
   * @param err the beginning of standard error
   */
  record Result(int exit, String out, String err) {}

  /** Runs a command and collects its output, at most 8 MiB. */
  Result run(Command command, String input, Duration silence) throws IOException {
    var out = new StringBuilder();
    Result result =
        lines(
            command,
            input,
            silence,
            line -> {
              if (out.length() + line.length() > OUTPUT_LIMIT) {
                throw new DriverException.Unreadable(
                    "The node's answer to “" + name(command) + "” is too long.",
                    Refusals.beginning(out.toString()));
              }
              out.append(line).append('\n');
            });
    return new Result(result.exit(), out.toString(), result.err());
  }

  /** Takes the bytes of standard output as they come. */
  interface ByteSink {
    void bytes(byte[] piece, int length) throws IOException;
  }

  /** Runs a command and hands over its output as it is. */
  Result bytes(Command command, Duration silence, ByteSink sink) throws IOException {
    return guarded(
        command,
        silence,
        (exec, dog) -> {
          var errors = new Kept(exec.err(), dog);
          Threads.start("quayside-stderr", errors);
          feed(exec, "");
          byte[] piece = new byte[PIECE];
          for (int n = exec.in().read(piece); n >= 0; n = exec.in().read(piece)) {
            dog.touch();
            sink.bytes(piece, n);
            dog.touch();
          }
          return new Result(exec.await(), "", errors.text());
        });
  }

  /**
   * Runs a command that reads what comes from a stream. If the stream fails, the command does not
   * hear its end but loses the connection.
   *
   * @param progress told the bytes it was given so far
   */
  Result feed(Command command, Duration silence, InputStream source, LongConsumer progress)
      throws IOException {
    return guarded(
        command,
        silence,
        (exec, dog) -> {
          var errors = new Kept(exec.err(), dog);
          Threads.start("quayside-stderr", errors);
          var out = new Kept(exec.in(), dog);
          Threads.start("quayside-stdout", out);
          pump(exec, source, dog, progress);
          int exit = exec.await();
          return new Result(exit, out.text(), errors.text());
        });
  }

  /** What the command does not read any more is not our failure: its status says why. */
  private static void pump(Exec exec, InputStream source, Watchdog dog, LongConsumer progress)
      throws IOException {
    byte[] piece = new byte[PIECE];
    long done = 0;
    boolean taken = true;
    for (int n = source.read(piece); n >= 0 && taken; n = source.read(piece)) {
      taken = give(exec, piece, n);
      dog.touch();
      done += n;
      progress.accept(done);
    }
    feed(exec, "");
  }

  private static boolean give(Exec exec, byte[] piece, int length) {
    try {
      exec.out().write(piece, 0, length);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private interface Talk {
    Result run(Exec exec, Watchdog dog) throws IOException;
  }

  private Result guarded(Command command, Duration silence, Talk talk) throws IOException {
    Exec exec = remote.start(command);
    try (Watchdog dog = new Watchdog(silence, exec::close)) {
      try {
        Result result = talk.run(exec, dog);
        if (dog.hasBitten()) {
          throw new IOException("closed for silence");
        }
        return result;
      } catch (IOException e) {
        throw dog.hasBitten() ? silent(command, silence) : e;
      }
    } finally {
      exec.close();
    }
  }

  /** Runs a command and hands over its output by lines, each at most 64 MiB. */
  Result lines(Command command, String input, Duration silence, LineSink sink) throws IOException {
    return guarded(command, silence, (exec, dog) -> talk(exec, input, dog, sink));
  }

  private static Result talk(Exec exec, String input, Watchdog dog, LineSink sink)
      throws IOException {
    var errors = new Kept(exec.err(), dog);
    Threads.start("quayside-stderr", errors);
    feed(exec, input);
    var lines = new Lines(exec.in(), Lines.LIMIT, dog::touch);
    for (String line = lines.next(); line != null; line = lines.next()) {
      sink.line(line);
    }
    return new Result(exec.await(), "", errors.text());
  }

  private static void feed(Exec exec, String input) {
    try (var out = exec.out()) {
      out.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException _) {
      // a command need not read its input; whether it worked is told by its status
    }
  }

  private static DriverException.Silent silent(Command command, Duration silence) {
    return new DriverException.Silent(
        "The node said nothing for "
            + silence.toSeconds()
            + " seconds to “"
            + name(command)
            + "”; it may still be working on it.");
  }

  private static String name(Command command) {
    return Refusals.beginning(String.join(" ", command.argv()));
  }

  /** Drains an output and keeps its beginning. */
  private static final class Kept implements Runnable {
    private final InputStream in;
    private final Watchdog dog;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final CountDownLatch done = new CountDownLatch(1);

    Kept(InputStream in, Watchdog dog) {
      this.in = in;
      this.dog = dog;
    }

    @Override
    public void run() {
      byte[] buffer = new byte[8 << 10];
      long seen = 0;
      try {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          seen += n;
          if (seen < NOISE_LIMIT) {
            dog.touch();
          }
          synchronized (kept) {
            kept.write(buffer, 0, Math.min(n, ERRORS_KEPT - kept.size()));
          }
        }
      } catch (IOException _) {
        // the reader of standard output hears of it too
      } finally {
        done.countDown();
      }
    }

    String text() throws IOException {
      try {
        boolean _ = done.await(2, TimeUnit.SECONDS);
      } catch (InterruptedException _) {
        throw new InterruptedIOException("interrupted while a command ended");
      }
      synchronized (kept) {
        return kept.toString(StandardCharsets.UTF_8);
      }
    }
  }
}
