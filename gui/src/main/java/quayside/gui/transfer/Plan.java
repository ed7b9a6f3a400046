package quayside.gui.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import quayside.core.migrate.Finding;
import quayside.core.problem.Problem;
import quayside.core.transfer.Checked;
import quayside.gui.fx.Texts;
import quayside.gui.fx.Ui;

/**
 * What is in the way of some wishes of one kind, and starting them. Those that are refused stay.
 *
 * @param <R> a wish
 */
final class Plan<R> {
  private final Ui ui;
  private final Engine<R> engine;
  private final ArrayList<R> wishes = new ArrayList<>();
  private final ObservableList<Found<R>> found = FXCollections.observableArrayList();
  private final ReadOnlyBooleanWrapper checking = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper ready = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper done = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper remark = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<Optional<Checked>> first =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private int generation;
  private boolean refused;

  /** Something found for one of the wishes. */
  record Found<R>(R wish, Finding finding) {}

  /** What checks and starts wishes; blocks. */
  interface Engine<R> {
    Checked check(R wish) throws IOException;

    void start(R wish) throws IOException;
  }

  Plan(Ui ui, Engine<R> engine) {
    this.ui = ui;
    this.engine = engine;
  }

  /** What was found, worst first. */
  ObservableList<Found<R>> found() {
    return found;
  }

  /** Whether it is being asked. */
  ReadOnlyBooleanProperty checking() {
    return checking.getReadOnlyProperty();
  }

  /** Whether it can be started now. */
  ReadOnlyBooleanProperty ready() {
    return ready.getReadOnlyProperty();
  }

  /** Whether all of it was started. */
  ReadOnlyBooleanProperty done() {
    return done.getReadOnlyProperty();
  }

  /** One line about what is to settle. */
  ReadOnlyStringProperty remark() {
    return remark.getReadOnlyProperty();
  }

  /** What would happen to the first wish. */
  ReadOnlyObjectProperty<Optional<Checked>> first() {
    return first.getReadOnlyProperty();
  }

  /** Asks what is in the way of these wishes; a later question makes an earlier one void. */
  void check(List<R> asked) {
    int mine = ++generation;
    wishes.clear();
    wishes.addAll(asked);
    ready.set(false);
    checking.set(true);
    remark.set(Texts.get("transfer.checking"));
    ui.run(
        () -> {
          List<Checked> answers = new ArrayList<>();
          for (R wish : asked) {
            answers.add(engine.check(wish));
          }
          return answers;
        },
        answers -> {
          if (mine == generation) {
            show(asked, answers);
          }
        },
        problem -> {
          if (mine == generation) {
            trouble(asked.getFirst(), problem);
          }
        });
  }

  /** Nothing can be asked yet. */
  void incomplete(String why) {
    generation++;
    checking.set(false);
    ready.set(false);
    found.clear();
    remark.set(why);
  }

  /** Does something that settles a finding, then asks again. */
  void settle(R wish, Ui.Action action, Runnable again) {
    int mine = ++generation;
    checking.set(true);
    ready.set(false);
    remark.set(Texts.get("plan.fixing"));
    ui.act(
        action,
        () -> {
          if (mine == generation) {
            again.run();
          }
        },
        problem -> trouble(wish, problem));
  }

  /** Starts what was asked for last, one after the other. */
  void start() {
    int mine = ++generation;
    ready.set(false);
    checking.set(true);
    refused = false;
    remark.set(Texts.get("plan.starting"));
    startNext(mine, new ArrayList<>(wishes));
  }

  private void startNext(int mine, List<R> waiting) {
    if (waiting.isEmpty()) {
      checking.set(false);
      done.set(!refused);
      return;
    }
    R next = waiting.removeFirst();
    ui.act(
        () -> engine.start(next),
        () -> {
          wishes.remove(next);
          startNext(mine, waiting);
        },
        problem -> {
          refused = true;
          startNext(mine, waiting);
          trouble(next, problem);
        });
  }

  /** The wishes that are still to be started. */
  List<R> wishes() {
    return List.copyOf(wishes);
  }

  private void show(List<R> asked, List<Checked> answers) {
    checking.set(false);
    List<Found<R>> all = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      R wish = asked.get(i);
      answers.get(i).preflight().findings().forEach(f -> all.add(new Found<>(wish, f)));
    }
    Function<Found<R>, Finding.Severity> severity = f -> f.finding().severity();
    all.sort(Comparator.comparing(severity));
    found.setAll(all);
    first.set(answers.stream().findFirst());
    long open = all.stream().filter(f -> severity.apply(f) == Finding.Severity.BLOCKER).count();
    ready.set(open == 0);
    remark.set(Texts.toSettle(open));
  }

  private void trouble(R wish, Problem problem) {
    checking.set(false);
    ready.set(false);
    Finding finding =
        new Finding(
            problem.code(),
            Finding.Severity.BLOCKER,
            (problem.sentence() + " " + problem.tryThis()).strip(),
            Optional.empty());
    found.setAll(List.of(new Found<>(wish, finding)));
    remark.set(Texts.get("plan.failed"));
  }
}
