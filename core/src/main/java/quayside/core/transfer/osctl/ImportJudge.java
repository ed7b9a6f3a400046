package quayside.core.transfer.osctl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quayside.core.driver.NativeArchives;
import quayside.core.migrate.way.Sizes;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.core.operation.Recipe.Judgement;
import quayside.core.operation.StepContext;
import quayside.core.transfer.way.ImportErrand;
import quayside.core.transfer.way.ImportNotes;
import quayside.core.transfer.way.ImportWords;

/** Says what an unfinished import has left. */
final class ImportJudge {
  private final ImportErrand errand;

  ImportJudge(ImportErrand errand) {
    this.errand = errand;
  }

  /** One by upload. */
  Judgement uploaded(StepContext context) throws IOException {
    var left = container(context);
    String future = "Continuing begins anew.";
    if (!errand.pool().isEmpty()) {
      NativeArchives archives = Archiving.of(context.target());
      String file = Traces.nodeFile(errand, archives.folder(errand.pool()));
      String folder = Traces.nodeFolder(errand, archives.folder(errand.pool()));
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
    return new ImportWords(errand).of(context, future, left);
  }

  /** One that is handed in. */
  Judgement pushed(StepContext context) throws IOException {
    List<String> left = errand.pool().isEmpty() ? new ArrayList<>() : container(context);
    if (errand.pool().isEmpty() && ImportNotes.yes(context, ImportRun.STAGING)) {
      left.add(
          "On "
              + errand.node()
              + " a staged “"
              + errand.id()
              + "” may be left; cancelling removes it.");
    }
    return new ImportWords(errand)
        .of(context, "A stream cannot be continued in its middle: continuing begins anew.", left);
  }

  private List<String> container(StepContext context) throws IOException {
    var left = new ArrayList<String>();
    if (errand.pool().isEmpty() || context.noted(ImportNotes.BEGUN).isEmpty()) {
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
