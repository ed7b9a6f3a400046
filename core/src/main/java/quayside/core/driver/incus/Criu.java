package quayside.core.driver.incus;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import quayside.core.driver.Limits;
import quayside.transport.Command;
import quayside.transport.Endpoint;
import quayside.transport.Exec;
import quayside.transport.Remote;
import quayside.transport.Threads;

/** The program that writes down a running container's memory: the API does not tell of it. */
final class Criu {
  /** Where packages put it; a login that is not root's does not search there. */
  private static final List<String> PROGRAMS = List.of("criu", "/usr/sbin/criu");

  /** A server out of a snap brings its own, which is switched on or not. */
  private static final String SNAP = "/snap/lxd/current";

  private static final int MOST = 64 << 10;

  /**
   * Ends what a dump of {@code $1} waits in: {@code criu} asks its action script, which asks the
   * server's program {@code migratedumpsuccess}, whether to let the container go on. Status 1:
   * there is no such dump.
   */
  private static final String RELEASE =
      """
      command -v pgrep >/dev/null && command -v pkill >/dev/null || exit 2
      held=1
      for dump in $(pgrep -f 'criu dump '); do
        case "$(tr '\\0' ' ' <"/proc/$dump/cmdline") " in
          *"/lxc.payload.$1 "*)
            held=0
            for script in $(pgrep -P "$dump"); do pkill -TERM -f -P "$script" migratedumpsuccess; done ;;
        esac
      done
      exit $held
      """;

  private final Remote remote;
  private final Endpoint address;
  private final Limits limits;

  Criu(Remote remote, Endpoint address, Limits limits) {
    this.remote = remote;
    this.address = address;
    this.limits = limits;
  }

  /** Whether it is there; empty where nobody can look. */
  Optional<Boolean> isThere() throws IOException {
    if (address instanceof Endpoint.Https) {
      return Optional.empty();
    }
    for (String program : PROGRAMS) {
      if (succeeds(Command.of(program, "--version"))) {
        return Optional.of(true);
      }
    }
    return succeeds(Command.of("test", "-e", SNAP)) ? Optional.empty() : Optional.of(false);
  }

  /**
   * Lets a container go on that a dump holds.
   *
   * @return whether one held it; empty where nobody can look
   */
  Optional<Boolean> release(InstanceName instance) throws IOException {
    if (address instanceof Endpoint.Https) {
      return Optional.empty();
    }
    String prefix = instance.project().equals("default") ? "" : instance.project() + "_";
    int status = status(Command.of("sh", "-c", RELEASE, "release", prefix + instance.name()));
    return status > 1 ? Optional.empty() : Optional.of(status == 0);
  }

  private boolean succeeds(Command command) throws IOException {
    return status(command) == 0;
  }

  private int status(Command command) throws IOException {
    var over = new CountDownLatch(1);
    try (Exec exec = remote.start(command)) {
      Threads.start("quayside-criu-limit", () -> closeWhenLate(exec, over));
      drain(exec.in());
      return exec.await();
    } finally {
      over.countDown();
    }
  }

  private void closeWhenLate(Exec exec, CountDownLatch over) {
    try {
      if (!over.await(limits.answer().toMillis(), TimeUnit.MILLISECONDS)) {
        exec.close();
      }
    } catch (InterruptedException _) {
      exec.close();
    }
  }

  private static void drain(InputStream in) throws IOException {
    byte[] piece = new byte[1 << 10];
    int read = 0;
    for (int n = in.read(piece); n >= 0 && read < MOST; n = in.read(piece)) {
      read += n;
    }
  }
}
