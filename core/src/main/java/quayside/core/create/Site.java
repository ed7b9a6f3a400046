package quayside.core.create;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.DriverException;
import quayside.core.driver.InstanceServer;
import quayside.core.driver.ServerOperations;
import quayside.core.model.ContainerState;
import quayside.core.model.Instance;
import quayside.core.model.ServerOperation;
import quayside.core.operation.StepContext;
import quayside.core.problem.ProblemException;

/**
 * What an order has made on the server so far. The instance carries the order's tag until it is
 * whole; afterwards it is known by the time of its creation, which is written down.
 */
record Site(Errand errand) {
  /** Keys that start with {@code user.} are free for everybody (REST API, instance options). */
  static final String KEY = "user.quayside.create";

  /** Noted before the server is asked to make it. */
  static final String BEGUN = "begun";

  /** Noted when it is whole: the time of its creation; {@code no} when it was removed again. */
  static final String MADE = "made";

  static InstanceServer server(StepContext context) throws IOException {
    return InstanceServer.of(context.target());
  }

  String name() {
    return errand.wish().onNode();
  }

  boolean isMade(StepContext context) {
    return context.noted(MADE).filter(time -> !time.equals("no")).isPresent();
  }

  /** The instance, if this order made it. */
  Optional<Instance> ours(StepContext context) throws IOException {
    if (context.noted(BEGUN).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(server(context).instances().get(name()))
          .filter(found -> isOurs(found, context));
    } catch (DriverException.NotFound _) {
      return Optional.empty();
    }
  }

  private boolean isOurs(Instance found, StepContext context) {
    return errand.tag().equals(found.settings().config().get(KEY))
        || (isMade(context) && context.noted(MADE).equals(Optional.of(time(found))));
  }

  /** How the time of its creation is written down. */
  static String time(Instance instance) {
    return instance.created().map(Object::toString).orElse("");
  }

  /** What is left, in a sentence with the command. */
  String left() {
    CreateRequest wish = errand.wish();
    return "On %s a half-made “%s” is left; to remove it by hand: incus delete %s --project %s (on LXD: lxc delete)"
        .formatted(wish.node(), wish.name(), wish.name(), wish.project());
  }

  /** Removes what was made, and nothing else. */
  void takeBack(StepContext context) throws IOException {
    if (context.noted(BEGUN).isEmpty()) {
      return;
    }
    settle(context);
    Optional<Instance> ours = ours(context);
    if (ours.isPresent()) {
      if (ours.get().state() != ContainerState.STOPPED) {
        throw new ProblemException(
            "in-use",
            "Too late to take back",
            errand.what() + " is whole and “" + ours.get().state().text() + "”; it is not removed.",
            "Delete it yourself if it is not wanted.");
      }
      context.patience(context.limits().stall());
      try {
        context.target().act(name(), ContainerAction.DELETE);
      } catch (DriverException.NotFound _) {
        // gone is what it shall be
      }
      context.patience(context.limits().answer());
    }
    if (isMade(context)) {
      context.note(MADE, "no");
    }
  }

  /** Asks the server to stop making it, and waits until it does not any more. */
  private void settle(StepContext context) throws IOException {
    long deadline = System.nanoTime() + context.limits().settle().toNanos();
    ServerOperations operations = server(context).operations();
    while (true) {
      List<ServerOperation> making =
          operations.about(name()).stream()
              .filter(each -> each.description().equals("Creating instance"))
              .toList();
      if (making.isEmpty()) {
        return;
      }
      for (ServerOperation each : making) {
        if (each.mayCancel()) {
          stop(operations, each);
        }
      }
      context.detail("Waiting for the server to let go of “" + errand.wish().name() + "”");
      if (System.nanoTime() > deadline) {
        throw new ProblemException(
            "not-taken-back",
            "Not taken back yet",
            errand.wish().node() + " still makes “" + errand.wish().name() + "”.",
            "Cancel again when it has ended.");
      }
      context.pause(context.limits().poll());
    }
  }

  private static void stop(ServerOperations operations, ServerOperation each) throws IOException {
    try {
      operations.cancel(each.id());
    } catch (DriverException _) {
      // it ends by itself
    }
  }
}
