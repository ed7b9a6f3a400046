package quayside.core.transfer.osctl;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.NativeArchives;
import quayside.core.driver.NativeSend;
import quayside.core.driver.NodeFiles;
import quayside.core.migrate.way.RoundMeter;
import quayside.core.migrate.way.StopClock;
import quayside.core.model.ContainerState;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;
import quayside.transport.Threads;

/** Lets the node write the archive on its disk; how far it is tells the file's size. */
final class PackStep implements Step {
  private final ExportRun run;

  PackStep(ExportRun run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "pack";
  }

  @Override
  public void run(StepContext context) throws IOException {
    if (run.landing.copied() || run.packed) {
      return;
    }
    NativeArchives archives = Archiving.of(context.source());
    String folder = archives.folder(run.errand.source().pool());
    String file = Traces.nodeFile(run.errand, folder);
    boolean stops =
        run.errand.request().consistent()
            && context.source().show(run.errand.name()).state() == ContainerState.RUNNING;
    context.note(NodeRecipe.BEFORE, String.join(" ", archives.snapshots(run.errand.name())));
    archives.files().makeFolder(Traces.nodeFolder(run.errand, folder));
    if (stops) {
      run.stop().announce(context);
    }
    context.note(NodeRecipe.PACKING, "yes");
    try (var clock = new Clock(stops ? StopClock.start(context, run.errand.source()) : null)) {
      pack(context, file);
      run.stop().restart(context); // osctld does not look whether its start worked
      clock.tell(context);
    }
    NodeFiles.Facts facts = look(context, file).orElseThrow(() -> noFile(file));
    context.note(NodeRecipe.PACKED, facts.toString());
    context.patience(context.limits().answer());
  }

  private record Clock(@Nullable StopClock clock) implements AutoCloseable {
    void tell(StepContext context) throws IOException {
      if (clock != null) {
        clock.await(Duration.ofSeconds(1));
        clock.result().ifPresent(context::stopped);
      }
    }

    @Override
    public void close() {
      if (clock != null) {
        clock.close();
      }
    }
  }

  private static DriverException noFile(String file) {
    return new DriverException.Rejected(
        "The node says that the archive is written, but there is no file " + file + ".");
  }

  static Optional<NodeFiles.Facts> look(StepContext context, String file) throws IOException {
    return Archiving.of(context.source()).files().look(file);
  }

  private void pack(StepContext context, String file) throws IOException {
    long expected =
        Archiving.of(context.source()).volumes(run.errand.name()).stream()
            .mapToLong(v -> v.bytes().orElse(0))
            .sum();
    ContainerDriver beside = context.another(context.sourceNode());
    var failure = new AtomicReference<@Nullable IOException>();
    var ended = new CountDownLatch(1);
    Thread _ =
        Threads.start(
            "export-" + run.errand.id(),
            () -> {
              try {
                Archiving.of(beside)
                    .export(
                        run.errand.name(),
                        file,
                        run.errand.request().consistent(),
                        run.errand.request().packing(),
                        new Words(context));
              } catch (IOException e) {
                failure.set(e);
              } finally {
                ended.countDown();
              }
            });
    RoundMeter meter = RoundMeter.of(context, "pack", expected);
    long size = 0;
    long grown = System.nanoTime();
    while (ended.getCount() > 0) {
      context.pause(context.limits().poll());
      long now = look(context, file).map(NodeFiles.Facts::size).orElse(0L);
      grown = now > size ? System.nanoTime() : grown;
      size = Math.max(size, now);
      meter.bytes(size, Math.max(size, expected));
      if (System.nanoTime() - grown > context.limits().stall().toNanos()) {
        throw new DriverException.Silent(
            "The archive on the node did not grow for "
                + context.limits().stall().toSeconds()
                + " s; the node may still be working on it.");
      }
    }
    IOException failed = failure.get();
    if (failed != null) {
      throw failed;
    }
    long _ = meter.finish();
  }

  /** The node's words as they come. */
  private record Words(StepContext context) implements NativeSend.Listener {
    @Override
    public void update(String text) {
      context.detail(text);
    }

    @Override
    public void bytes(long done, long total) {
      context.alive();
    }
  }

  @Override
  public void undo(StepContext context) throws IOException {
    if (context.noted(NodeRecipe.PACKING).isEmpty()) {
      return;
    }
    var tidy = new ExportTidy(run.errand);
    tidy.settle(context);
    run.stop().restart(context);
    tidy.snapshots(context, true);
    tidy.nodeFile(context);
  }
}
