package quayside.core.fleet;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.Drivers;
import quayside.core.driver.NodeEvent;
import quayside.core.model.Container;
import quayside.core.model.Node;
import quayside.core.model.NodeFacts;
import quayside.core.problem.Problem;
import quayside.transport.Threads;
import quayside.transport.TransportException;

/** Keeps one node's view up to date over one connection, which it opens again when it is lost. */
final class NodeWatcher implements AutoCloseable {
  private static final Logger LOG = System.getLogger(NodeWatcher.class.getName());
  private static final Duration FACTS_AGE = Duration.ofMinutes(2);
  private static final long SLICE = TimeUnit.SECONDS.toNanos(3);

  /** Several changes in a row lead to one question. */
  private static final long SETTLE = TimeUnit.MILLISECONDS.toNanos(250);

  private final Drivers drivers;
  private final Runnable changed;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition stirred = lock.newCondition();
  private final BackOff backOff = new BackOff(() -> ThreadLocalRandom.current().nextDouble());
  private final SleepSense sleep = new SleepSense(System::currentTimeMillis, System::nanoTime);
  private final Pace pace = new Pace();

  private NodeView view;
  private @Nullable ContainerDriver driver;
  private @Nullable IOException lost;
  private Instant factsAsOf = Instant.MIN;
  private boolean closed;
  private boolean dirty;
  private long events;
  private long started;
  private long finished;
  private long wanted;

