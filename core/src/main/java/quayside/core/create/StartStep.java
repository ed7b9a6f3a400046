package quayside.core.create;

import java.io.IOException;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.DriverException;
import quayside.core.model.ContainerState;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;
import quayside.core.problem.Problem;
import quayside.core.problem.ProblemException;

/** Starts it. */
record StartStep(Errand errand) implements Step {
  static final String NAME = "start";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(StepContext context) throws IOException {
    String name = errand.wish().onNode();
    if (context.target().show(name).state() == ContainerState.RUNNING) {
      return;
    }
    context.patience(context.limits().stall());
    try {
      context.target().act(name, ContainerAction.START);
    } catch (DriverException.Rejected refused) {
      throw new ProblemException(
          "start-failed",
          "It does not start",
          errand.what()
              + " was made and is whole, but does not start: "
              + Problem.of(refused).sentence(),
          "Look at its log there, then continue to start it, or cancel to remove it.");
    }
  }
}
