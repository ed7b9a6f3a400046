package quayside.core.embedded.osctld;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.faults.Faults;
import quayside.core.embedded.osctld.OsctldService.OsctldError;
import quayside.core.embedded.store.Dataset;
import quayside.core.embedded.store.Disk;

/** Starts, stops and freezes containers, and remembers on disk which ones run. */
final class Lifecycle {
  private static final String RUNNING_FILE = "/run/running.yml";

  private final State state;
  private final Events events;
  private final Faults faults;
  private final Settings settings;
  private final Map<String, Long> rates = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> written = new ConcurrentHashMap<>();
  private final Set<String> running = ConcurrentHashMap.newKeySet();
  private final AtomicLong pids = new AtomicLong(4000);
  private final CountDownLatch closing = new CountDownLatch(1);

  Lifecycle(State state, Events events, Faults faults, Settings settings) {
    this.state = state;
    this.events = events;
    this.faults = faults;
    this.settings = settings;
  }

  /** Lets those run again that ran when the node was last closed. */
  void resume() throws IOException {
    if (state.folder().read(RUNNING_FILE).get("running") instanceof Iterable<?> keys) {
      for (Object key : keys) {
        state.find(key.toString(), null).filter(c -> !c.staged()).ifPresent(this::revive);
      }
    }
    remember();
  }

  private void revive(Ct ct) {
    running.add(ct.key());
    ct.runState("running");
    ct.initPid(pids.addAndGet(7));
    write(ct);
  }

  void close() throws InterruptedException {
    closing.countDown();
    for (Ct ct : state.containers()) {
      endWriter(ct);
    }
  }

  void rate(Ct ct, long bytesPerSecond) {
    rates.put(ct.key(), bytesPerSecond);
  }

  long written(Ct ct) {
    return counter(ct).get();
  }

  private AtomicLong counter(Ct ct) {
    return written.computeIfAbsent(ct.key(), _ -> new AtomicLong());
  }

  void start(Ct ct, Consumer<Object> progress)
      throws OsctldError, IOException, InterruptedException {
    if (ct.running()) {
      return;
    }
    if (ct.staged() || !state.active(ct.pool())) {
      throw new OsctldError("start not available");
    }
    progress.accept("Starting container");
    become(ct, "starting");
    progress.accept("Connecting console");
    progress.accept("Waiting for the container to start");
    pause(settings.start());
    if (faults.has(Faults.Kind.START_FAILS)) {
      become(ct, "stopping");
      become(ct, "stopped");
      throw new OsctldError("container failed to start");
    }
    events.netif(ct, "up");
    ct.initPid(pids.addAndGet(7));
    write(ct);
    become(ct, "running");
    events.initPid(ct);
    running.add(ct.key());
    remember();
  }

  void stop(Ct ct, Consumer<Object> progress) throws IOException, InterruptedException {
    progress.accept("Stopping container");
    if (!ct.running()) {
      return;
    }
    become(ct, "stopping");
    pause(settings.stop());
    endWriter(ct);
    ct.initPid(null);
    events.netif(ct, "down");
    become(ct, "stopped");
    running.remove(ct.key());
    remember();
  }

  void freeze(Ct ct, boolean on) throws OsctldError {
    if (!ct.running()) {
      throw new OsctldError("container not running");
    }
    if (on != ct.state().equals("frozen")) {
      become(ct, on ? "freezing" : "thawed");
      become(ct, on ? "frozen" : "running");
    }
  }

  private void become(Ct ct, String now) {
    ct.runState(now);
    events.state(ct);
  }

  private void write(Ct ct) {
    @Nullable Dataset root = ct.datasets().get("/");
    if (root != null) {
      var spare = state.folder().meta(ct.datasetName("/")).resolve("spare");
      var writer =
          new Writer(
              root,
              spare,
              () -> rates.getOrDefault(ct.key(), settings.writeRate()),
              () -> ct.state().equals("frozen"),
              counter(ct));
      ct.writer(writer);
      writer.start(ct.key());
    }
  }

  private static void endWriter(Ct ct) throws InterruptedException {
    Writer writer = ct.writer();
    if (writer != null) {
      writer.stop();
      ct.writer(null);
    }
  }

  private void remember() throws IOException {
    Disk.replace(
        state.folder().path(RUNNING_FILE),
        quayside.core.yaml.Yaml.print(Map.of("running", new TreeSet<>(running)))
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private void pause(Duration time) throws InterruptedException {
    boolean closed = closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    if (closed) {
      throw new InterruptedException("the node is closing");
    }
  }
}
