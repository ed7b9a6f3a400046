package quayside.gui.migrate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import quayside.core.migrate.Finding;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.Moves;
import quayside.core.migrate.Preflight;
import quayside.core.migrate.Preview;
import quayside.core.model.ContainerRef;
import quayside.gui.fx.Figures;
import quayside.gui.fx.Texts;
import quayside.gui.fx.Ui;

/**
 * What a drop would mean, before it. The quick answer comes from what is known; the nodes are asked
 * beside it, once for each pair, and their answer is kept for a moment.
 */
public final class DropPreview {
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final Ui ui;
  private final Moves moves;
  private final Clock clock;
  private final Map<MoveRequest, Asked> asked = new HashMap<>();

  private record Asked(Instant when, Optional<Preflight> answer) {}

  /** How sure a hint is, and which way. */
  public enum Verdict {
    POSSIBLE,
    TO_SETTLE,
    REFUSED
  }

  /**
   * What to show beside the pointer.
   *
   * @param lines label and value
   * @param remark one sentence; why not, what is to settle, or that all is well
   */
  public record Hint(Verdict verdict, String title, List<Line> lines, String remark) {}

  /** One figure of a hint. */
  public record Line(String label, String value) {}

  /** Previews moves. */
  public DropPreview(Ui ui, Moves moves, Clock clock) {
    this.ui = ui;
    this.moves = moves;
    this.clock = clock;
  }

  /**
   * The hint for now; nothing blocks.
   *
   * @param better runs when the nodes have answered and the hint would be another
   */
  public Hint hint(List<ContainerRef> refs, String target, boolean cloning, Runnable better) {
    String what = refs.size() == 1 ? refs.getFirst().id() : Texts.get("drag.many", refs.size());
    String title = Texts.get(cloning ? "hint.clone" : "hint.move", what, target);
    Sum sum = new Sum();
    for (ContainerRef ref : refs) {
      switch (moves.preview(ref, target, cloning)) {
        case Preview.Refused no -> {
          return new Hint(Verdict.REFUSED, title, List.of(), no.reason());
        }
        case Preview.Possible yes -> {
          Optional<Preflight> known = ask(MoveRequest.of(ref, target, cloning), better);
          sum.add(yes, known);
        }
      }
    }
    return new Hint(sum.verdict(), title, sum.lines(), sum.remark());
  }

  private Optional<Preflight> ask(MoveRequest request, Runnable better) {
    Asked before = asked.get(request);
    Instant now = clock.instant();
    if (before != null && before.when.plus(FRESH).isAfter(now)) {
      return before.answer;
    }
    asked.put(request, new Asked(now, before == null ? Optional.empty() : before.answer));
    ui.run(
        () -> moves.check(request),
        answer -> {
          asked.put(request, new Asked(clock.instant(), Optional.of(answer)));
          better.run();
        },
        _ -> {}); // the plan will say it; a hint need not
    return Optional.ofNullable(asked.get(request)).flatMap(Asked::answer);
  }

  /** Several containers together. */
  private static final class Sum {
    private long bytes;
    private boolean someBytes;
    private Duration duration = Duration.ZERO;
    private Duration stop = Duration.ZERO;
    private String method = "";
    private int unknown;
    private int blockers;
    private String blocker = "";

    void add(Preview.Possible quick, Optional<Preflight> exact) {
      method = quick.method();
      OptionalLong size =
          exact.map(Preflight::bytes).filter(OptionalLong::isPresent).orElse(quick.bytes());
      someBytes |= size.isPresent();
      bytes += size.orElse(0);
      duration =
          duration.plus(
              exact.flatMap(Preflight::duration).or(quick::duration).orElse(Duration.ZERO));
      Duration here = exact.flatMap(Preflight::stop).or(quick::stop).orElse(Duration.ZERO);
      stop = stop.compareTo(here) > 0 ? stop : here;
      if (exact.isEmpty()) {
        unknown++;
      }
      for (Finding finding : exact.map(Preflight::findings).orElse(List.of())) {
        if (finding.severity() == Finding.Severity.BLOCKER) {
          blockers++;
          blocker = blocker.isEmpty() ? finding.sentence() : blocker;
        }
      }
    }

    Verdict verdict() {
      return blockers > 0 ? Verdict.TO_SETTLE : Verdict.POSSIBLE;
    }

    List<Line> lines() {
      var lines = new java.util.ArrayList<Line>();
      if (someBytes) {
        String size = Figures.bytes(bytes);
        String carries =
            duration.isZero() ? size : Texts.get("hint.carries.in", size, Figures.time(duration));
        lines.add(new Line(Texts.get("hint.carries"), carries));
      }
      if (!stop.isZero()) {
        lines.add(new Line(Texts.get("hint.stops"), "≈ " + Figures.time(stop)));
      }
      lines.add(new Line(Texts.get("hint.way"), method));
      return lines;
    }

    String remark() {
      if (blockers > 0) {
        return blocker;
      }
      return Texts.get(unknown > 0 ? "hint.asking" : "hint.good");
    }
  }
}
