package quayside.core.migrate.incus;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quayside.core.driver.DriverException;
import quayside.core.driver.InstanceServer;
import quayside.core.migrate.way.StopClock;
import quayside.core.migrate.way.files.Comparison;
import quayside.core.migrate.way.files.SftpFiles;
import quayside.core.model.InstanceSettings;
import quayside.core.model.InstanceSnapshot;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;

/** Looks whether the copy has everything, before anything is removed. */
final class VerifyStep implements Step {
  private static final int LOOKS = 3;

  private final Run run;

  VerifyStep(Run run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "verify";
  }

  @Override
  public void run(StepContext context) throws IOException {
    Situation now = awaitCopy(context);
    measure(context);
    if (now.source().isPresent() && now.mark().isPresent()) {
      settings(context, now);
      snapshots(context);
      files(context, now);
    }
    run.verified = true;
  }

  /** A container that was started runs a moment later, and must not have ended again. */
  private Situation awaitCopy(StepContext context) throws IOException {
    boolean wanted = context.sourceRan() && run.job.starts();
    long deadline = System.nanoTime() + context.limits().start().toNanos();
    while (true) {
      Situation now = run.look(context);
      if (!run.past()) {
        throw incomplete("it is not there as it should be");
      }
      if (!wanted || now.targetRuns()) {
        return now;
      }
      if (now.sourceRuns() && !run.request.cloning()) {
        throw incomplete("it does not run there, and the original runs again");
      }
      if (System.nanoTime() > deadline) {
        throw incomplete("it was started there but does not run");
      }
      context.pause(context.limits().poll());
    }
  }

  private void measure(StepContext context) throws IOException {
    StopClock clock = run.clock;
    if (clock != null) {
      clock.await(Duration.ofSeconds(1));
      clock.result().ifPresent(context::stopped);
      clock.close();
      run.clock = null;
    }
  }

  private void settings(StepContext context, Situation now) throws IOException {
    InstanceServer here = InstanceServer.of(context.source());
    InstanceSettings wanted = run.outfit(context, run.job.original(here)).settings();
    InstanceSettings found = now.target().orElseThrow().settings();
    for (var setting : wanted.config().entrySet()) {
      String key = setting.getKey();
      boolean compared = !key.startsWith("volatile.") && !key.equals(Mark.KEY);
      if (compared && !setting.getValue().equals(found.config().get(key))) {
        throw incomplete("its setting “" + key + "” is another than here");
      }
    }
    if (!found.profiles().equals(wanted.profiles())
        || !found.devices().keySet().containsAll(wanted.devices().keySet())) {
      throw incomplete("its profiles or devices are others than were wanted");
    }
  }

  private void snapshots(StepContext context) throws IOException {
    InstanceServer here = InstanceServer.of(context.source());
    InstanceServer there = InstanceServer.of(context.target());
    if (!run.job.snapshots() || !Kinds.takesSnapshots(here, there)) {
      return;
    }
    List<String> missing = new ArrayList<>(names(here, run.job.here()));
    missing.removeAll(names(there, run.job.there()));
    if (!missing.isEmpty()) {
      throw incomplete("these snapshots are missing there: " + String.join(", ", missing));
    }
  }

  /** A difference must still be there when it is looked at again: one of both may just write. */
  private void files(StepContext context, Situation now) throws IOException {
    InstanceServer here = InstanceServer.of(context.source());
    InstanceServer there = InstanceServer.of(context.target());
    if (run.job.snapshot().isPresent()) {
      context.detail("Files of a snapshot cannot be listed: its settings alone were compared");
      return;
    }
    context.detail("Comparing all files");
    for (int i = 1; true; i++) {
      List<String> differences;
      try {
        differences = Listed.tried(context, () -> differences(context, now, here, there));
      } catch (DriverException.Rejected e) {
        throw run.job.live() ? notShown(e) : e;
      }
      if (differences.isEmpty()) {
        return;
      }
      if (i == LOOKS) {
        throw incomplete("of its files " + String.join(", ", differences));
      }
      context.pause(context.limits().poll());
    }
  }

  private List<String> differences(
      StepContext context, Situation now, InstanceServer here, InstanceServer there)
      throws IOException {
    Optional<SftpFiles> original = SftpFiles.of(here.instances(), run.job.here());
    if (original.isEmpty()) {
      context.detail("The source cannot list files: settings and snapshots alone were compared");
      return List.of();
    }
    try (SftpFiles files = original.get()) {
      Optional<SftpFiles> copy = SftpFiles.of(there.instances(), run.job.there());
      if (copy.isEmpty()) {
        context.detail("The target cannot list files: settings and snapshots alone were compared");
        return List.of();
      }
      try (SftpFiles copied = copy.get()) {
        var comparison =
            new Comparison(files, copied, now.sourceRuns(), now.targetRuns(), context::alive);
        List<String> differences = comparison.run();
        if (differences.isEmpty()) {
          context.detail("All %d files are there".formatted(comparison.files()));
        }
        return differences;
      }
    }
  }

  private static List<String> names(InstanceServer server, String instance) throws IOException {
    return server.snapshots().list(instance).stream().map(InstanceSnapshot::name).toList();
  }

  /** Incus 7.0 opens no files of a container whose memory was restored, until it is restarted. */
  private IOException notShown(DriverException.Rejected why) {
    String id = run.request.source().id();
    String here = run.request.source().node();
    String there = run.request.target();
    return Run.problem(
        "files-not-shown",
        "It goes on there, but its files could not be compared",
        "“%s” runs on %s with its memory, and its settings are as they were; but %s does not show its files: %s Nothing was removed: the original is left on %s, stopped."
            .formatted(id, there, there, why.getMessage(), here),
        "Restart it on %s and continue: then its files are compared, and the original is removed. Or look whether it works there, and remove the original by hand: %s"
            .formatted(there, ByHand.deleteSource(run.job)));
  }

  private IOException incomplete(String what) {
    return Run.problem(
        "target-incomplete",
        "The copy was not found complete",
        "Something is wrong with the copy on %s: %s. Nothing was removed from %s."
            .formatted(run.request.target(), what, run.request.source().node()),
        "Look at it; continue to verify it again.");
  }
}
