package quayside.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import quayside.core.operation.Activity;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationView;

/** Stays with an operation until it is over or waits for somebody who is not here. */
final class Follow {
  private static final long TICK_MILLIS = 200;

  private final Activity activity;
  private final Console console;
  private final Map<String, String> said = new HashMap<>();

  Follow(Activity activity, Console console) {
    this.activity = activity;
    this.console = console;
  }

  /** Draws it until its end and returns how it ended, already said; see {@link #code}. */
  OperationView toTheEnd(String id) throws IOException, InterruptedException {
    BlockingQueue<OperationView> news = new ArrayBlockingQueue<>(1);
    var interrupts = new AtomicInteger();
    int heard = 0;
    try (var _ = activity.watch(view -> replace(news, view, id));
        var _ = CtrlC.on("INT", interrupts::incrementAndGet)) {
      OperationView shown = now(id);
      show(shown);
      while (!shown.isOver()) {
        if (interrupts.get() > heard) {
          heard++;
          if (heard > 1 || !stop(shown)) {
            console.note("Left as it is; “quayside activity show " + id + "” tells where.");
            return shown;
          }
        }
        if (shown.status() == OperationView.Status.WAITING && !decide(shown)) {
          break;
        }
        OperationView next = news.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
        shown = next == null ? now(id) : next;
        show(shown);
      }
      end(shown);
      return shown;
    }
  }

  /** The exit status for an operation as it stands. */
  static int code(OperationView view) {
    return switch (view.status()) {
      case SUCCEEDED, WAITING -> Main.DONE;
      case CANCELLED, CANCELLING -> Main.CANCELLED;
      case FAILED, INTERRUPTED -> Main.FAILED;
      case QUEUED, RUNNING -> Main.CANCELLED; // left by a second Ctrl-C
    };
  }

  private OperationView now(String id) throws IOException {
    return activity.operations().stream()
        .filter(view -> view.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IOException("The operation " + id + " is gone from the list."));
  }

  private static void replace(BlockingQueue<OperationView> news, OperationView view, String id) {
    if (view.id().equals(id)) {
      while (!news.offer(view)) {
        news.poll();
      }
    }
  }

  /** Ctrl-C: takes it back where that is possible, else stops after the running step. */
  private boolean stop(OperationView view) {
    for (OperationAction action :
        List.of(OperationAction.CANCEL, OperationAction.STOP_AFTER_STEP)) {
      if (view.actions().contains(action)) {
        try {
          activity.act(view.id(), action);
          console.note(
              action == OperationAction.CANCEL
                  ? "Cancelling; everything is taken back. Ctrl-C again leaves it as it is."
                  : "Stopping after this step. Ctrl-C again leaves it at once.");
          return true;
        } catch (IOException e) {
          console.note(String.valueOf(e.getMessage()));
        }
      }
    }
    console.note("It can no longer be taken back. Ctrl-C again leaves it as it is.");
    return true;
  }

  /** Asks whether to switch over; false if nobody is there to answer. */
  private boolean decide(OperationView view) throws IOException {
    Optional<String> answer = console.ask(forecast(view) + " Switch over? [yes/sync/later]");
    if (answer.isEmpty()) {
      return false;
    }
    switch (answer.get()) {
      case "y", "yes" -> activity.act(view.id(), OperationAction.SWITCH_NOW);
      case "s", "sync" -> activity.act(view.id(), OperationAction.SYNC_AGAIN);
      case "l", "later", "n", "no" -> {
        return false;
      }
      default -> console.note("yes: now; sync: one more round before; later: leave it ready.");
    }
    return true;
  }

  private static String forecast(OperationView view) {
    return view.forecast()
        .map(f -> "Stop now ≈ " + Text.time(f.stop()) + ", " + Text.bytes(f.bytes()) + " left.")
        .orElse("Ready to switch over.");
  }

  private void show(OperationView view) {
    if (console.isJson()) {
      console.object(Views.progress(view));
    } else if (console.isTerminal()) {
      console.status(Bar.line(view, console.width()));
    } else {
      for (OperationView.StepView step : view.steps()) {
        String state = Views.lower(step.state());
        boolean known = state.equals(said.put(step.name(), state));
        if (!known && step.state() != OperationView.StepState.TO_DO) {
          console.line("%-9s %s".formatted(step.name(), state));
        }
      }
    }
  }

  private void end(OperationView view) {
    console.object(Views.operation(view));
    report(view).forEach(console::line);
    view.problem()
        .filter(_ -> !console.isJson() && view.status() != OperationView.Status.WAITING)
        .ifPresent(console::problem);
    for (String left : view.leftovers()) {
      console.note("left: " + left);
    }
    if (view.status() == OperationView.Status.WAITING) {
      console.line("Ready. To switch over: quayside activity switch " + view.id());
    } else if (view.actions().contains(OperationAction.CONTINUE)) {
      console.note("To go on: quayside activity resume " + view.id());
    }
    if (view.isOver() && view.actions().contains(OperationAction.CLEAN_UP)) {
      console.note("To clean up: quayside activity cleanup " + view.id());
    }
  }

  /** What an operation did, in sentences. */
  static List<String> report(OperationView view) {
    var lines = new ArrayList<String>();
    String what = Views.lower(view.kind());
    Duration whole =
        Duration.between(view.started(), view.ended().orElseGet(java.time.Instant::now));
    lines.add(
        "%s of %s to %s %s after %s; %s carried in %d streams"
            .formatted(
                what,
                view.source(),
                view.target(),
                Views.lower(view.status()),
                Text.time(whole),
                Text.bytes(view.bytesDone()),
                view.rounds().size()));
    view.stop()
        .ifPresent(stop ->
            lines.add(
                "stopped for %s (± %s): shutdown %s, transfer and start %s"
                    .formatted(
                        Text.time(stop.total()),
                        Text.time(stop.error()),
                        Text.time(stop.shutdown()),
                        Text.time(stop.transfer()))));
    return lines;
  }
}
