package quayside.gui.migrate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import quayside.core.fleet.Fleet;
import quayside.core.migrate.Finding;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.KnownWay;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.Moves;
import quayside.core.migrate.Preflight;
import quayside.core.migrate.WayOptions;
import quayside.core.model.ContainerRef;
import quayside.core.problem.Problem;
import quayside.gui.fx.SnapshotChoice;
import quayside.gui.fx.Texts;
import quayside.gui.fx.Ui;

/** The plan of a move: options, what preflight found, and starting it. */
public final class MoveViewModel {

  /** When to switch over, and whether it is stopped for that. */
  public enum Switch {
    NOW,
    WHEN_SHORT,
    ASK,
    LIMIT,
    /** As soon as everything is there; its memory is carried instead of stopping it. */
    LIVE
  }

  /** Something found for one of the containers. */
  public record Found(ContainerRef source, Finding finding) {}

  private final Ui ui;
  private final Fleet fleet;
  private final Moves moves;
  private final ArrayList<ContainerRef> sources;

  /** Name of the node that it shall go to. */
  final SimpleStringProperty target = new SimpleStringProperty("");

  final SimpleBooleanProperty cloning = new SimpleBooleanProperty();
  final SimpleBooleanProperty starting = new SimpleBooleanProperty(true);
  final SimpleBooleanProperty withoutNetwork = new SimpleBooleanProperty();
  final SimpleStringProperty asId = new SimpleStringProperty("");
  final SimpleStringProperty toPool = new SimpleStringProperty("");

  /** A clone's original goes on; what is copied then may be from different moments. */
  final SimpleBooleanProperty withoutStop = new SimpleBooleanProperty();

  /** A clone's original, stopped for the last round, is not started again. */
  final SimpleBooleanProperty leftStopped = new SimpleBooleanProperty();

  final OsctlChoices osctl = new OsctlChoices();
  final InstanceChoices instances = new InstanceChoices();

  /** What a clone is made of, where {@link #offersStates}. */
  final SnapshotChoice states;

  final SimpleObjectProperty<Switch> switching = new SimpleObjectProperty<>(Switch.WHEN_SHORT);
  final SimpleObjectProperty<Duration> limit = new SimpleObjectProperty<>(Duration.ofSeconds(2));

  private final ObservableList<Found> found = FXCollections.observableArrayList();
  private final ReadOnlyBooleanWrapper checking = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper ready = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper done = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper remark = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper commands = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<Optional<Preflight>> first =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  /** Those for which a refresh was chosen. */
  final Set<ContainerRef> refreshed = new HashSet<>();

  private final Set<ContainerRef> failed = new HashSet<>();
  private int generation;

  /** A plan for some containers; {@link #check} asks the nodes. */
  public MoveViewModel(
      Ui ui, Fleet fleet, Moves moves, List<ContainerRef> sources, String target, boolean cloning) {
    this.ui = ui;
    this.fleet = fleet;
    this.states = new SnapshotChoice(ui, fleet);
    this.moves = moves;
    this.sources = new ArrayList<>(sources);
    this.target.set(target);
    this.cloning.set(cloning);
    this.target.subscribe(this::withdraw);
    switching.addListener((_, _, how) -> {
      if (how == Switch.LIVE) refreshed.clear(); // its memory goes on in no other instance
    });
    for (var place : List.of(this.target, asId, instances.toProject)) {
      place.addListener(_ -> refreshed.clear()); // there is something else, or nothing
    }
    this.target.addListener(_ -> osctl.port.set("")); // it was another node's
    this.cloning.subscribe(this::withdraw);
  }

  /** What is not offered any more is not chosen any more. */
  private void withdraw() {
    if (switching.get() == Switch.LIVE && !offersLive()) {
      switching.set(Switch.WHEN_SHORT);
    }
  }

  /** Whether the way can be told to carry the memory; the nodes may still say why not. */
  boolean offersLive() {
    return !cloning.get() && isBetweenServers();
  }

  /** Whether a clone can be made of a snapshot. */
  boolean offersStates() {
    boolean wanted = states.chosen.get().isPresent(); // perhaps before there is a target
    return cloning.get() && sources.size() == 1 && (wanted || isBetweenServers());
  }

  /** The snapshot that the clone is made of, if it is. */
  Optional<String> snapshot() {
    return offersStates() ? states.chosen.get() : Optional.empty();
  }

  /** Whether the original is stopped, and could be left so. */
  boolean offersToLeaveStopped() {
    return cloning.get() && !withoutStop.get() && snapshot().isEmpty();
  }

  /** Whether it is left so. */
  boolean leavesStopped() {
    return offersToLeaveStopped() && leftStopped.get();
  }

  /** Whether it goes between Incus and LXD servers. */
  boolean isBetweenServers() {
    return known(sources.getFirst()) instanceof IncusOptions;
  }

  /** Leaves the sources where they are. */
  public void cloneInstead() {
    cloning.set(true);
  }

  /** Makes it a clone of the state that a snapshot keeps. */
  public void ofSnapshot(String name) {
    cloning.set(true);
    states.chosen.set(Optional.of(name));
  }

  /** The containers that are still to be started. */
  public List<ContainerRef> sources() {
    return List.copyOf(sources);
  }

  /** What preflight found, worst first. */
  public ObservableList<Found> found() {
    return found;
  }

  /** Whether the nodes are being asked. */
  public ReadOnlyBooleanProperty checking() {
    return checking.getReadOnlyProperty();
  }

  /** Whether it can be started now. */
  public ReadOnlyBooleanProperty ready() {
    return ready.getReadOnlyProperty();
  }

