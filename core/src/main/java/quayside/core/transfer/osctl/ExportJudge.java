package quayside.core.transfer.osctl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import quayside.core.archive.PartFile;
import quayside.core.driver.NativeArchives;
import quayside.core.migrate.way.Ends;
import quayside.core.migrate.way.Sizes;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.core.operation.OperationAction;
import quayside.core.operation.Recipe.Judgement;
import quayside.core.operation.StepContext;
import quayside.core.transfer.way.ExportErrand;
import quayside.core.transfer.way.Interruption;
import quayside.core.transfer.way.Landing;

/** Says what an unfinished export has left where. */
final class ExportJudge {
  private static final Set<OperationAction> OFFERS =
      Set.of(OperationAction.CONTINUE, OperationAction.CANCEL);

  private final ExportErrand errand;
  private final boolean throughNode;

  ExportJudge(ExportErrand errand, boolean throughNode) {
    this.errand = errand;
    this.throughNode = throughNode;
  }

  String takenBack() {
    return "Everything was taken back: “"
        + errand.id()
        + "” is on "
        + errand.node()
        + " as before, and nothing is left there or here.";
  }

  Judgement unknown() {
    return new Judgement(
        "The node "
            + errand.node()
            + " cannot be asked. The export of “"
            + errand.id()
            + "” is not finished; the container itself was not changed.",
        List.of(
            "On "
                + errand.node()
                + " snapshots @"
                + Traces.base(errand)
                + " may be left, and “"
                + errand.id()
                + "” may be stopped."),
        OFFERS);
  }

  Judgement of(StepContext context) throws IOException {
    var left = new ArrayList<String>();
    Path part = PartFile.of(errand.file());
    boolean here = Files.exists(part);
    if (here) {
      left.add(
          "The unfinished file " + part + " (" + Sizes.text(Files.size(part)) + ") is left here.");
    }
    Optional<Container> container = Ends.show(context.source(), errand.name());
    if (container.isPresent()) {
      node(context, container.get(), left);
    }
    boolean named = new Landing(errand).isNamed(context);
    String sentence =
        named
            ? "The archive " + errand.file() + " is whole."
            : "The export of “" + errand.id() + "” is not finished. " + future(context);
    return new Judgement(sentence, left, OFFERS);
  }

  private String future(StepContext context) {
    if (new Landing(errand).isProven(context)) {
      return "All of it was carried and checked; it only needs its name.";
    }
    if (throughNode && context.noted(NodeRecipe.PACKED).isPresent()) {
      return "The archive is ready on the node; continuing goes on fetching it.";
    }
    return "A stream cannot be continued in its middle: continuing begins anew.";
  }

  private void node(StepContext context, Container container, List<String> left)
      throws IOException {
    Interruption stop = ExportRun.stop(errand);
    if (stop.goesOn(context) && container.state() != ContainerState.RUNNING) {
      left.add(stop.left());
    }
    NativeArchives archives = Archiving.of(context.source());
    for (String name : new ExportTidy(errand).left(context, archives, throughNode)) {
      left.add(
          "On "
              + errand.node()
              + " the snapshot @"
              + name
              + " is left; to remove it by hand: zfs destroy -r "
              + container.dataset()
              + "@"
              + name);
    }
    if (throughNode) {
      String folder = Traces.nodeFolder(errand, archives.folder(errand.source().pool()));
      if (archives.files().look(folder).isPresent()) {
        left.add(
            "On "
                + errand.node()
                + " the folder "
                + folder
                + " is left, with what was written of the archive.");
      }
    }
  }
}
