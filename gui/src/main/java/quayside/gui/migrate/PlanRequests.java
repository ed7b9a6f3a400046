package quayside.gui.migrate;

import java.util.Optional;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.IncusOptions.Manner;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.OsctlOptions;
import quayside.core.migrate.WayOptions;
import quayside.core.model.ContainerRef;

/** What the choices of a plan become, for each of its containers. */
record PlanRequests(MoveViewModel plan) {
  /** Code of the finding that something was typed that nobody understands. */
  static final String MISTYPED = "mistyped";

  MoveRequest of(ContainerRef source) {
    boolean one = plan.sources().size() == 1;
    MoveRequest.SwitchOver when =
        switch (plan.switching.get()) {
          case NOW -> new MoveRequest.SwitchOver.WithoutSync();
          case WHEN_SHORT, LIVE -> new MoveRequest.SwitchOver.WhenReady();
          case ASK -> new MoveRequest.SwitchOver.WhenTold();
          case LIMIT -> new MoveRequest.SwitchOver.IfBelow(plan.limit.get());
        };
    MoveRequest.Options options =
        new MoveRequest.Options(
            one
                ? InstanceChoices.text(plan.asId).filter(id -> !id.equals(source.id()))
                : Optional.empty(),
            InstanceChoices.text(plan.toPool),
            !plan.withoutNetwork.get(),
            plan.starting.get(),
            !plan.leavesStopped(),
            !plan.withoutStop.get(),
            when,
            Optional.empty(),
            special(source));
    return new MoveRequest(source, plan.target.get(), plan.cloning.get(), options);
  }

  /** What only the way that will be gone can be told; as said here. */
  private WayOptions special(ContainerRef source) {
    return switch (plan.known(source)) {
      case WayOptions.None none -> none;
      case OsctlOptions _ -> plan.osctl.options();
      case IncusOptions usual -> plan.instances.options(usual, manner(source));
    };
  }

  /** What was typed that nobody understands, as a sentence. */
  Optional<String> mistake() {
    return switch (plan.known(plan.sources().getFirst())) {
      case WayOptions.None _ -> Optional.empty();
      case OsctlOptions _ -> plan.osctl.mistake();
      case IncusOptions _ -> plan.instances.mistake();
    };
  }

  /** Whether it would refresh what is there. */
  boolean refreshes(ContainerRef source) {
    return manner(source) instanceof Manner.Refresh;
  }

  private Manner manner(ContainerRef source) {
    if (plan.snapshot().isPresent()) {
      return new Manner.OfSnapshot(plan.snapshot().get());
    }
    if (plan.refreshed.contains(source)) {
      return new Manner.Refresh();
    }
    return plan.switching.get() == MoveViewModel.Switch.LIVE
        ? new Manner.Live()
        : new Manner.Fresh();
  }
}