  /**
   * Starts watching.
   *
   * @param changed called after each change of the view, on any thread
   */
  NodeWatcher(Node node, Drivers drivers, Runnable changed) {
    this.drivers = drivers;
    this.changed = changed;
    this.view =
        new NodeView(
            node,
            NodeView.Status.CONNECTING,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  void start() {
    Threads.start("quayside-node-" + node().name(), this::run);
  }

  Node node() {
    return view().node();
  }

  NodeView view() {
    lock.lock();
    try {
      return view;
    } finally {
      lock.unlock();
    }
  }

  /** Asks again now and waits for the answer, whatever it is. */
  NodeView refresh() throws IOException {
    lock.lock();
    try {
      boolean dialling = started > finished && view.status() != NodeView.Status.READY;
      long mine = dialling ? started : started + 1;
      wanted = Math.max(wanted, mine);
      stirred.signalAll();
      while (finished < mine && !closed) {
        stirred.await();
      }
      return view;
    } catch (InterruptedException _) {
      throw new InterruptedIOException("interrupted while waiting for a node");
    } finally {
      lock.unlock();
    }
  }

  /** Something that is done on a node. */
  interface Use<T> {
    T with(ContainerDriver driver) throws IOException;
  }

  /** Does something over the shared connection, or over one of its own if there is none. */
  <T> T using(Use<T> use) throws IOException {
    ContainerDriver shared;
    lock.lock();
    try {
      shared = view.status() == NodeView.Status.READY ? driver : null;
    } finally {
      lock.unlock();
    }
    if (shared != null) {
      return use.with(shared);
    }
    try (ContainerDriver own = drivers.open(node())) {
      return use.with(own);
    }
  }

  /** Does something that changes how the list looks. */
  void changing(Use<?> use) throws IOException {
    using(use);
    listChanged();
  }

  @Override
  public void close() {
    ContainerDriver open;
    lock.lock();
    try {
      closed = true;
      open = driver;
      stirred.signalAll();
    } finally {
      lock.unlock();
    }
    if (open != null) {
      open.close();
    }
  }

  private void run() {
    try {
      while (!isClosed()) {
        long at = begin();
        try {
          serve(at);
        } catch (IOException e) {
          failed(e);
        }
      }
    } catch (InterruptedException _) {
      // nobody interrupts this thread but the end of the program
    } finally {
      finish(Long.MAX_VALUE);
    }
  }

  private void serve(long at) throws IOException, InterruptedException {
    try (ContainerDriver opened = drivers.open(node())) {
      if (take(opened)) {
        ask(opened, true, at);
        backOff.reset();
        Threads.start("quayside-events-" + node().name(), () -> listen(opened));
        keepAsking(opened);
      }
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private boolean take(ContainerDriver opened) {
    lock.lock();
    try {
      driver = opened;
      lost = null;
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void keepAsking(ContainerDriver opened) throws IOException, InterruptedException {
    while (true) {
      boolean asked = awaitReason();
      if (isClosed()) {
        return;
      }
      ask(opened, asked || factsAsOf.plus(FACTS_AGE).isBefore(Instant.now()), begin());
    }
  }

  /** Waits until there is a reason to ask again; true if somebody asked for it. */
  private boolean awaitReason() throws IOException, InterruptedException {
    lock.lock();
    try {
      long due = System.nanoTime() + pace.nanos();
      while (!closed && wanted <= started && !dirty && !sleep.slept()) {
        if (lost != null) {
          throw lost;
        }
        long left = due - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        boolean _ = stirred.await(Math.min(left, SLICE), TimeUnit.NANOSECONDS);
      }
      long settled = System.nanoTime() + SETTLE;
      while (!closed && wanted <= started && settled > System.nanoTime()) {
        boolean _ = stirred.await(settled - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
      return wanted > started;
    } finally {
      lock.unlock();
    }
  }

  private long begin() {
    lock.lock();
    try {
      dirty = false;
      return ++started;
    } finally {
      lock.unlock();
    }
  }

  private void finish(long at) {
    lock.lock();
    try {
      finished = Math.max(finished, at);
      stirred.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void ask(ContainerDriver opened, boolean withFacts, long at) throws IOException {
    long before = eventCount();
    Optional<NodeFacts> facts = withFacts ? Optional.of(opened.facts()) : view().facts();
    List<Container> containers = opened.list();
    if (withFacts) {
      factsAsOf = Instant.now();
    }
    pace.heard(!containers.equals(view().containers()));
    update(
        old ->
            new NodeView(
                old.node(),
                NodeView.Status.READY,
                facts,
                containers,
                Optional.of(Instant.now()),
                Optional.empty(),
                Optional.empty()),
        at);
    if (eventCount() != before) {
      listChanged(); // an event came in between: the list may be older than the event
    }
  }

  private long eventCount() {
    lock.lock();
    try {
      return events;
    } finally {
      lock.unlock();
    }
  }

  private void listen(ContainerDriver opened) {
    try {
      opened.watch(this::heard);
    } catch (DriverException.Unsupported _) {
      pace.withoutEvents();
      listChanged();
    } catch (IOException e) {
      lock.lock();
      try {
        if (opened.equals(driver)) {
          lost = e;
        }
        stirred.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private void heard(NodeEvent event) {
    switch (event) {
      case NodeEvent.ListChanged _ -> listChanged();
      case NodeEvent.StateChanged state -> {
        update(old -> Views.withState(old, state), 0);
        listChanged(); // init process, addresses and memory are others now too
      }
    }
  }

  private void listChanged() {
    lock.lock();
    try {
      dirty = true;
      events++;
      stirred.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void failed(IOException e) throws InterruptedException {
    LOG.log(Level.INFO, "{0}: {1}", node().name(), e.getMessage());
    boolean hopeless =
        e instanceof TransportException.HostKeyRejected
            || e instanceof TransportException.AuthFailed;
    Duration pause = backOff.next();
    Optional<Instant> next = hopeless ? Optional.empty() : Optional.of(Instant.now().plus(pause));
    lock.lock();
    try {
      driver = null;
    } finally {
      lock.unlock();
    }
    update(old -> Views.unreachable(old, Problem.of(e), next), startedNow());
    pause(hopeless ? Duration.ofDays(365) : pause);
    update(Views::trying, 0);
  }

  private long startedNow() {
    lock.lock();
    try {
      return started;
    } finally {
      lock.unlock();
    }
  }

  /** Questions for a key or passphrase are not put again until somebody asks for it. */
  private void pause(Duration length) throws InterruptedException {
    lock.lock();
    try {
      long due = System.nanoTime() + length.toNanos();
      boolean slept = false;
      while (!closed && wanted <= started && !slept && due > System.nanoTime()) {
        boolean _ = stirred.await(Math.min(due - System.nanoTime(), SLICE), TimeUnit.NANOSECONDS);
        slept = sleep.slept();
      }
      if (slept) {
        backOff.reset();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Changes the view, and lets those go on who wait for that question. */
  private void update(UnaryOperator<NodeView> change, long answered) {
    lock.lock();
    try {
      view = change.apply(view);
      finished = Math.max(finished, answered);
      stirred.signalAll();
    } finally {
      lock.unlock();
    }
    changed.run();
  }
}
