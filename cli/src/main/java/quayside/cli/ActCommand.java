package quayside.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quayside.core.Quayside;
import quayside.core.driver.ActionOptions;
import quayside.core.driver.ContainerAction;
import quayside.core.model.ContainerRef;
import quayside.core.problem.Problem;
import quayside.core.problem.ProblemException;

/** Verbs that do one thing to containers. */
abstract class ActCommand implements Callable<Integer> {
  private final Shell shell;
  private final ContainerAction action;

  @Parameters(arity = "1..*", paramLabel = "NODE:CT")
  private List<String> names = List.of();

  ActCommand(Shell shell, ContainerAction action) {
    this.shell = shell;
    this.action = action;
  }

  static List<ActCommand> verbs(Shell shell) {
    return List.of(
        new Start(shell),
        new Stop(shell),
        new Restart(shell),
        new Freeze(shell),
        new Unfreeze(shell),
        new Delete(shell));
  }

  @Command(name = "start", description = "Starts containers.")
  static final class Start extends ActCommand {
    @Option(names = "--stateful", description = "Go on from the state of running that was kept.")
    private boolean stateful;

    Start(Shell shell) {
      super(shell, ContainerAction.START);
    }

    @Override
    ActionOptions options() {
      return new ActionOptions(false, Optional.empty(), stateful);
    }
  }

  @Command(name = "stop", description = "Stops containers.")
  static final class Stop extends ActCommand {
    @Option(names = "--stateful", description = "Keep the state of running, by CRIU.")
    private boolean stateful;

    @Mixin private final Ending ending = new Ending();

    Stop(Shell shell) {
      super(shell, ContainerAction.STOP);
    }

    @Override
    ActionOptions options() {
      return ending.options(stateful);
    }
  }

  @Command(name = "restart", description = "Stops containers and starts them again.")
  static final class Restart extends ActCommand {
    @Mixin private final Ending ending = new Ending();

    Restart(Shell shell) {
      super(shell, ContainerAction.RESTART);
    }

    @Override
    ActionOptions options() {
      return ending.options(false);
    }
  }

  @Command(name = "freeze", description = "Holds all processes of containers.")
  static final class Freeze extends ActCommand {
    Freeze(Shell shell) {
      super(shell, ContainerAction.FREEZE);
    }
  }

  @Command(name = "unfreeze", description = "Lets the processes of frozen containers go on.")
  static final class Unfreeze extends ActCommand {
    Unfreeze(Shell shell) {
      super(shell, ContainerAction.UNFREEZE);
    }
  }

  @Command(name = "delete", description = "Deletes containers with all their data, after asking.")
  static final class Delete extends ActCommand {
    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    Delete(Shell shell) {
      super(shell, ContainerAction.DELETE);
    }

    @Override
    void confirm(Console console, ContainerRef container) throws IOException {
      String question =
          container + " and all its files and snapshots will be gone. Type its id to delete it:";
      if (!yes && !console.ask(question).orElse("").equals(container.id())) {
        throw new ProblemException(
            "not-confirmed",
            "Not deleted",
            container + " was not deleted, because nobody confirmed it.",
            "quayside delete --yes " + container);
      }
    }
  }

  /** How a container is ended, where the node lets one choose. */
  static final class Ending {
    @Option(names = "--force", description = "At once, without asking what runs inside to end.")
    private boolean force;

    @Option(
        names = "--within",
        paramLabel = "SECONDS",
        description = "How long a clean end may take.")
    private Optional<Integer> seconds = Optional.empty();

    ActionOptions options(boolean stateful) {
      Optional<Duration> limit =
          seconds.map(span -> Duration.ofSeconds(Math.clamp(span, 1, 86_400)));
      return new ActionOptions(force, limit, stateful);
    }
  }

  /** In which way it is done. */
  ActionOptions options() {
    return ActionOptions.USUAL;
  }

  /** Asks where something would be lost. */
  void confirm(Console console, ContainerRef container) throws IOException {}

  @Override
  public Integer call() throws IOException {
    Console console = shell.console();
    int code = Main.DONE;
    try (Quayside quayside = shell.open()) {
      for (String name : names) {
        try {
          ContainerRef container = quayside.fleet().find(name);
          confirm(console, container);
          console.status(Views.lower(action) + " " + container + " …");
          quayside.fleet().act(container, action, options());
          console.line(Views.lower(action) + " " + container + ": done");
          Map<String, Object> object = Views.typed("done");
          object.put("verb", Views.lower(action));
          object.put("container", container.toString());
          console.object(object);
        } catch (IOException e) {
          console.problem(Problem.of(e)); // the others still get their turn
          code = Main.FAILED;
        }
      }
    }
    return code;
  }
}
