package quayside.core.transfer.osctl;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.NativeArchives;
import quayside.core.driver.NativeSend;
import quayside.core.migrate.way.RoundMeter;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;
import quayside.core.transfer.way.ImportNotes;
import quayside.transport.Threads;

/** Lets the node make a container of the uploaded archive; how far it is tells its datasets. */
final class MakeStep implements Step {
  private final ImportRun run;

  MakeStep(ImportRun run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "import";
  }

  @Override
  public void run(StepContext context) throws IOException {
    if (run.made(context)) {
      return;
    }
    NativeArchives archives = Archiving.of(context.target());
    String file = Traces.nodeFile(run.errand, archives.folder(run.errand.pool()));
    var request =
        new NativeArchives.Import(
            file,
            Optional.of(run.errand.pool()),
            Optional.of(run.errand.id()),
            run.errand.options().asUser(),
            run.errand.options().asGroup(),
            run.errand.options().dataset(),
            run.errand.options().missing());
    if (run.look(context).isPresent()) { // somebody made it since the check
      throw new DriverException.Rejected(
          "There is a container “" + run.errand.id() + "” on " + run.errand.node() + " already.");
    }
    context.patience(context.limits().stall());
    context.note(ImportNotes.IMPORTING, "yes");
    ContainerDriver beside = context.another(context.targetNode());
    var failure = new AtomicReference<@Nullable IOException>();
    var ended = new CountDownLatch(1);
    Thread _ =
        Threads.start(
            "import-" + run.errand.id(),
            () -> {
              try {
                Archiving.of(beside).importFile(request, new Words(context));
              } catch (IOException e) {
                failure.set(e);
              } finally {
                ended.countDown();
              }
            });
    await(context, ended);
    IOException failed = failure.get();
    if (failed != null) {
      if (failed instanceof DriverException.Rejected
          && String.valueOf(failed.getMessage()).contains("already exists")) {
        context.note(ImportNotes.IMPORTING, "no"); // that one is not ours: it must not be removed
      }
      throw failed;
    }
    context.note(ImportNotes.MADE, "yes");
    context.patience(context.limits().answer());
  }

  private void await(StepContext context, CountDownLatch ended) throws IOException {
    RoundMeter meter = RoundMeter.of(context, "import", Math.max(0, run.archive().size()));
    long held = 0;
    long grown = System.nanoTime();
    while (ended.getCount() > 0) {
      context.pause(context.limits().poll());
      long now = held(context);
      grown = now > held ? System.nanoTime() : grown;
      held = Math.max(held, now);
      meter.bytes(held, Math.max(held, run.archive().size()));
      if (System.nanoTime() - grown > context.limits().stall().toNanos()) {
        throw new DriverException.Silent(
            "The container on the node did not grow for "
                + context.limits().stall().toSeconds()
                + " s; the node may still be working on it.");
      }
    }
    long _ = meter.finish();
  }

  private long held(StepContext context) throws IOException {
    try {
      return Archiving.of(context.target()).volumes(run.errand.name()).stream()
          .mapToLong(volume -> volume.bytes().orElse(0))
          .sum();
    } catch (DriverException.NotFound _) {
      return 0; // not there yet
    }
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
}
