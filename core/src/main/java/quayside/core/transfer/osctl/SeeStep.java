package quayside.core.transfer.osctl;

import java.io.IOException;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import quayside.core.driver.DriverException;
import quayside.core.driver.NativeArchives;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;
import quayside.core.problem.Problem;
import quayside.core.problem.ProblemException;
import quayside.core.transfer.way.ImportTidy;
import quayside.core.transfer.way.ImportWords;

/** Looks whether the container is there with everything, starts it if wanted, and cleans up. */
final class SeeStep implements Step {
  static final String NAME = "finish";

  private final ImportRun run;
  private final ImportTidy tidy;

  SeeStep(ImportRun run, ImportTidy tidy) {
    this.run = run;
    this.tidy = tidy;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(StepContext context) throws IOException {
    if (!run.errand.pool().isEmpty()) {
      see(context);
    }
    try {
      tidy.rest(context);
    } catch (DriverException.Rejected refused) {
      throw new ProblemException(
          "not-tidied",
          "Not all was tidied up",
          "“"
              + run.errand.id()
              + "” was made on "
              + run.errand.node()
              + " and is whole, but what the import used cannot be removed: "
              + Problem.of(refused).sentence(),
          "Continue to try again, or remove what is named by hand.");
    }
  }

  private void see(StepContext context) throws IOException {
    long deadline = System.nanoTime() + context.limits().start().toNanos();
    Container container = there(context);
    while (container.state() == ContainerState.STAGED) {
      if (System.nanoTime() > deadline) {
        throw words().incomplete("it is still staged there");
      }
      context.pause(context.limits().poll());
      container = there(context);
    }
    var missing = new TreeSet<>(run.archive().datasets());
    missing.removeAll(
        Archiving.of(context.target()).volumes(run.errand.name()).stream()
            .map(NativeArchives.Volume::name)
            .collect(Collectors.toSet()));
    if (!missing.isEmpty()) {
      throw words().incomplete("these datasets are missing: " + String.join(", ", missing));
    }
    if (run.errand.options().start() && container.state() != ContainerState.RUNNING) {
      words().start(context, () -> there(context));
    }
  }

  private ImportWords words() {
    return new ImportWords(run.errand);
  }

  private Container there(StepContext context) throws IOException {
    Optional<Container> container = run.look(context);
    return container.orElseThrow(() -> words().incomplete("it is not there"));
  }
}
