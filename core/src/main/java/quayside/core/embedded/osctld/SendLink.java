package quayside.core.embedded.osctld;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import quayside.core.model.PeerAddress;
import quayside.transport.Command;
import quayside.transport.Connector;
import quayside.transport.Connectors;
import quayside.transport.Endpoint;
import quayside.transport.Exec;
import quayside.transport.HostKeys;
import quayside.transport.Remote;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;
import quayside.transport.Threads;

/**
 * The way from one node to another: a new SSH connection per command, as {@code osctl-ct-receive},
 * with the node's own key, accepting any host key (facts §3.3).
 */
final class SendLink {
  static final String USER = "osctl-ct-receive";
  private static final int ANSWER_LIMIT = 1 << 16;

  /** What a command ended with. */
  record Result(int status, String out, String err) {}

  /** Writes a command's standard input. */
  interface Feed {
    void write(OutputStream out) throws IOException;
  }

  private final Endpoint endpoint;
  private final Connector connector;

  SendLink(NodeFolder folder, String pool, String host, int port) throws IOException {
    this(
        folder,
        pool,
        new PeerAddress(host, port),
        SshSettings.in(folder.folder().resolve("ssh")),
        HostKeys.Decision.TRUST_ONCE);
  }

  /** A link that knows host keys, learns new ones and refuses changed ones ({@code accept-new}). */
  static SendLink careful(NodeFolder folder, String pool, String host, int port, Path knownHosts)
      throws IOException {
    Path own = folder.folder().resolve("ssh");
    return new SendLink(
        folder,
        pool,
        new PeerAddress(host, port),
        new SshSettings(own.resolve("config"), knownHosts, own, Optional.empty()),
        HostKeys.Decision.TRUST_AND_SAVE);
  }

  private SendLink(
      NodeFolder folder,
      String pool,
      PeerAddress to,
      SshSettings settings,
      HostKeys.Decision unknown)
      throws IOException {
    Path key = folder.path("/" + pool + "/conf/send-receive/key");
    this.endpoint =
        new Endpoint.Ssh(
            to.host(),
            OptionalInt.of(to.port()),
            Optional.of(USER),
            Optional.of(key),
            Optional.empty(),
            false,
            Duration.ofSeconds(15));
    this.connector = Connectors.ssh(settings, _ -> unknown, Secrets.NONE);
  }

  /** A connection that is being made, so that a command need not wait for it. */
  static final class Dial implements AutoCloseable {
    private final AtomicReference<Remote> remote = new AtomicReference<>();
    private final AtomicReference<IOException> failure = new AtomicReference<>();
    private final CountDownLatch done = new CountDownLatch(1);

    private Remote await() throws IOException, InterruptedException {
      if (!done.await(60, TimeUnit.SECONDS)) {
        throw new IOException("no connection within a minute");
      }
      IOException failed = failure.get();
      Remote made = remote.get();
      if (failed != null || made == null) {
        throw failed == null ? new IOException("no connection") : failed;
      }
      return made;
    }

    @Override
    public void close() {
      Threads.start(
          "hang up",
          () -> {
            try {
              done.await();
            } catch (InterruptedException e) {
              failure.set(new IOException("interrupted", e));
            }
            Remote made = remote.get();
            if (made != null) {
              made.close();
            }
          });
    }
  }

  /** Begins to connect. */
  Dial dial() {
    var dial = new Dial();
    Threads.start(
        "dial",
        () -> {
          try {
            dial.remote.set(connector.connect(endpoint));
          } catch (IOException e) {
            dial.failure.set(e);
          } finally {
            dial.done.countDown();
          }
        });
    return dial;
  }

  /** Runs a command over a connection of its own. */
  Result run(List<String> command, Feed input) throws IOException, InterruptedException {
    try (Dial dial = dial()) {
      return run(dial, command, input);
    }
  }

  static Result run(Dial dial, List<String> command, Feed input)
      throws IOException, InterruptedException {
    Remote remote = dial.await();
    try (Exec exec = remote.start(Command.of(command))) {
      var err = new AtomicReference<>("");
      var errRead = new CountDownLatch(1);
      Threads.start(
          "standard error of " + command.getFirst(),
          () -> {
            try {
              err.set(read(exec.err()));
            } catch (IOException e) {
              err.set(String.valueOf(e.getMessage()));
            } finally {
              errRead.countDown();
            }
          });
      boolean fed = feed(exec, input);
      String out = read(exec.in());
      int status = exec.await();
      errRead.await(5, TimeUnit.SECONDS);
      return new Result(fed || status != 0 ? status : 255, out, String.valueOf(err.get()));
    }
  }

  /** A receiver that has failed closes its input: then its status says why, not our pipe. */
  private static boolean feed(Exec exec, Feed input) {
    try (OutputStream out = exec.out()) {
      input.write(out);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static String read(InputStream in) throws IOException {
    var kept = new ByteArrayOutputStream();
    byte[] block = new byte[8192];
    for (int n = in.read(block); n >= 0; n = in.read(block)) {
      kept.write(block, 0, Math.min(n, ANSWER_LIMIT - kept.size()));
    }
    return kept.toString(StandardCharsets.UTF_8);
  }
}