  /** Whether all of it was started. */
  public ReadOnlyBooleanProperty done() {
    return done.getReadOnlyProperty();
  }

  /** One line about what is to settle. */
  public ReadOnlyStringProperty remark() {
    return remark.getReadOnlyProperty();
  }

  /** The equivalent commands. */
  public ReadOnlyStringProperty commands() {
    return commands.getReadOnlyProperty();
  }

  /** What would happen to the first container. */
  public ReadOnlyObjectProperty<Optional<Preflight>> first() {
    return first.getReadOnlyProperty();
  }

  /** Asks the nodes what is in the way; a later check makes an earlier one void. */
  public void check() {
    int mine = ++generation;
    ready.set(false);
    if (target.get().isEmpty()) {
      remark.set(Texts.get("plan.choose"));
      return;
    }
    Optional<String> mistake = new PlanRequests(this).mistake();
    if (mistake.isPresent()) {
      checking.set(false);
      say(PlanRequests.MISTYPED, mistake.get(), Texts.toSettle(1));
      return;
    }
    checking.set(true);
    remark.set(Texts.get("plan.checking"));
    List<MoveRequest> requests = requests();
    ui.run(
        () -> {
          List<Preflight> answers = new ArrayList<>();
          for (MoveRequest request : requests) {
            answers.add(moves.check(request));
          }
          return answers;
        },
        answers -> {
          if (mine == generation) {
            show(requests, answers);
          }
        },
        problem -> {
          if (mine == generation) {
            trouble(problem);
          }
        });
  }

  /** Settles missing trust for these moves alone, then checks again. */
  public void onlyOnce() {
    osctl.once.set(true);
    check();
  }

  /** What has the container's name there shall become what the container is now. */
  public void refresh(ContainerRef source) {
    if (switching.get() == Switch.LIVE) {
      switching.set(Switch.WHEN_SHORT);
    }
    refreshed.add(source);
    check();
  }

  /** What has the container's name there stays as it is. */
  public void leaveAsItIs(ContainerRef source) {
    refreshed.remove(source);
    check();
  }

  /** Whether somebody chose to refresh what has the container's name there. */
  boolean refreshes(ContainerRef source) {
    return new PlanRequests(this).refreshes(source);
  }

  /** Does what a finding's button says, then checks again. */
  public void fix(Found which) {
    which
        .finding()
        .fix()
        .ifPresent(fix -> {
          int mine = ++generation;
          checking.set(true);
          ready.set(false);
          remark.set(Texts.get("plan.fixing"));
          ui.act(
              () -> moves.fix(request(which.source()), fix),
              () -> {
                if (mine == generation) check();
              },
              this::trouble);
        });
  }

  /** Starts every container's move; those that are refused stay in the plan. */
  public void start() {
    int mine = ++generation;
    ready.set(false);
    checking.set(true);
    remark.set(Texts.get("plan.starting"));
    failed.clear();
    startNext(mine, new ArrayList<>(sources));
  }

  private void startNext(int mine, List<ContainerRef> waiting) {
    if (waiting.isEmpty()) {
      checking.set(false);
      done.set(failed.isEmpty());
      return;
    }
    ContainerRef next = waiting.removeFirst();
    MoveRequest request = request(next);
    ui.run(
        () -> moves.start(request),
        _ -> {
          sources.remove(next);
          startNext(mine, waiting);
        },
        problem -> {
          failed.add(next);
          startNext(mine, waiting);
          trouble(problem);
        });
  }

  /** The request for one container with the options as they are. */
  MoveRequest request(ContainerRef source) {
    return new PlanRequests(this).of(source);
  }

  /** What only the way that will be gone can be told. */
  WayOptions known(ContainerRef source) {
    return moves.ways(source.node(), target.get(), cloning.get()).stream()
        .findFirst()
        .map(KnownWay::options)
        .orElse(new WayOptions.None());
  }

  /** The SSH port of the target that is taken if nobody says another; empty if unknown. */
  String usualPort() {
    return fleet.nodes().stream()
        .filter(view -> view.node().name().equals(target.get()))
        .map(view -> Integer.toString(view.node().peerAddress().port()))
        .findFirst()
        .orElse("");
  }

  private List<MoveRequest> requests() {
    return sources.stream().map(this::request).toList();
  }

  private void show(List<MoveRequest> requests, List<Preflight> answers) {
    checking.set(false);
    List<Found> all = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      ContainerRef source = requests.get(i).source();
      answers.get(i).findings().forEach(finding -> all.add(new Found(source, finding)));
      lines.addAll(answers.get(i).commands());
    }
    all.sort(java.util.Comparator.comparing(f -> f.finding().severity()));
    found.setAll(all);
    commands.set(String.join("\n", lines));
    first.set(answers.stream().findFirst());
    long open =
        all.stream().filter(f -> f.finding().severity() == Finding.Severity.BLOCKER).count();
    ready.set(open == 0);
    remark.set(Texts.toSettle(open));
  }

  private void trouble(Problem problem) {
    checking.set(false);
    ready.set(false);
    String sentence = (problem.sentence() + " " + problem.tryThis()).strip();
    say(problem.code(), sentence, Texts.get("plan.failed"));
  }

  /** One thing forbids it, and nothing else is known. */
  private void say(String code, String sentence, String summary) {
    var finding = new Finding(code, Finding.Severity.BLOCKER, sentence, Optional.empty());
    found.setAll(new Found(sources.getFirst(), finding));
    remark.set(summary);
  }
}
