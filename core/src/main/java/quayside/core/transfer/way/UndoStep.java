package quayside.core.transfer.way;

import java.io.IOException;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;

/** A step that is taken back by removing what the import has made so far. */
public record UndoStep(Step step, ImportTidy tidy) implements Step {
  @Override
  public String name() {
    return step.name();
  }

  @Override
  public void run(StepContext context) throws IOException {
    step.run(context);
  }

  @Override
  public void undo(StepContext context) throws IOException {
    try {
      tidy.container(context);
    } finally {
      tidy.rest(context);
    }
  }
}
