package quayside.transport.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import quayside.transport.Threads;

/** Runs a program of this computer; bounds what it may say and how long it may take. */
final class LocalProgram {
  private static final int OUTPUT_LIMIT = 64 << 10;

  private LocalProgram() {}

  /**
   * How it ended.
   *
   * @param out standard output, for the caller to wipe
   */
  record Result(int exit, ByteBuffer out) {}

  /**
   * Runs a program to its end.
   *
   * @param argv never with a secret in it
   * @param input what it reads from standard input
   */
  static Result run(
      List<String> argv, Map<String, String> environment, byte[] input, Duration limit)
      throws IOException {
    var builder = new ProcessBuilder(argv).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      try (OutputStream out = process.getOutputStream()) {
        out.write(input);
      } catch (IOException _) {
        // it need not read; its status tells whether it worked
      }
      var out = new AtomicReference<>(new byte[0]);
      Thread reader =
          Threads.startBlocking("output of " + argv.getFirst(), () -> out.set(read(process)));
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(
            argv.getFirst() + " did not end within " + limit.toSeconds() + " seconds.");
      }
      reader.join(Duration.ofSeconds(5));
      return new Result(process.exitValue(), ByteBuffer.wrap(Objects.requireNonNull(out.get())));
    } catch (InterruptedException _) {
      throw new InterruptedIOException("interrupted while " + argv.getFirst() + " ran");
    } finally {
      process.destroyForcibly();
    }
  }

  private static byte[] read(Process process) {
    var kept = new Wiped();
    try (InputStream in = process.getInputStream()) {
      byte[] block = new byte[4096];
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        kept.write(block, 0, Math.min(n, OUTPUT_LIMIT - kept.size()));
      }
      java.util.Arrays.fill(block, (byte) 0);
    } catch (IOException _) {
      // what was said before counts
    }
    byte[] all = kept.toByteArray();
    kept.wipe();
    return all;
  }

  /** A buffer that leaves nothing behind. */
  private static final class Wiped extends ByteArrayOutputStream {
    Wiped() {
      super(OUTPUT_LIMIT);
    }

    void wipe() {
      java.util.Arrays.fill(buf, (byte) 0);
    }
  }
}
