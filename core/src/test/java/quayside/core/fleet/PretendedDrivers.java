package quayside.core.fleet;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import quayside.core.driver.Capability;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.Drivers;
import quayside.core.driver.NativeSend;
import quayside.core.driver.NodeEvent;
import quayside.core.model.Container;
import quayside.core.model.ContainerRef;
import quayside.core.model.ContainerState;
import quayside.core.model.Node;
import quayside.core.model.NodeFacts;

/** Nodes that do what a test says, for what real ones do too seldom. */
final class PretendedDrivers implements Drivers {
  final Map<String, List<ContainerRef>> containers = new ConcurrentHashMap<>();
  final Map<String, IOException> failures = new ConcurrentHashMap<>();
  final Map<String, AtomicInteger> dials = new ConcurrentHashMap<>();
  final Map<String, PretendedDriver> open = new ConcurrentHashMap<>();
  volatile boolean withEvents = true;

  int dials(String node) {
    return dials.computeIfAbsent(node, _ -> new AtomicInteger()).get();
  }

  List<String> done(String node) {
    @Nullable PretendedDriver driver = open.get(node);
    return driver == null ? List.of() : driver.done;
  }

  @Override
  public ContainerDriver open(Node node) throws IOException {
    dials.computeIfAbsent(node.name(), _ -> new AtomicInteger()).incrementAndGet();
    @Nullable IOException failure = failures.get(node.name());
    if (failure != null) {
      throw failure;
    }
    var driver = new PretendedDriver(node.name());
    open.put(node.name(), driver);
    return driver;
  }

  /** Tells an event, or ends the connection with a failure. */
  void tell(String node, Object eventOrFailure) {
    @Nullable PretendedDriver driver = open.get(node);
    if (driver != null) {
      driver.events.add(eventOrFailure);
    }
  }

  final class PretendedDriver implements ContainerDriver {
    private final String node;
    final LinkedBlockingQueue<Object> events = new LinkedBlockingQueue<>();
    final List<String> done = new CopyOnWriteArrayList<>();

    PretendedDriver(String node) {
      this.node = node;
    }

    @Override
    public Set<Capability> capabilities() {
      return EnumSet.allOf(Capability.class);
    }

    @Override
    public NodeFacts facts() {
      return new NodeFacts("1", "x86_64", List.of(), List.of(), List.of(), Set.of());
    }

    @Override
    public List<Container> list() {
      return containers.getOrDefault(node, List.of()).stream()
          .map(PretendedDrivers::stopped)
          .toList();
    }

    @Override
    public Container show(String container) throws IOException {
      throw new DriverException.NotFound("not here");
    }

    @Override
    public void act(String container, ContainerAction action) {
      done.add(action + " " + container);
    }

    @Override
    public void watch(Consumer<NodeEvent> listener) throws IOException {
      if (!withEvents) {
        throw new DriverException.Unsupported("no events");
      }
      try {
        while (true) {
          switch (events.take()) {
            case NodeEvent event -> listener.accept(event);
            case IOException failure -> throw failure;
            default -> throw new IllegalStateException("no event");
          }
        }
      } catch (InterruptedException _) {
        throw new InterruptedIOException();
      }
    }

    @Override
    public Optional<NativeSend> nativeSend() {
      return Optional.empty();
    }

    @Override
    public void close() {
      events.add(new IOException("closed"));
    }
  }

  static Container stopped(ContainerRef ref) {
    return new Container(
        ref,
        ContainerState.STOPPED,
        "u",
        "/default",
        "tank/ct/" + ref.id(),
        "debian",
        "13",
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        List.of(),
        Map.of());
  }
}
