package quayside.core.embedded.osctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import quayside.core.embedded.osctld.OsctldService;
import quayside.transport.Threads;

/** What reaches the daemon, what abbreviations mean and how events are followed. */
class OsctlCommandLineTest {
  private final Listener daemon = new Listener();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void optionsOfEveryFormReachTheDaemon() {
    assertEquals(
        0, run("ct", "send", "config", "-p2222", "--as-id=new", "--no-snapshots", "tank:a", "b"));
    assertEquals("ct_send_config", daemon.command);
    assertEquals("tank:a", daemon.options.get("id"));
    assertEquals("b", daemon.options.get("dst"));
    assertEquals(2222L, daemon.options.get("port"));
    assertEquals("new", daemon.options.get("as_id"));
    assertEquals(false, daemon.options.get("snapshots"));
    assertEquals(true, daemon.options.get("network_interfaces"));
    assertEquals(
        "osctl ct send config -p2222 --as-id=new --no-snapshots tank:a b",
        daemon.options.get("cli"));
  }

  @Test
  void switchesHaveTheirDefaultsUnlessNegated() {
    run("ct", "send", "state", "--clone", "--no-start", "a");
    assertEquals(true, daemon.options.get("clone"));
    assertEquals(true, daemon.options.get("consistent"));
    assertEquals(true, daemon.options.get("restart"));
    assertEquals(false, daemon.options.get("start"));
  }

  @Test
  void lifeCycleCommandsSayHowLongAndHow() {
    run("ct", "start", "-w", "infinity", "a");
    assertEquals("infinity", daemon.options.get("wait"));
    assertEquals(10L, daemon.options.get("priority"));
    run("ct", "stop", "--dont-kill", "-t", "5", "a");
    assertEquals("shutdown_or_fail", daemon.options.get("method"));
    assertEquals(5L, daemon.options.get("timeout"));
    run("ct", "thaw", "a");
    assertEquals("ct_unfreeze", daemon.command);
  }

  @Test
  void settingsTravelAsValues() {
    run("ct", "set", "attr", "a", "org.example:owner", "alice b");
    assertEquals(Map.of("org.example:owner", "alice b"), daemon.options.get("attrs"));
    run("ct", "set", "autostart", "-p", "50", "a");
    assertEquals(Map.of("priority", 50L, "delay", 5L), daemon.options.get("autostart"));
    run("ct", "unset", "hostname", "a");
    assertEquals("ct_unset", daemon.command);
    assertEquals(64, run("ct", "set", "hostname", "a"));
  }

  @Test
  void commandsMayBeShortenedToABeginningThatIsUnique() {
    assertEquals(0, run("ct", "unf", "a"));
    assertEquals("ct_unfreeze", daemon.command);
    assertEquals(64, run("ct", "re", "a"));
    assertTrue(errors().contains("Ambiguous command 're'"), errors());
  }

  @Test
  void aContainerCalledLikeTheBeginningOfASendStepIsTakenForTheStep() {
    run("ct", "send", "r", "target");
    assertEquals("ct_send_rootfs", daemon.command);
    assertEquals("target", daemon.options.get("id"));
    run("ct", "send", "tank:r", "target");
    assertEquals("ct_send_now", daemon.command);
  }

  @Test
  void aWrongNumberIsWrongUsageAndNothingIsAsked() {
    assertEquals(64, run("ct", "send", "config", "-p", "abc", "a", "b"));
    assertEquals("", daemon.command);
    assertEquals(64, run("ct", "ls", "-o"));
  }

  @Test
  void textsThatAShellWouldReadStayWords() {
    run("ct", "show", "$(reboot);`id`\n|x");
    assertEquals("$(reboot);`id`\n|x", daemon.options.get("id"));
  }

  @Test
  void aPipeGetsOneBurstAndATerminalEveryLine() {
    daemon.progress = List.of("one", "two");
    var pipe = new Writes();
    new OsctlCommandLine(daemon, _ -> Optional.empty())
        .run(
            List.of("-j", "ct", "send", "sync", "a"),
            InputStream.nullInputStream(),
            pipe,
            err,
            false);
    assertEquals(1, pipe.count.get());
    var terminal = new Writes();
    new OsctlCommandLine(daemon, _ -> Optional.empty())
        .run(
            List.of("-j", "ct", "send", "sync", "a"),
            InputStream.nullInputStream(),
            terminal,
            err,
            true);
    assertEquals(2, terminal.count.get());
    assertTrue(terminal.toString().endsWith("\r\n"));
  }

  @Test
  void aReaderThatGoesAwayDoesNotStopWhatTheDaemonDoes() {
    daemon.progress = List.of("one", "two");
    var gone = new Writes();
    gone.closed.set(true);
    new OsctlCommandLine(daemon, _ -> Optional.empty())
        .run(List.of("ct", "send", "sync", "a"), InputStream.nullInputStream(), gone, err, true);
    assertEquals(2, daemon.told.get());
  }

