package quayside.core.migrate.osctl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import quayside.core.driver.Capability;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.NativeSend;
import quayside.core.driver.NodeEvent;
import quayside.core.driver.NodeKeys;
import quayside.core.model.Container;
import quayside.core.model.ContainerRef;
import quayside.core.model.ContainerState;
import quayside.core.model.Node;
import quayside.core.model.NodeFacts;
import quayside.core.model.Platform;
import quayside.transport.Endpoint;
import quayside.transport.TransportException;

/**
 * A node in memory for what a real one cannot be made to do at will: answers that come too late,
 * steps that hang for ever, data that goes missing. The rules are those of the send state machine.
 */
final class FakeNode {
  /** A container here. */
  static final class Ct {
    ContainerState state = ContainerState.RUNNING;
    NativeSend.@Nullable SendLog log;
    List<NativeSend.Dataset> datasets = List.of(new NativeSend.Dataset("/", 40 << 20, 30 << 20));
    String version = "12";
    boolean cloned;
  }

  final String name;
  final Map<String, Ct> cts = new ConcurrentHashMap<>();
  final Set<String> fail = ConcurrentHashMap.newKeySet();
  final Set<String> hang = ConcurrentHashMap.newKeySet();
  final Set<String> cut = ConcurrentHashMap.newKeySet();
  final List<String> calls = new CopyOnWriteArrayList<>();
  final List<Session> sessions = new CopyOnWriteArrayList<>();
  volatile boolean busy;
  volatile boolean dead;
  volatile boolean mute;
  volatile long written = 8 << 20;
  @Nullable FakeNode peer;

  FakeNode(String name) {
    this.name = name;
  }

  Node node() {
    return new Node(name, Platform.VPSADMINOS, Endpoint.Ssh.of("127.0.0.1"), Optional.empty());
  }

  Ct add(String id) {
    var ct = new Ct();
    cts.put(id, ct);
    return ct;
  }

  Ct ct(String id) throws IOException {
    Ct ct = cts.get(id.substring(id.indexOf(':') + 1));
    if (ct == null) {
      throw new DriverException.NotFound("There is no container " + id + " there.");
    }
    return ct;
  }

  void state(String id, ContainerState state) throws IOException {
    ct(id).state = state;
    var event = new NodeEvent.StateChanged("tank", id, state, System.nanoTime());
    sessions.forEach(s -> s.events.add(event));
  }

  ContainerDriver open() throws IOException {
    if (dead) {
      throw new TransportException.Unreachable(name + " cannot be reached.", null);
    }
    var session = new Session();
    sessions.add(session);
    return session;
  }

  /** One connection. */
  final class Session extends FakeAnswers implements ContainerDriver {
    final BlockingQueue<NodeEvent> events = new LinkedBlockingQueue<>();
    volatile boolean closed;

    /** Everything that is asked passes here. */
    private void enter(String step) throws IOException {
      calls.add(step);
      alive();
      while (hang.contains(step)) {
        alive();
        pause();
      }
      if (fail.contains(step)) {
        throw new DriverException.Rejected("The node answered “internal error” to " + step + ".");
      }
    }

    /** What was done is done, but the answer may be lost. */
    private void leave(String step) throws IOException {
      if (cut.remove(step)) {
        close();
        alive();
      }
    }

    private void alive() throws IOException {
      if (closed || dead) {
        throw new TransportException.Disconnected("The connection to " + name + " ended.", null);
      }
    }

