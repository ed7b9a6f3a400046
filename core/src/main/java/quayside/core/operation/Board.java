package quayside.core.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import quayside.core.operation.OperationEvent.Began;
import quayside.core.operation.OperationEvent.Committed;
import quayside.core.operation.OperationEvent.Dismissed;
import quayside.core.operation.OperationEvent.Ended;
import quayside.core.operation.OperationEvent.Forecasted;
import quayside.core.operation.OperationEvent.Noted;
import quayside.core.operation.OperationEvent.Planned;
import quayside.core.operation.OperationEvent.Progress;
import quayside.core.operation.OperationEvent.Reverted;
import quayside.core.operation.OperationEvent.StepDetail;
import quayside.core.operation.OperationEvent.StepDone;
import quayside.core.operation.OperationEvent.StepStarted;
import quayside.core.operation.OperationEvent.StepUndone;
import quayside.core.operation.OperationEvent.StopMeasured;
import quayside.core.operation.OperationEvent.Undoing;
import quayside.core.operation.OperationEvent.Waiting;
import quayside.core.operation.OperationView.Forecast;
import quayside.core.operation.OperationView.Round;
import quayside.core.operation.OperationView.Status;
import quayside.core.operation.OperationView.StepState;
import quayside.core.operation.OperationView.StepView;
import quayside.core.operation.OperationView.StopTime;
import quayside.core.problem.Problem;

/** How an operation stands: the sum of its events. Callers synchronise. */
final class Board {
  private final Planned planned;
  private final Map<String, StepView> steps = new LinkedHashMap<>();
  private final Map<String, Round> rounds = new LinkedHashMap<>();
  private Status status = Status.QUEUED;
  private OptionalLong rate = OptionalLong.empty();
  private Optional<Duration> left = Optional.empty();
  private Optional<Forecast> forecast = Optional.empty();
  private Optional<StopTime> stop = Optional.empty();
  private Optional<Problem> problem = Optional.empty();
  private Optional<Instant> ended = Optional.empty();
  private List<String> leftovers = List.of();
  private Set<OperationAction> offers = Set.of();
  private final Map<String, String> notes = new LinkedHashMap<>();
  private @Nullable Committed committed;
  private boolean dismissed;
  private boolean begun;

  Board(Planned planned) {
    this.planned = planned;
    reset();
  }

  private void reset() {
    for (String step : planned.steps()) {
      steps.put(step, new StepView(step, StepState.TO_DO, ""));
    }
  }

  Order order() {
    return planned.order();
  }

  Instant started() {
    return planned.at();
  }

  boolean dismissed() {
    return dismissed;
  }

  /** Whether any step may have changed something. */
  boolean begun() {
    return begun;
  }

  Optional<Committed> committed() {
    return Optional.ofNullable(committed);
  }

  /** What steps wrote down. */
  Map<String, String> notes() {
    return Map.copyOf(notes);
  }

  void apply(OperationEvent event) {
    switch (event) {
      case Planned _ -> {}
      case Began _ -> began();
      case StepStarted e -> {
        status = Status.RUNNING;
        step(e.step(), StepState.RUNNING, "");
      }
      case StepDetail e -> {
        StepView now = steps.get(e.step());
        step(e.step(), now == null ? StepState.RUNNING : now.state(), e.text());
      }
      case Progress e -> progress(e);
      case Forecasted e -> forecast = Optional.of(e.forecast());
      case Waiting e -> {
        status = Status.WAITING;
        problem =
            Optional.of(new Problem("decision", "Ready to switch over", e.sentence(), "", ""));
      }
      case Committed e -> {
        committed = e;
        status = Status.RUNNING;
      }
      case Reverted _ -> committed = null;
      case StopMeasured e -> stop = Optional.of(e.stop());
      case Noted e -> notes.put(e.name(), e.value());
      case StepDone e -> step(e.step(), StepState.DONE, "");
      case Undoing _ -> {
        status = Status.CANCELLING;
        standStill();
      }
      case StepUndone e -> undone(e.step());
      case Ended e -> ended(e);
      case Dismissed _ -> dismissed = true;
    }
  }

  /** It will run, maybe once more: whoever looks now must not take the old end for the new one. */
  void queued() {
    status = Status.QUEUED;
    problem = Optional.empty();
    ended = Optional.empty();
    leftovers = List.of();
    offers = Set.of();
  }

