package quayside.core.migrate.way;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.NodeEvent;
import quayside.core.migrate.MoveRequest;
import quayside.core.model.Container;
import quayside.core.model.ContainerRef;
import quayside.core.model.Node;
import quayside.core.operation.OperationView.StopTime;
import quayside.core.operation.StepContext;
import quayside.transport.Threads;

/**
 * Measures a stop by this desktop's monotonic clock, on connections of its own: by the nodes'
 * events, and by asking again and again for what the events did not tell.
 */
public final class StopClock implements AutoCloseable {
  private final Sighting source;
  private final Sighting target;
  private final boolean cloning;
  private volatile boolean live;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch runs = new CountDownLatch(1);
  private final List<ContainerDriver> drivers = new CopyOnWriteArrayList<>();

  private StopClock(boolean cloning) {
    this.cloning = cloning;
    this.source = new Sighting();
    this.target = new Sighting();
  }

  /**
   * Begins to watch both nodes; the container still runs on the source.
   *
   * @param copy name of the container on the target; absent while it is not there
   */
  public static StopClock start(StepContext context, MoveRequest request, Optional<String> copy)
      throws IOException {
    var clock = new StopClock(request.cloning());
    String copied = copy.orElse(request.source().onNode());
    Beside<ContainerDriver> there =
        Beside.start(
            "stop-clock-target",
            () ->
                clock.look(
                    context,
                    context.targetNode(),
                    clock.target,
                    new Watched(request.targetId(), copied, copy.isPresent())));
    clock.source(context, request.source());
    var _ = there.get();
    return clock;
  }

  /**
   * Begins to watch both nodes for a container that is carried while it runs. Nodes do not tell
   * when it is frozen for its memory; that comes after it was frozen a first time for its files, so
   * the stop is counted from the end of that.
   */
  public static StopClock live(StepContext context, MoveRequest request, String copy)
      throws IOException {
    StopClock clock = start(context, request, Optional.of(copy));
    clock.live = true;
    return clock;
  }

  /** Begins to watch a container that will be stopped and started again where it is. */
  public static StopClock start(StepContext context, ContainerRef container) throws IOException {
    var clock = new StopClock(true);
    clock.source(context, container);
    return clock;
  }

  private void source(StepContext context, ContainerRef container) throws IOException {
    var watched = new Watched(container.id(), container.onNode(), true);
    var _ = look(context, context.sourceNode(), source, watched);
  }

  /**
   * What is watched on a node.
   *
   * @param id as events name it
   * @param name as questions name it
   * @param there whether it is there to be asked about
   */
  private record Watched(String id, String name, boolean there) {}

  private ContainerDriver look(StepContext context, Node node, Sighting sighting, Watched watched)
      throws IOException {
    ContainerDriver driver = context.another(node);
    drivers.add(driver);
    watch(driver, sighting, watched.id());
    if (watched.there()) {
      poll(driver, sighting, watched.name(), context.limits().poll());
    }
    for (int i = 0; i < 2; i++) { // the watching begins before these are answered
      sighting.roundTrip(timed(driver, watched.name()));
    }
    return driver;
  }

  private static long timed(ContainerDriver driver, String name) throws IOException {
    long begin = System.nanoTime();
    var _ = Ends.show(driver, name);
    return System.nanoTime() - begin;
  }

  private void watch(ContainerDriver driver, Sighting sighting, String id) {
    Thread _ =
        Threads.start(
            "stop-clock-events",
            () -> {
              try {
                driver.watch(event -> {
                  if (event instanceof NodeEvent.StateChanged e && e.id().equals(id)) {
                    sighting.event(e.state(), e.nanoTime());
                    ended();
                  }
                });
              } catch (IOException e) {
                log("no events: {0}", e);
              }
            });
  }

  private void poll(ContainerDriver driver, Sighting sighting, String name, Duration pause) {
    Thread _ =
        Threads.start(
            "stop-clock-poll",
            () -> {
              try {
                do {
                  long begin = System.nanoTime();
                  var seen = asked(driver, name);
                  if (seen.isPresent()) {
                    sighting.seen(seen.get().state(), begin, System.nanoTime());
                    ended();
                  }
                } while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS));
              } catch (IOException e) {
                log("no answers: {0}", e);
              } catch (InterruptedException e) {
                log("interrupted: {0}", e);
              }
            });
  }

  /** While a container is frozen or made a node may refuse to tell; it will the next time. */
  private Optional<Container> asked(ContainerDriver driver, String name) throws IOException {
    try {
      return Ends.show(driver, name);
    } catch (DriverException.Rejected e) {
      log("refused: {0}", e);
      return Optional.empty();
    }
  }

  private void log(String text, Throwable e) {
    if (closed.getCount() > 0) {
      System.getLogger(StopClock.class.getName())
          .log(System.Logger.Level.DEBUG, text, e.getMessage());
    }
  }

  private void ended() {
    if (cloning ? source.ranAgain() : target.ranByEvent()) {
      runs.countDown();
    }
  }

  /** Waits a moment for an event that is still on its way. */
  public void await(Duration time) throws IOException {
    try {
      boolean _ = runs.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      throw new java.io.InterruptedIOException("Waiting for an event was interrupted.");
    }
  }

  /** The stop, as far as both its ends were seen. */
  public Optional<StopTime> result() {
    if (live) {
      return Sighting.frozen(source, target);
    }
    return Sighting.between(source, cloning ? source : target);
  }

  @Override
  public void close() {
    closed.countDown();
    drivers.forEach(ContainerDriver::close);
  }
}