  @Test
  void monitorPrintsEventsAndEndsWhenItsReaderGoesAway() throws InterruptedException {
    var reader = new Writes();
    var ended = new CountDownLatch(1);
    Threads.start(
        "monitor",
        () -> {
          new OsctlCommandLine(daemon, _ -> Optional.empty())
              .run(List.of("-j", "monitor"), InputStream.nullInputStream(), reader, err, false);
          ended.countDown();
        });
    daemon.subscribed.await(10, TimeUnit.SECONDS);
    daemon.happen("state", "a", "running");
    assertTrue(reader.written.await(10, TimeUnit.SECONDS));
    assertEquals(
        "{\"type\":\"state\",\"opts\":{\"pool\":\"tank\",\"id\":\"a\",\"state\":\"running\"}}\n",
        reader.toString());
    assertFalse(ended.await(0, TimeUnit.SECONDS));
    reader.closed.set(true);
    assertTrue(ended.await(10, TimeUnit.SECONDS), "still running without a reader");
    assertTrue(daemon.unsubscribed.get());
  }

  @Test
  void waitEndsWithTheStateItWaitsForAndPrintsNothing() throws InterruptedException {
    daemon.answer = Map.of("state", "stopped");
    var ended = new CountDownLatch(1);
    var status = new AtomicInteger(-1);
    Threads.start(
        "wait",
        () -> {
          status.set(run("ct", "wait", "tank:a", "running", "frozen"));
          ended.countDown();
        });
    daemon.subscribed.await(10, TimeUnit.SECONDS);
    daemon.happen("state", "b", "running");
    daemon.happen("state", "a", "starting");
    daemon.happen("state", "a", "running");
    assertTrue(ended.await(10, TimeUnit.SECONDS));
    assertEquals(0, status.get());
    assertEquals("", out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void numbersAreHumanisedUnlessPreciseOnesAreWanted() {
    assertEquals("61.2M", Humanised.amount(64_172_032));
    assertEquals("1023", Humanised.amount(1023));
    assertEquals("02:14", Humanised.time(134_000_000));
    assertEquals("5s", Humanised.time(5_900_000));
    assertEquals("1d, 02:03:04", Humanised.time(93_784_000_000L));
    daemon.answer = List.of(Map.of("pool", "tank", "ctid", "a", "max_tx", 10_000_000L));
    run("-p", "ct", "netif", "ls", "-H", "-o", "max_tx");
    assertEquals("10000000\n", out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void columnsAreAddedAndTakenAway() {
    daemon.answer = List.of();
    run("pool", "ls", "-o", "+parallel_start");
    run("pool", "ls", "-o", "-users,groups");
    run("pool", "ls", "-o", "");
    assertEquals(
        """
        NAME   DATASET   STATE   USERS   GROUPS   CONTAINERS   PARALLEL_START
        NAME   DATASET   STATE   CONTAINERS
        """,
        out.toString(StandardCharsets.UTF_8));
  }

  private int run(String... words) {
    return new OsctlCommandLine(daemon, _ -> Optional.empty())
        .run(List.of(words), new ByteArrayInputStream(new byte[0]), out, err, false);
  }

  private String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** A daemon that notes what it is asked. */
  private static final class Listener implements OsctldService {
    private String command = "";
    private Map<String, @Nullable Object> options = new LinkedHashMap<>();
    private List<String> progress = List.of();
    private @Nullable Object answer;
    private final AtomicInteger told = new AtomicInteger();
    private final List<Consumer<Map<String, Object>>> subscribers = new ArrayList<>();
    private final CountDownLatch subscribed = new CountDownLatch(1);
    private final AtomicBoolean unsubscribed = new AtomicBoolean();

    @Override
    public @Nullable Object call(
        String name, Map<String, ? extends @Nullable Object> given, Consumer<Object> hear) {
      command = name;
      options = new LinkedHashMap<>(given);
      progress.forEach(text -> {
        hear.accept(text);
        told.incrementAndGet();
      });
      return answer;
    }

    @Override
    public Subscription subscribe(Consumer<Map<String, Object>> events) {
      subscribers.add(events);
      subscribed.countDown();
      return () -> unsubscribed.set(true);
    }

    private void happen(String type, String id, String state) {
      var opts = new LinkedHashMap<String, Object>();
      opts.put("pool", "tank");
      opts.put("id", id);
      opts.put("state", state);
      subscribers.getFirst().accept(Map.of("type", type, "opts", opts));
    }
  }

  /** Counts writes and can be closed under the writer. */
  private static final class Writes extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch written = new CountDownLatch(1);

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
      flush();
      bytes.write(data, offset, length);
      count.incrementAndGet();
      written.countDown();
    }

    @Override
    public void flush() throws IOException {
      if (closed.get()) {
        throw new IOException("closed");
      }
    }

    @Override
    public String toString() {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }
}
