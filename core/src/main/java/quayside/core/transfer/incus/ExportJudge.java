package quayside.core.transfer.incus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import quayside.core.driver.InstanceServer;
import quayside.core.archive.PartFile;
import quayside.core.migrate.way.Ends;
import quayside.core.migrate.way.Sizes;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.core.operation.OperationAction;
import quayside.core.operation.Recipe.Judgement;
import quayside.core.operation.StepContext;
import quayside.core.transfer.way.ExportErrand;

/** Says what an unfinished export has left where. */
final class ExportJudge {
  private static final Set<OperationAction> OFFERS =
      Set.of(OperationAction.CONTINUE, OperationAction.CANCEL);

  private final ExportRun run;
  private final ExportErrand errand;

  ExportJudge(ExportRun run) {
    this.run = run;
    this.errand = run.errand;
  }

  String takenBack() {
    return "Everything was taken back: “%s” is on %s as before, and nothing is left there or here."
        .formatted(errand.id(), errand.node());
  }

  Judgement unknown() {
    return new Judgement(
        "The server %s cannot be asked. The export of “%s” is not finished; the container itself was not changed."
            .formatted(errand.node(), errand.id()),
        List.of(
            run.how == BackupExport.How.KEPT
                ? "On %s the backup %s may be left, which the server removes by itself after three days, and “%s” may be stopped."
                    .formatted(errand.node(), run.backup.name(), errand.id())
                : "On %s “%s” may be stopped.".formatted(errand.node(), errand.id())),
        OFFERS);
  }

  Judgement of(StepContext context) throws IOException {
    var left = new ArrayList<String>();
    Path part = PartFile.of(errand.file());
    if (Files.exists(part)) {
      left.add(
          "The unfinished file " + part + " (" + Sizes.text(Files.size(part)) + ") is left here.");
    }
    Optional<Container> container = Ends.show(context.source(), errand.name());
    if (run.stop().goesOn(context)
        && container.isPresent()
        && container.get().state() != ContainerState.RUNNING) {
      left.add(run.stop().left());
    }
    boolean there = run.backup.isThere(InstanceServer.of(context.source()));
    if (there) {
      left.add(
          "On %s the backup %s of “%s” is left; to remove it by hand: %s"
              .formatted(errand.node(), run.backup.name(), errand.id(), run.backup.byHand()));
    }
    String sentence =
        run.landing.isNamed(context)
            ? "The archive " + errand.file() + " is whole."
            : "The export of “" + errand.id() + "” is not finished. " + future(context, there);
    return new Judgement(sentence, left, OFFERS);
  }

  private String future(StepContext context, boolean there) {
    if (run.landing.isProven(context)) {
      return "All of it was carried and checked; it only needs its name.";
    }
    return there && context.noted(ExportRun.PACKED).isPresent()
        ? "The backup is ready on the server; continuing goes on fetching it."
        : "Continuing begins anew.";
  }
}
