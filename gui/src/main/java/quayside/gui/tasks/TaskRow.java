package quayside.gui.tasks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import quayside.core.operation.OperationView;
import quayside.core.operation.Place;
import quayside.core.problem.Problem;
import quayside.gui.fx.Figures;
import quayside.gui.fx.Texts;

/** One operation in words. */
public final class TaskRow {
  private final ReadOnlyObjectWrapper<OperationView> view;

  TaskRow(OperationView view) {
    this.view = new ReadOnlyObjectWrapper<>(view);
  }

  /** How it stands now. */
  public ReadOnlyObjectProperty<OperationView> view() {
    return view.getReadOnlyProperty();
  }

  String id() {
    return view.get().id();
  }

  void show(OperationView now) {
    view.set(now);
  }

  /** {@code harbor-a → harbor-b}. */
  String way() {
    OperationView op = view.get();
    return Texts.get(
        switch (op.kind()) {
          case MOVE, EXPORT, IMPORT, CREATE -> "task.way";
          case CLONE -> "task.way.clone";
        },
        from(op),
        to(op));
  }

  /** Where it comes from: the node, or what it is made of. */
  private static String from(OperationView op) {
    String name = nameOf(op.source());
    if (op.kind() == OperationView.Kind.CREATE) {
      boolean isHere = op.source().onNode().equals(op.target().onNode());
      return isHere ? name : op.source().toString();
    }
    return op.source().onNode().orElse(name);
  }

  /** Where it goes: the node alone if the container keeps its id. */
  private static String to(OperationView op) {
    if (op.kind() == OperationView.Kind.CREATE) {
      return op.target().onNode().orElse("");
    }
    return switch (op.target()) {
      case Place.OnNode on -> on.id().equals(nameOf(op.source())) ? on.node() : on.toString();
      case Place.InFile _, Place.Template _ -> nameOf(op.target());
    };
  }

  /** What it works on: the container's id, or the file's name. */
  String name() {
    OperationView op = view.get();
    return nameOf(op.kind() == OperationView.Kind.CREATE ? op.target() : op.source());
  }

  private static String nameOf(Place place) {
    return switch (place) {
      case Place.OnNode on -> on.id();
      case Place.InFile in -> java.nio.file.Path.of(in.path()).getFileName() + "";
      case Place.Template of -> of.name();
    };
  }

  /** {@code 31.9 of 38.6 GB · 112 MB/s · 58 s left}. */
  String figures() {
    OperationView op = view.get();
    List<String> parts = new ArrayList<>();
    if (op.bytesTotal() > 0) {
      parts.add(Figures.bytesOf(op.bytesDone(), op.bytesTotal()));
    }
    if (op.bytesPerSecond().isPresent()) {
      parts.add(Figures.rate(op.bytesPerSecond().getAsLong()));
    }
    op.timeLeft()
        .map(left ->
            Texts.get("task.left", Figures.time(Duration.ofSeconds(Math.max(1, left.toSeconds())))))
        .ifPresent(parts::add);
    return parts.isEmpty() ? doing() : String.join(" · ", parts);
  }

  /** What it does just now, or its status. */
  String doing() {
    OperationView op = view.get();
    Optional<String> step =
        op.steps().stream()
            .filter(s -> s.state() == OperationView.StepState.RUNNING)
            .map(s -> s.detail().isBlank() ? StepNames.of(s.name()) : s.detail())
            .findFirst();
    return switch (op.status()) {
      case QUEUED -> Texts.get("task.queued");
      case RUNNING -> step.orElse(Texts.get("task.running"));
      case WAITING -> Texts.get("task.waiting");
      case CANCELLING -> Texts.get("task.cancelling");
      case SUCCEEDED -> Texts.get("task.done");
      case CANCELLED -> Texts.get("task.cancelled");
      case FAILED -> Texts.get("task.failed");
      case INTERRUPTED -> Texts.get("task.interrupted");
    };
  }

  /** The sentence of an operation that is over. */
  String result() {
    OperationView op = view.get();
    String problem =
        op.problem().map(p -> (p.sentence() + " " + p.tryThis()).strip()).orElseGet(this::doing);
    return switch (op.status()) {
      case SUCCEEDED -> success(op);
      case CANCELLED -> cancelled(op);
      case QUEUED, RUNNING, WAITING, CANCELLING, FAILED, INTERRUPTED -> problem;
    };
  }

  /**
   * {@code stop ≈ 1.4 s} as long as it is a forecast, {@code stopped 1.31 s ± 20 ms} once it was
   * measured.
   */
  String forecast() {
    OperationView op = view.get();
    if (op.stop().isPresent()) {
      var stop = op.stop().get();
      return Texts.get("task.stopped", Figures.stop(stop.total()), millis(stop.error()));
    }
    return op.forecast().map(f -> Texts.get("task.forecast", Figures.time(f.stop()))).orElse("");
  }

  private String cancelled(OperationView op) {
    return switch (op.kind()) {
      case MOVE, CLONE ->
          Texts.get("task.cancelled.sentence", name(), op.source().onNode().orElse(""));
      case EXPORT -> Texts.get("task.cancelled.export", name(), op.source().onNode().orElse(""));
      case IMPORT -> Texts.get("task.cancelled.import", op.target().onNode().orElse(""));
      case CREATE -> Texts.get("task.cancelled.create", name(), op.target().onNode().orElse(""));
    };
  }

  private static String success(OperationView op) {
    Instant end = op.ended().orElse(op.started());
    List<String> parts = new ArrayList<>();
    parts.add(
        Texts.get(
            switch (op.kind()) {
              case MOVE -> "task.moved";
              case CLONE -> "task.cloned";
              case EXPORT -> "task.exported";
              case IMPORT -> "task.imported";
              case CREATE -> "task.created";
            },
            Figures.time(Duration.between(op.started(), end))));
    int rounds = op.rounds().size();
    String bytes = Figures.bytes(op.bytesDone());
    if (op.kind() != OperationView.Kind.CREATE) {
      parts.add(rounds < 2 ? bytes : Texts.get("task.rounds", bytes, rounds));
    }
    return String.join(" · ", parts);
  }

  /** What the measured stop was made of; empty before there is one. */
  String stopInFull() {
    return view.get()
        .stop()
        .map(s ->
            Texts.get(
                "task.stop.parts",
                Figures.stop(s.total()),
                millis(s.error()),
                Figures.stop(s.shutdown()),
                Figures.stop(s.transfer())))
        .orElse("");
  }

  private static String millis(Duration time) {
    return time.toMillis() < 1000 ? time.toMillis() + " ms" : Figures.time(time);
  }

  /** Everything to tell about it: problem, what is left, steps. */
  Problem report() {
    OperationView op = view.get();
    Problem problem =
        op.problem().orElseGet(() -> new Problem("operation", doing(), result(), "", ""));
    StringBuilder details = new StringBuilder(problem.details());
    details.append("\n").append(op.kind()).append(" ").append(op.source()).append(" ");
    details.append(op.target()).append("\n");
    details.append(op.id()).append(" ").append(op.status()).append("\n");
    op.steps().forEach(s -> details.append(s.name()).append(" ").append(s.state()).append("\n"));
    op.leftovers().forEach(left -> details.append(left).append("\n"));
    details.append(stopInFull());
    String left = String.join("\n", op.leftovers());
    return new Problem(
        problem.code(),
        problem.title(),
        problem.sentence(),
        (problem.tryThis() + (left.isEmpty() ? "" : "\n" + left)).strip(),
        details.toString().strip());
  }
}
