package quayside.core.embedded.osctld;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.faults.Faults;

/** The daemon of an embedded node: everything that its socket and its command line can ask for. */
public final class Daemon implements OsctldService, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Daemon.class.getName());

  /** One command. */
  interface Handler {
    @Nullable Object run(Options options, Consumer<Object> progress)
        throws OsctldError, IOException, InterruptedException;
  }

  private final Map<String, Handler> handlers = new HashMap<>();
  private final Events events = new Events();
  private final Faults faults;
  private final State state;
  private final Lifecycle lifecycle;
  private final Containers containers;
  private final Receiving receiving;
  private final Settings settings;
  private final long startedAt = Instant.now().getEpochSecond();

  /**
   * Opens a node's state; what ran when it was closed runs again.
   *
   * @param pools their names
   * @param firstId first host id of the users that it makes
   */
  public Daemon(
      NodeFolder folder,
      String name,
      List<String> pools,
      long firstId,
      Settings settings,
      Faults faults)
      throws IOException {
    this.faults = faults;
    this.settings = settings;
    this.state = new State(folder, name, pools, firstId);
    this.lifecycle = new Lifecycle(state, events, faults, settings);
    this.containers = new Containers(state, events, lifecycle);
    var locks = new Locks(faults);
    var sending = new Sending(state, lifecycle, containers);
    this.receiving = new Receiving(state, containers, lifecycle, locks, faults, settings.tokens());
    Listings.register(handlers, state);
    Manipulations.register(
        handlers,
        state,
        locks,
        lifecycle,
        containers,
        sending,
        new Exporting(state, lifecycle, faults),
        new Importing(state, containers, locks, faults));
    handlers.put("self_ping", (_, _) -> "pong");
    handlers.put("self_status", (_, _) -> status());
    handlers.put("self_healthcheck", (_, _) -> List.of());
    handlers.put("history_list", (_, _) -> List.of());
    lifecycle.resume();
  }

  private Map<String, Object> status() {
    var status = new LinkedHashMap<String, Object>();
    status.put("started_at", startedAt);
    status.put("initialized", true);
    return status;
  }

  @Override
  public @Nullable Object call(
      String command, Map<String, ? extends @Nullable Object> options, Consumer<Object> progress)
      throws OsctldError {
    if (faults.has(Faults.Kind.DAEMON_DOWN)) {
      throw new OsctldError("No such file or directory - connect(2) for /run/osctl/osctld.sock");
    }
    @Nullable Handler handler = handlers.get(command);
    if (handler == null) {
      throw new OsctldError("Unsupported command '" + command + "'");
    }
    long id = events.nextCommand();
    events.management(id, "run", command, options);
    boolean done = false;
    try {
      faults.awaitStep(command);
      if (faults.fails(command)) {
        throw new OsctldError("internal error");
      }
      @Nullable Object answer = handler.run(new Options(options), progress);
      done = true;
      return answer;
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      LOG.log(System.Logger.Level.INFO, "internal error in " + command, e);
      throw new OsctldError("internal error");
    } catch (InterruptedException e) {
      LOG.log(System.Logger.Level.DEBUG, "interrupted", e);
      throw new OsctldError("osctld is shutting down");
    } finally {
      events.management(id, done ? "done" : "failed", command, options);
    }
  }

  @Override
  public Subscription subscribe(Consumer<Map<String, Object>> listener) {
    return events.subscribe(listener);
  }

  /** The receive side, for the restricted shell. */
  ReceiveShell receiveShell() {
    return new ReceiveShell(receiving, faults, settings.tokens());
  }

  java.util.Optional<Receiving.Sender> sender(String typeAndKey, java.net.InetAddress client)
      throws IOException {
    return receiving.sender(typeAndKey, client);
  }

  State state() {
    return state;
  }

  Faults faults() {
    return faults;
  }

  /** Folders of a container's files by dataset name, {@code /} being the root. */
  public Map<String, Path> trees(String container) throws IOException {
    var trees = new LinkedHashMap<String, Path>();
    ct(container).datasets().forEach((name, dataset) -> trees.put(name, dataset.live()));
    return trees;
  }

  /** The dataset of a container, for those who fill or compare it. */
  public quayside.core.embedded.store.Dataset dataset(String container, String name)
      throws IOException {
    return ct(container).open(name);
  }

  /** Sets a key of a container's configuration file. */
  public void configure(String container, String key, Object value) throws IOException {
    ct(container).put(key, value);
  }

  /** Sets how many bytes per second a container writes while it runs. */
  public void writeRate(String container, long bytesPerSecond) throws IOException {
    lifecycle.rate(ct(container), bytesPerSecond);
  }

  /** Bytes that a container has written since the node was opened. */
  public long written(String container) throws IOException {
    return lifecycle.written(ct(container));
  }

  /** Disables or enables a pool. */
  public void disable(String pool, boolean off) throws IOException {
    state.disable(pool, off);
  }

  /** Lets the pools have no more than so many bytes left. */
  public void room(long bytes) {
    state.room(bytes);
  }

  String version() {
    return settings.version();
  }

  private Ct ct(String id) throws IOException {
    return state.find(id, null).orElseThrow(() -> new IOException("no container " + id));
  }

  /** Lets containers stop writing; their state stays on disk. */
  @Override
  public void close() {
    try {
      lifecycle.close();
    } catch (InterruptedException e) {
      LOG.log(System.Logger.Level.DEBUG, "interrupted", e);
    }
  }

  List<String> pools() {
    return new ArrayList<>(state.pools());
  }
}
