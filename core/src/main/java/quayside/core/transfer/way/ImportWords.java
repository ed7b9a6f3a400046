package quayside.core.transfer.way;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.DriverException;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.core.operation.OperationAction;
import quayside.core.operation.Recipe.Judgement;
import quayside.core.operation.StepContext;
import quayside.core.problem.Problem;
import quayside.core.problem.ProblemException;

/** What every import says and does at its end. */
public record ImportWords(ImportErrand errand) {
  /** What can be asked of an import that is not finished. */
  public static final Set<OperationAction> OFFERS =
      Set.of(OperationAction.CONTINUE, OperationAction.CANCEL);

  public String takenBack() {
    return "Everything was taken back: nothing of “"
        + errand.id()
        + "” is left on "
        + errand.node()
        + ", and the archive is as it was.";
  }

  /** Where it stands while the node cannot be asked. */
  public Judgement unknown() {
    return new Judgement(
        "The node "
            + errand.node()
            + " cannot be asked. The import of “"
            + errand.id()
            + "” is not finished; the archive is as it was.",
        List.of("On " + errand.node() + " a half-made “" + errand.id() + "” may be left."),
        OFFERS);
  }

  /** Where it stands. */
  public Judgement of(StepContext context, String future, List<String> left) {
    String sentence =
        ImportNotes.yes(context, ImportNotes.MADE)
            ? "“" + errand.id() + "” was made on " + errand.node() + "; it was not looked at yet."
            : "The import of “" + errand.id() + "” is not finished. " + future;
    return new Judgement(sentence, left, OFFERS);
  }

  /** The container is there, but not as the archive has it. */
  public ProblemException incomplete(String why) {
    return new ProblemException(
        "import-incomplete",
        "The container was not found complete",
        "Something is wrong with “"
            + errand.id()
            + "” on "
            + errand.node()
            + ": "
            + why
            + ". The archive "
            + errand.file()
            + " is as it was.",
        "Look at it; continue to look again, or cancel to remove it.");
  }

  /** It cannot be taken back any more, because it is used. */
  public ProblemException inUse(ContainerState state) {
    return new ProblemException(
        "in-use",
        "Too late to take back",
        "“"
            + errand.id()
            + "” on "
            + errand.node()
            + " is complete and “"
            + state.text()
            + "”; it is not removed.",
        "Delete it yourself if it is not wanted.");
  }

  /** The node still makes it. */
  public ProblemException notYet() {
    return new ProblemException(
        "not-taken-back",
        "Not taken back yet",
        "The node " + errand.node() + " still imports “" + errand.id() + "”.",
        "Cancel again when it has ended.");
  }

  /** Looks for a container. */
  public interface Look {
    Container there() throws IOException;
  }

  /** Starts it; a transfer that was told to start it may be at it still. */
  public void start(StepContext context, Look look) throws IOException {
    context.detail("Starting it");
    context.patience(context.limits().stall());
    long deadline = System.nanoTime() + context.limits().start().toNanos();
    while (look.there().state() != ContainerState.RUNNING) {
      try {
        context.target().act(errand.name(), ContainerAction.START);
      } catch (DriverException.Busy busy) {
        context.detail("Waiting: " + busy.getMessage());
      } catch (DriverException.Rejected refused) {
        throw new ProblemException(
            "start-failed",
            "It does not start",
            "“"
                + errand.id()
                + "” is complete on "
                + errand.node()
                + " but does not start: "
                + Problem.of(refused).sentence(),
            "Look at its log there and start it by hand; the import itself is done.");
      }
      if (System.nanoTime() > deadline) {
        throw incomplete("it did not run in time");
      }
      context.pause(context.limits().poll());
    }
    context.patience(context.limits().answer());
  }
}