    private void pause() throws IOException {
      try {
        var _ = events.poll(5, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    private void lock() throws IOException {
      if (busy) {
        throw new DriverException.Busy("It is busy.", "osctl ct something");
      }
    }

    private FakeNode other() {
      FakeNode it = peer;
      if (it == null) {
        throw new IllegalStateException("no peer");
      }
      return it;
    }

    @Override
    public Set<Capability> capabilities() {
      return Set.of(Capability.values());
    }

    @Override
    public NodeFacts facts() throws IOException {
      enter("facts");
      return healthy();
    }

    @Override
    public List<Container> list() throws IOException {
      enter("list");
      var all = new ArrayList<Container>();
      for (String id : cts.keySet()) {
        all.add(container(id));
      }
      return all;
    }

    private Container container(String id) throws IOException {
      Ct ct = ct(id);
      return new Container(
          new ContainerRef(name, "tank", id),
          ct.state,
          "web",
          "/default",
          "tank/ct/" + id,
          "debian",
          ct.version,
          Optional.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.of(40 << 20),
          List.of(),
          Map.of());
    }

    @Override
    public Container show(String container) throws IOException {
      enter("show");
      ct(container);
      return container(container.substring(container.indexOf(':') + 1));
    }

    @Override
    public void act(String container, ContainerAction action) throws IOException {
      enter(action.name().toLowerCase(java.util.Locale.ROOT));
      String id = container.substring(container.indexOf(':') + 1);
      ct(id);
      lock();
      switch (action) {
        case START -> FakeNode.this.state(id, ContainerState.RUNNING);
        case STOP -> FakeNode.this.state(id, ContainerState.STOPPED);
        case DELETE -> cts.remove(id);
        case RESTART, FREEZE, UNFREEZE -> throw new DriverException.Unsupported("no");
      }
    }

    @Override
    public void watch(java.util.function.Consumer<NodeEvent> listener) throws IOException {
      while (true) {
        alive();
        try {
          NodeEvent event = events.poll(5, TimeUnit.MILLISECONDS);
          if (event != null) {
            listener.accept(event);
          }
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
    }

    @Override
    public Optional<NativeSend> nativeSend() {
      return Optional.of(this);
    }

    @Override
    public Optional<NodeKeys> keys() {
      return Optional.of(new FakeKeys());
    }

    @Override
    public void close() {
      closed = true;
      sessions.remove(this);
    }

    private SendLog advance(SendLog log, String state, String snapshot) {
      var snapshots = new ArrayList<>(log.snapshots());
      if (!snapshot.isEmpty()) {
        snapshots.add(snapshot);
      }
      return new SendLog(log.source(), state, log.token(), log.target(), log.targetId(), snapshots);
    }

    private SendLog openLog(String id, Set<String> allowed) throws IOException {
      SendLog log = ct(id).log;
      if (log == null || !allowed.contains(log.state())) {
        throw new DriverException.Rejected("The node answered “invalid send sequence”.");
      }
      return log;
    }

    @Override
    public void config(String container, Config options) throws IOException {
      enter("config");
      lock();
      Ct ct = ct(container);
      String id = options.asId().orElse(container.substring(container.indexOf(':') + 1));
      if (ct.log != null || other().cts.containsKey(id)) {
        throw new DriverException.Rejected("The node answered “internal error”.");
      }
      Ct copy = other().add(id);
      copy.state = ContainerState.STAGED;
      copy.datasets = List.of();
      copy.version = ct.version;
      copy.log = new SendLog(false, "stage", "tok", Optional.empty(), Optional.empty(), List.of());
      ct.log =
          new SendLog(
              true, "stage", "tok", Optional.of(options.target()), Optional.of(id), List.of());
      leave("config");
    }

    private void stream(String step, String id, String next, Listener listener) throws IOException {
      SendLog log = openLog(id, Set.of("stage", "base", "incremental"));
      Ct ct = ct(id);
      String snapshot = "osctl-send-" + step + "-" + calls.size();
      ct.log = advance(log, log.state(), snapshot);
      enter(step);
      String copyId = log.targetId().orElse("");
      Ct copy = other().ct(copyId);
      SendLog copyLog = copy.log;
      if (copyLog == null) {
        throw new DriverException.Rejected("The node answered “sync failed”.");
      }
      listener.update("Syncing /");
      for (int done = 1; done <= 4; done++) {
        listener.bytes((long) done << 20, 4L << 20);
      }
      copy.log = advance(copyLog, next, snapshot);
      boolean kept = !other().fail.contains("keep-" + step);
      copy.datasets = kept ? ct.datasets : List.of();
      ct.log = advance(ct.log, next, "");
      leave(step);
    }

    @Override
    public void rootfs(String container, Listener listener) throws IOException {
      lock();
      stream("rootfs", container, "base", listener);
    }

    @Override
    public void sync(String container, Listener listener) throws IOException {
      lock();
      stream("sync", container, "incremental", listener);
      written = written / 4;
    }

    @Override
    public void state(String container, Switch options, Listener listener) throws IOException {
      lock();
      openLog(container, Set.of("base", "incremental"));
      Ct ct = ct(container);
      String id = container.substring(container.indexOf(':') + 1);
      boolean ran = ct.state == ContainerState.RUNNING;
      if (!options.cloning() || options.consistent()) {
        listener.update("Stopping container");
        FakeNode.this.state(id, ContainerState.STOPPING);
        FakeNode.this.state(id, ContainerState.STOPPED);
      }
      if (options.cloning() && ran && options.restart()) {
        FakeNode.this.state(id, ContainerState.RUNNING);
      }
      stream("state", container, "incremental", listener);
      NativeSend.SendLog log = openLog(container, Set.of("incremental"));
      String copyId = log.targetId().orElse("");
      Ct copy = other().ct(copyId);
      copy.log = null;
      copy.state = ContainerState.STOPPED;
      if (ran && options.start() && !other().fail.contains("transfer-start")) {
        other().state(copyId, ContainerState.RUNNING);
      }
      ct.log = advance(log, "transfer", "");
      ct.cloned = options.cloning();
      leave("transfer");
    }

    @Override
    public void cleanup(String container, Listener listener) throws IOException {
      enter("cleanup");
      lock();
      Ct ct = ct(container);
      ct.log = null;
      if (!ct.cloned) {
        cts.remove(container.substring(container.indexOf(':') + 1)); // from any state, as osctld
      }
      leave("cleanup");
    }

    @Override
    public void cancel(String container, boolean force, boolean local) throws IOException {
      enter("cancel");
      SendLog log =
          openLog(
              container,
              force
                  ? Set.of("stage", "base", "incremental", "transfer")
                  : Set.of("stage", "base", "incremental"));
      if (!local) {
        other().cts.remove(log.targetId().orElse(""));
      }
      ct(container).log = null;
    }

    @Override
    public Optional<SendLog> log(String container) throws IOException {
      enter("log");
      return Optional.ofNullable(ct(container).log);
    }

    @Override
    public List<Dataset> datasets(String container) throws IOException {
      enter("datasets");
      return ct(container).datasets;
    }

    @Override
    public List<Holding> holdings(String container, Optional<String> snapshot) throws IOException {
      enter("holdings");
      return ct(container).datasets.stream()
          .map(d -> new Holding(d.name(), guid(snapshot), OptionalLong.of(d.referenced())))
          .toList();
    }

    private String guid(Optional<String> snapshot) {
      return mute ? "" : snapshot.map(s -> Integer.toString(s.hashCode() & 0xffff)).orElse("7");
    }

    @Override
    public long written(String container) throws IOException {
      enter("written");
      return written;
    }
  }
}
