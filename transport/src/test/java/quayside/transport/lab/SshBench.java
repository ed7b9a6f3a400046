package quayside.transport.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import quayside.transport.Command;
import quayside.transport.Connectors;
import quayside.transport.Endpoint;
import quayside.transport.Exec;
import quayside.transport.HostKeys;
import quayside.transport.Remote;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;
import quayside.transport.Threads;

/**
 * Streams zeros from and to an SSH server and prints the speed of each round as one line of JSON:
 * {@code {"down":[MB/s,…],"up":[…]}}. The first figure of each list is that of a cold Java machine.
 *
 * <p>Arguments: host, port, user, key file, host key ({@code SHA256:…}), megabytes (1024), rounds
 * (3), rounds before those that are only for warming up (0).
 */
public final class SshBench {
  private static final int BLOCK = 1 << 18;

  private SshBench() {}

  public static void main(String[] args) throws IOException {
    Endpoint.Ssh endpoint =
        Endpoint.Ssh.parse(args[2] + "@" + args[0] + ":" + args[1])
            .withIdentity(Path.of(args[3]))
            .withHostKey(args[4]);
    int megabytes = args.length > 5 ? Integer.parseInt(args[5]) : 1024;
    int rounds = args.length > 6 ? Integer.parseInt(args[6]) : 3;
    int warm = args.length > 7 ? Integer.parseInt(args[7]) : 0;
    Path empty = Files.createTempDirectory("ssh-bench");
    var down = new ArrayList<String>();
    var up = new ArrayList<String>();
    try (Remote remote =
        Connectors.ssh(SshSettings.in(empty), HostKeys.REFUSING, Secrets.NONE).connect(endpoint)) {
      for (int i = -warm; i < rounds; i++) {
        String downSpeed = speed(down(remote, megabytes), megabytes);
        String upSpeed = speed(up(remote, megabytes), megabytes);
        if (i >= 0) {
          down.add(downSpeed);
          up.add(upSpeed);
        }
      }
    } finally {
      Files.delete(empty);
    }
    PrintStream out = System.out;
    out.println("{\"down\":" + list(down) + ",\"up\":" + list(up) + "}");
  }

  /** Nanoseconds that it takes to receive so many MiB. */
  public static long down(Remote remote, int megabytes) throws IOException {
    long start = System.nanoTime();
    long expected = (long) megabytes << 20;
    try (Exec exec =
        remote.start(Command.of("dd", "if=/dev/zero", "bs=1M", "count=" + megabytes))) {
      drain(exec.err());
      long count = 0;
      byte[] block = new byte[BLOCK];
      for (int n; (n = exec.in().read(block)) >= 0; ) {
        count += n;
      }
      check(exec, count, expected);
    }
    return System.nanoTime() - start;
  }

  /** Nanoseconds that it takes to send so many MiB. */
  public static long up(Remote remote, int megabytes) throws IOException {
    long start = System.nanoTime();
    long expected = (long) megabytes << 20;
    try (Exec exec = remote.start(Command.of("dd", "of=/dev/null", "bs=1M"))) {
      drain(exec.err());
      drain(exec.in());
      byte[] block = new byte[BLOCK];
      try (OutputStream out = exec.out()) {
        for (long left = expected; left > 0; left -= BLOCK) {
          out.write(block);
        }
      }
      check(exec, expected, expected);
    }
    return System.nanoTime() - start;
  }

  private static void check(Exec exec, long count, long expected) throws IOException {
    int status = exec.await();
    if (status != 0 || count != expected) {
      throw new IOException("dd ended with " + status + " after " + count + " bytes");
    }
  }

  private static void drain(InputStream in) {
    Threads.start(
        "drain",
        () -> {
          try {
            in.transferTo(OutputStream.nullOutputStream());
          } catch (IOException _) {
            // told by the other streams
          }
        });
  }

  private static String speed(long nanos, int megabytes) {
    return String.format(Locale.ROOT, "%.1f", ((long) megabytes << 20) * 1e3 / nanos);
  }

  private static String list(List<String> figures) {
    return "[" + String.join(",", figures) + "]";
  }
}
