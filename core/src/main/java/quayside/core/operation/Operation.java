package quayside.core.operation;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import quayside.core.problem.Problem;
import quayside.transport.Threads;

/** One run of an operation, on a thread of its own, with connections of its own. */
final class Operation {

  /** What a run is for. */
  enum Purpose {
    /** Do the steps, or go on with them. */
    RUN,
    /** Take everything back. */
    UNDO
  }

  private final String id;
  private final Order order;
  private final Purpose purpose;
  private final Recipe recipe;
  private final Engine engine;
  private final Journal journal;
  private final BiConsumer<OperationEvent, Journal> happened;
  private final Control control;
  private final Map<String, String> notes;
  private final List<Step> steps;
  private final Optional<OperationEvent.Committed> committed;
  private volatile @Nullable StepContext current;
  private volatile boolean inStep;

  Operation(
      String id,
      Board board,
      Recipe recipe,
      Purpose purpose,
      Engine engine,
      Journal journal,
      BiConsumer<OperationEvent, Journal> happened) {
    this.id = id;
    this.order = board.order();
    this.purpose = purpose;
    this.engine = engine;
    this.recipe = recipe;
    this.journal = journal;
    this.happened = happened;
    this.committed = board.committed();
    this.control = new Control(committed.isPresent());
    this.notes = new ConcurrentHashMap<>(board.notes());
    this.steps = recipe.plan(order).steps();
  }

  String id() {
    return id;
  }

  Order order() {
    return order;
  }

  Journal journal() {
    return journal;
  }

  /** Asks something of the run. */
  void ask(OperationAction action) throws IOException {
    switch (action) {
      case CANCEL -> {
        control.cancel();
        Thread _ = Threads.start("cancel-" + id, this::closeAfterPatience);
      }
      case STOP_AFTER_STEP -> control.stopAfterStep();
      case SWITCH_NOW, SYNC_AGAIN -> control.decide(action);
      case CONTINUE, CLEAN_UP, DISMISS ->
          throw new IOException("That can be asked only when the operation does not run.");
    }
  }

  private void closeAfterPatience() {
    boolean _ = control.within(engine.limits().patience(), () -> !inStep);
    StepContext running = current;
    if (inStep && running != null) {
      running.close();
    }
  }

  /** Leaves everything to the journal: nothing is taken back. */
  void abandon() {
    control.close();
    StepContext running = current;
    if (running != null) {
      running.close();
    }
  }

  /** Runs to its end; returns normally whatever happens. */
  void run() {
    StepContext context = context(false, committed);
    boolean orderly = false;
    try {
      emit(new OperationEvent.Began(Instant.now()));
      if (purpose == Purpose.UNDO) {
        undo(null);
      } else {
        forward(context);
      }
      orderly = true;
    } catch (RuntimeException e) {
      end(failed(context.step(), Problem.of(e), false));
      orderly = true;
      throw e; // to the uncaught handler: it is a bug
    } finally {
      context.close();
      if (!orderly) {
        System.getLogger(Operation.class.getName())
            .log(System.Logger.Level.ERROR, "operation {0} ended by an error", id);
      }
    }
  }

  private void forward(StepContext context) {
    try {
      for (Step step : steps) {
        if (control.stopping()) {
          var judged = judge(context.committed());
          end(new Outcome.Stopped(judged.leftovers(), judged.offers()));
          return;
        }
        context.step(step.name());
        context.pause(java.time.Duration.ZERO);
        if (control.cancelled() && !context.committed()) {
          throw new Control.Leave();
        }
        emit(new OperationEvent.StepStarted(step.name()));
        inStep = true;
        try {
          step.run(context);
        } finally {
          inStep = false;
        }
        emit(new OperationEvent.StepDone(step.name()));
      }
      end(new Outcome.Succeeded(List.of()));
    } catch (IOException e) {
      broken(context, context.explain(e));
    }
  }

  private void broken(StepContext context, IOException failure) {
    boolean mayUndo = !context.committed();
    context.close();
    if (control.closing()) {
      return; // the journal has no end: the next start finds it
    }
    if (mayUndo && control.cancelled()) {
      undo(null);
    } else if (control.stopping() && failure instanceof Control.Leave) {
      var judged = judge(context.committed());
      end(new Outcome.Stopped(judged.leftovers(), judged.offers()));
    } else if (mayUndo && takesBack(context.step(), failure)) {
      undo(failed(context.step(), Problem.of(failure), true));
    } else {
      end(failed(context.step(), Problem.of(failure), context.committed()));
    }
  }

  /** The first step only looks. */
  private boolean takesBack(String step, IOException failure) {
    return !steps.getFirst().name().equals(step) && recipe.takesBack(step, failure);
  }

  private Outcome.Failed failed(String step, Problem problem, boolean hasCommitted) {
    var judged = judge(hasCommitted);
    return new Outcome.Failed(step, problem, false, judged.leftovers(), judged.offers());
  }

  /** Takes the steps back, last first; then ends as cancelled, or as failed if that is why. */
  private void undo(Outcome.@Nullable Failed why) {
    emit(new OperationEvent.Undoing());
    StepContext context = context(true, committed);
    try {
      for (Step step : steps.reversed()) {
        context.step(step.name());
        step.undo(context);
        emit(new OperationEvent.StepUndone(step.name()));
      }
      end(
          why == null
              ? new Outcome.Cancelled(List.of())
              : new Outcome.Failed(
                  why.step(),
                  takenBack(why.problem()),
                  true,
                  List.of(),
                  Set.of(OperationAction.CONTINUE)));
    } catch (IOException e) {
      IOException failure = context.explain(e);
      context.close();
      if (!control.closing()) {
        Problem problem = Problem.of(failure);
        var judged = judge(false);
        var left = new ArrayList<String>();
        left.add("It could not be taken back completely: " + problem.sentence());
        left.addAll(judged.leftovers());
        end(
            new Outcome.Failed(
                why == null ? context.step() : why.step(),
                why == null ? problem : why.problem(),
                false,
                left,
                judged.offers()));
      }
    } finally {
      context.close();
    }
  }

  private Problem takenBack(Problem why) {
    String safe = why.sentence() + " " + recipe.takenBack(order);
    return new Problem(why.code(), why.title(), safe, why.tryThis(), why.details());
  }

  private Recipe.Judgement judge(boolean hasCommitted) {
    Optional<OperationEvent.Committed> state =
        hasCommitted && committed.isEmpty()
            ? Optional.of(new OperationEvent.Committed(true))
            : committed;
    StepContext context = context(true, state);
    try {
      return recipe.judge(context);
    } catch (IOException _) {
      return recipe.unknown(order, hasCommitted);
    } finally {
      context.close();
    }
  }

  private StepContext context(boolean undoing, Optional<OperationEvent.Committed> state) {
    var context =
        new StepContext(
            order,
            engine.drivers(),
            engine.nodes(),
            engine.limits(),
            control,
            this::emit,
            state,
            notes,
            undoing);
    if (!undoing) {
      current = context;
    }
    return context;
  }

  private void end(Outcome outcome) {
    emit(new OperationEvent.Ended(outcome, Instant.now()));
  }

  private void emit(OperationEvent event) {
    happened.accept(event, journal);
  }
}
