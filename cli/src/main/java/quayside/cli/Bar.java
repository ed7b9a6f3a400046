package quayside.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quayside.core.operation.OperationView;

/** An operation as one line of a terminal: step, bar with a segment for each round, rate, time. */
final class Bar {
  private static final int SMALLEST = 10;

  private Bar() {}

  static String line(OperationView view, int width) {
    String head = "%-8s ".formatted(Views.step(view).map(OperationView.StepView::name).orElse(""));
    String tail = tail(view);
    int room = width - head.length() - tail.length() - 4;
    if (view.rounds().isEmpty() || room < SMALLEST) {
      return head + tail.strip();
    }
    return head + "[" + segments(view.rounds(), Math.min(room, 60)) + "] " + tail;
  }

  /** The rounds side by side, each as wide as its share of all bytes, at least one character. */
  static String segments(List<OperationView.Round> rounds, int room) {
    List<OperationView.Round> shown =
        rounds.size() * 2 <= room
            ? rounds
            : rounds.subList(rounds.size() - room / 2, rounds.size());
    long total = Math.max(1, shown.stream().mapToLong(OperationView.Round::total).sum());
    int left = room - (shown.size() - 1); // between two segments stands a |
    var parts = new ArrayList<String>();
    for (int i = 0; i < shown.size(); i++) {
      OperationView.Round round = shown.get(i);
      int after = shown.size() - i - 1;
      int share = (int) Math.round((double) round.total() / total * room);
      int cells = after == 0 ? left : Math.clamp(share, 1, Math.max(1, left - after));
      left -= cells;
      int full = round.total() == 0 ? 0 : (int) (cells * round.done() / round.total());
      parts.add("█".repeat(Math.min(full, cells)) + "░".repeat(Math.max(0, cells - full)));
    }
    return String.join("|", parts);
  }

  private static String tail(OperationView view) {
    var words = new ArrayList<String>();
    if (view.bytesTotal() > 0) {
      words.add(Text.bytes(view.bytesDone()) + " of " + Text.bytes(view.bytesTotal()));
    }
    if (view.bytesPerSecond().isPresent()) {
      words.add(Text.bytes(view.bytesPerSecond().getAsLong()) + "/s");
    }
    Optional<Duration> left = view.timeLeft();
    left.ifPresent(span -> words.add(Text.time(span) + " left"));
    if (view.rounds().isEmpty()) {
      Views.step(view).map(OperationView.StepView::detail).ifPresent(words::add);
    }
    return String.join(" · ", words);
  }
}
