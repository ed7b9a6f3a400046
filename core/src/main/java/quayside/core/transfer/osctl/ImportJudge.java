package quayside.core.transfer.osctl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import quayside.core.driver.NativeArchives;
import quayside.core.migrate.way.Sizes;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.core.operation.OperationAction;
import quayside.core.operation.Recipe.Judgement;
import quayside.core.operation.StepContext;

/** Says what an unfinished import has left. */
final class ImportJudge {
  private static final Set<OperationAction> OFFERS =
      Set.of(OperationAction.CONTINUE, OperationAction.CANCEL);

  private final ImportErrand errand;

  ImportJudge(ImportErrand errand) {
    this.errand = errand;
  }

  String takenBack() {
    return "Everything was taken back: nothing of “"
        + errand.id()
        + "” is left on "
        + errand.node()
        + ", and the archive is as it was.";
  }

  Judgement unknown() {
    return new Judgement(
        "The node "
            + errand.node()
            + " cannot be asked. The import of “"
            + errand.id()
            + "” is not finished; the archive is as it was.",
        List.of("On " + errand.node() + " a half-made “" + errand.id() + "” may be left."),
        OFFERS);
  }

  /** One by upload. */
  Judgement uploaded(StepContext context) throws IOException {
    var left = container(context);
    String future = "Continuing begins anew.";
    if (!errand.pool().isEmpty()) {
      NativeArchives archives = Archiving.of(context.target());
      String file = errand.nodeFile(archives.folder(errand.pool()));
      String folder = errand.nodeFolder(archives.folder(errand.pool()));
      var facts = archives.files().look(file);
      if (facts.isEmpty() && archives.files().look(folder).isPresent()) {
        left.add("On " + errand.node() + " the empty folder " + folder + " is left.");
      }
      if (facts.isPresent()) {
        left.add(
            "On "
                + errand.node()
                + " the uploaded "
                + file
                + " ("
                + Sizes.text(facts.get().size())
                + ") is left.");
        future = "Continuing goes on with what was uploaded, if it is the same.";
      }
    }
    return say(context, future, left);
  }

  /** One that is handed in. */
  Judgement pushed(StepContext context) throws IOException {
    List<String> left = errand.pool().isEmpty() ? new ArrayList<>() : container(context);
    if (errand.pool().isEmpty() && ImportRun.yes(context, ImportRun.STAGING)) {
      left.add(
          "On "
              + errand.node()
              + " a staged “"
              + errand.id()
              + "” may be left; cancelling removes it.");
    }
    return say(
        context, "A stream cannot be continued in its middle: continuing begins anew.", left);
  }

  private Judgement say(StepContext context, String future, List<String> left) {
    String sentence =
        ImportRun.yes(context, ImportRun.MADE)
            ? "“" + errand.id() + "” was made on " + errand.node() + "; it was not looked at yet."
            : "The import of “" + errand.id() + "” is not finished. " + future;
    return new Judgement(sentence, left, OFFERS);
  }

  private List<String> container(StepContext context) throws IOException {
    var left = new ArrayList<String>();
    if (errand.pool().isEmpty() || context.noted(ImportRun.BEGUN).isEmpty()) {
      return left;
    }
    Optional<Container> container =
        quayside.core.migrate.way.Ends.show(context.target(), errand.name());
    container
        .filter(c -> c.state() == ContainerState.STAGED)
        .ifPresent(c ->
            left.add(
                "On "
                    + errand.node()
                    + " a half-made “"
                    + errand.id()
                    + "” is left; to remove it by hand: osctl ct del "
                    + errand.name()
                    + " (where that fails: restart osctld)"));
    return left;
  }
}