  private void began() {
    queued();
    begun = true;
    dismissed = false;
    status = Status.RUNNING;
    rounds.clear();
    reset();
  }

  private void step(String name, StepState state, String detail) {
    steps.put(name, new StepView(name, state, detail));
    if (state != StepState.RUNNING) {
      standStill();
    }
  }

  /** A step that never ran has nothing to be undone, and is not shown as if. */
  private void undone(String name) {
    StepView was = steps.get(name);
    if (was == null || was.state() != StepState.TO_DO) {
      step(name, StepState.UNDONE, "");
    }
  }

  private void standStill() {
    rate = OptionalLong.empty();
    left = Optional.empty();
  }

  private void progress(Progress event) {
    Round was = rounds.get(event.round().name());
    Round is = event.round();
    long done = was == null ? is.done() : Math.max(was.done(), is.done());
    rounds.put(is.name(), new Round(is.name(), done, Math.max(done, is.total())));
    rate = event.rate();
    left = event.left();
    if (status == Status.WAITING) {
      status = Status.RUNNING;
      problem = Optional.empty();
    }
  }

  private void ended(Ended event) {
    standStill();
    ended = Optional.of(event.at());
    leftovers = event.outcome().leftovers();
    switch (event.outcome()) {
      case Outcome.Succeeded _ -> {
        status = Status.SUCCEEDED;
        problem = Optional.empty();
      }
      case Outcome.Cancelled _ -> {
        status = Status.CANCELLED;
        problem = Optional.empty();
      }
      case Outcome.Stopped stopped -> {
        status = Status.INTERRUPTED;
        offers = stopped.offers();
        problem = Optional.empty();
      }
      case Outcome.Failed failed -> {
        status = Status.FAILED;
        offers = failed.offers();
        problem = Optional.of(failed.problem());
        StepView was = steps.get(failed.step());
        if (was != null && was.state() != StepState.UNDONE) {
          step(failed.step(), StepState.FAILED, "");
        }
      }
    }
  }

  boolean over() {
    return switch (status) {
      case SUCCEEDED, CANCELLED, FAILED, INTERRUPTED -> true;
      case QUEUED, RUNNING, WAITING, CANCELLING -> false;
    };
  }

  /** How it stands, for an operation that somebody runs or that has ended. */
  OperationView view() {
    return view(status, problem, leftovers, actions());
  }

  /** How it stands, for one whose program is gone. */
  OperationView interrupted(Recipe.Judgement judged) {
    var why = new Problem("interrupted", "Interrupted", judged.sentence(), "", "");
    var all = EnumSet.of(OperationAction.DISMISS);
    all.addAll(judged.offers());
    return view(Status.INTERRUPTED, Optional.of(why), judged.leftovers(), all);
  }

  private OperationView view(
      Status as, Optional<Problem> why, List<String> left, Set<OperationAction> actions) {
    return new OperationView(
        planned.id(),
        planned.order().kind(),
        planned.order().source(),
        planned.order().target(),
        planned.at(),
        ended,
        as,
        List.copyOf(steps.values()),
        new ArrayList<>(rounds.values()),
        rate,
        this.left,
        forecast,
        stop,
        why,
        left,
        Set.copyOf(actions));
  }

  private Set<OperationAction> running() {
    var offered = EnumSet.of(OperationAction.STOP_AFTER_STEP);
    if (committed == null) {
      offered.add(OperationAction.CANCEL);
      if (planned.order().kind().switchesOver()) {
        offered.add(OperationAction.SWITCH_NOW);
      }
    }
    return offered;
  }

  private Set<OperationAction> actions() {
    return switch (status) {
      case QUEUED -> EnumSet.of(OperationAction.CANCEL);
      case RUNNING -> running();
      case WAITING ->
          EnumSet.of(
              OperationAction.SWITCH_NOW,
              OperationAction.SYNC_AGAIN,
              OperationAction.STOP_AFTER_STEP,
              OperationAction.CANCEL);
      case CANCELLING -> EnumSet.noneOf(OperationAction.class);
      case SUCCEEDED, CANCELLED, FAILED, INTERRUPTED -> {
        var all = EnumSet.of(OperationAction.DISMISS);
        all.addAll(offers);
        yield all;
      }
    };
  }
}
