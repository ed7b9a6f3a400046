package quayside.transport.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import quayside.transport.Threads;

/** Runs a real program for a test and collects what it says, in bounded time. */
public final class Program {
  private final int status;
  private final byte[] out;
  private final String err;

  private Program(int status, byte[] out, String err) {
    this.status = status;
    this.out = out;
    this.err = err;
  }

  public int status() {
    return status;
  }

  public byte[] out() {
    return out.clone();
  }

  public String err() {
    return err;
  }

  /** Whether that program is installed; tests against real software are skipped without. */
  public static boolean exists(String absolute) {
    return Files.isExecutable(Path.of(absolute));
  }

  public String text() {
    return new String(out, StandardCharsets.UTF_8);
  }

  public static Program run(byte[] stdin, List<String> argv) throws IOException {
    Process process = new ProcessBuilder(argv).start();
    try {
      var out = collect(process.getInputStream());
      var err = collect(process.getErrorStream());
      Threads.startBlocking(
          "stdin",
          () -> {
            try (var in = process.getOutputStream()) {
              in.write(stdin);
            } catch (IOException _) {
              // the program need not read it
            }
          });
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IOException("still running after a minute: " + argv);
      }
      byte[] said = out.get(10, TimeUnit.SECONDS);
      String complaint = new String(err.get(10, TimeUnit.SECONDS), StandardCharsets.UTF_8);
      return new Program(process.exitValue(), said, complaint);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IOException(e);
    } finally {
      // nsenter's child is the program itself: it would go on, with the pipes in its hands
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static CompletableFuture<byte[]> collect(InputStream in) {
    var result = new CompletableFuture<byte[]>();
    Threads.startBlocking(
        "output",
        () -> {
          try {
            result.complete(in.readAllBytes());
          } catch (IOException e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }
}
