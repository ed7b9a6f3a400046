package quayside.core.driver.incus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
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

  /** Where servers keep logs, each instance's in a folder of its own. */
  private static final List<String> LOGS =
      List.of("/var/log/incus", "/var/log/lxd", "/var/snap/lxd/common/lxd/logs");

  /** What daemons are called with, by packages and by the snap. */
  private static final String DAEMON = "(incusd|lxd) --(group|logfile)";

  /** What liblxc adds to the name of a control group where that is taken. */
  private static final String COUNTED = "(-[0-9]+)?";

  private static final int MOST = 64 << 10;

  /** What a dump's action script asks whether to let the container go on. */
  private static final String ASKING = "migratedumpsuccess";

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
   * Lets a container go on that a dump holds: ends the program that the dump's action script waits
   * for, so that the dump fails.
   *
   * @return whether one held it; empty where nobody can look
   */
  Optional<Boolean> release(InstanceName instance) throws IOException {
    if (address instanceof Endpoint.Https) {
      return Optional.empty();
    }
    Said dumps = say(Command.of("pgrep", "-f", words("dump", instance, "")));
    for (String dump : dumps.processes()) {
      for (String script : say(Command.of("pgrep", "-P", dump)).processes()) {
        Said _ = say(Command.of("pkill", "-TERM", "-f", "-P", script, ASKING));
      }
    }
    return dumps.status() > 1 ? Optional.empty() : Optional.of(dumps.status() == 0);
  }

  /**
   * Whether a restore goes on; empty where nobody can look: not every login is shown the programs
   * of root, and who is shown the server's daemon is.
   */
  Optional<Boolean> restores(InstanceName instance) throws IOException {
    if (address instanceof Endpoint.Https) {
      return Optional.empty();
    }
    String restore = words("restore", instance, COUNTED);
    List<String> lines =
        say(Command.of("pgrep", "-a", "-f", restore + "|" + DAEMON)).text().lines().toList();
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(lines.stream().anyMatch(Pattern.compile(restore).asPredicate()));
  }

  /** What CRIU was called with for an instance, as an extended regular expression. */
  private static String words(String what, InstanceName instance, String more) {
    String group = literally("lxc.payload." + onDisk(instance));
    return "criu " + what + " .*/" + group + more + "( |$)";
  }

  /**
   * Why a restore failed a moment ago, as a sentence. Its log is left on the server's disk, and is
   * written there when the server has given up; the API shows logs of instances that are there, and
   * this one was removed with that.
   *
   * @return empty if none failed, or nobody can look
   */
  Optional<String> trouble(InstanceName instance) throws IOException {
    if (address instanceof Endpoint.Https) {
      return Optional.empty();
    }
    var words = new ArrayList<>(List.of("find"));
    LOGS.forEach(folder -> words.add(folder + "/" + onDisk(instance)));
    words.addAll(List.of("-maxdepth", "1", "-name", "migration_restore_*", "-mmin", "-2"));
    words.addAll(List.of("-exec", "tail", "-n", "20", "{}", "+"));
    return CriuWords.ofLog(say(Command.of(words.toArray(String[]::new))).text());
  }

  /** What folders and groups of an instance are called. */
  private static String onDisk(InstanceName instance) {
    String prefix = instance.project().equals("default") ? "" : instance.project() + "_";
    return prefix + instance.name();
  }

  /** As part of an extended regular expression (POSIX 1003.1, 9.4). */
  private static String literally(String text) {
    return text.replaceAll("[^A-Za-z0-9_-]", "\\\\$0");
  }

  private boolean succeeds(Command command) throws IOException {
    return say(command).status() == 0;
  }

  /** What a program said, as far as anybody wants to know. */
  private record Said(int status, String text) {
    List<String> processes() {
      return text.lines().map(String::strip).filter(line -> line.matches("[0-9]{1,10}")).toList();
    }
  }

  private Said say(Command command) throws IOException {
    var over = new CountDownLatch(1);
    try (Exec exec = remote.start(command)) {
      Threads.start("quayside-criu-limit", () -> closeWhenLate(exec, over));
      var text = new String(exec.in().readNBytes(MOST), StandardCharsets.US_ASCII);
      return new Said(exec.await(), text);
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
}
