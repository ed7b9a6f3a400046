package quayside.core.operation;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.Drivers;
import quayside.core.model.Node;
import quayside.core.problem.ProblemException;

/** What a step works with: the operation's own connections, and where to say how it goes. */
public final class StepContext {
  private final Order order;
  private final Drivers drivers;
  private final Function<String, Optional<Node>> nodes;
  private final Limits limits;
  private final Control control;
  private final Consumer<OperationEvent> events;
  private final Map<String, String> notes;
  private final boolean undoing;
  private volatile Connections connections;
  private volatile Optional<OperationEvent.Committed> committed;
  private volatile String step = "";

  StepContext(
      Order order,
      Drivers drivers,
      Function<String, Optional<Node>> nodes,
      Limits limits,
      Control control,
      Consumer<OperationEvent> events,
      Optional<OperationEvent.Committed> committed,
      Map<String, String> notes,
      boolean undoing) {
    this.order = order;
    this.drivers = drivers;
    this.nodes = nodes;
    this.limits = limits;
    this.control = control;
    this.events = events;
    this.committed = committed;
    this.notes = notes;
    this.undoing = undoing;
    this.connections = new Connections(drivers, limits.answer());
  }

  public Order order() {
    return order;
  }

  public Limits limits() {
    return limits;
  }

  public Node sourceNode() throws IOException {
    return node(order.source());
  }

  public Node targetNode() throws IOException {
    return node(order.target());
  }

  private Node node(Place place) throws IOException {
    String name = place.onNode().orElseThrow(() -> new IllegalStateException("not on a node"));
    return nodes
        .apply(name)
        .orElseThrow(() ->
            new ProblemException(
                "unknown-node",
                "Unknown node",
                "There is no node “" + name + "” in the node book.",
                "Add it again under this name."));
  }

  /** The operation's connection to the source. Ask for it anew before each call: it is a sign. */
  public ContainerDriver source() throws IOException {
    return connections.to(sourceNode());
  }

  /** The operation's connection to the target. Ask for it anew before each call: it is a sign. */
  public ContainerDriver target() throws IOException {
    return connections.to(targetNode());
  }

  /** One more connection, closed with the others. */
  public ContainerDriver another(Node node) throws IOException {
    return connections.another(node);
  }

  /** How long a node may say nothing from now on, until the next step begins. */
  public void patience(Duration time) {
    connections.limit(time);
  }

  /** A sign of life was heard. */
  public void alive() {
    connections.sign("");
  }

  /** Replaces broken connections by fresh ones. */
  public void reconnect() throws IOException {
    connections.close();
    if (control.closing() || (!undoing && control.cancelled() && committed.isEmpty())) {
      throw new Control.Leave();
    }
    connections = new Connections(drivers, limits.answer());
  }

  /** Says in words what is being done. */
  public void detail(String text) {
    alive();
    events.accept(new OperationEvent.StepDetail(step, text));
  }

  /** Says how many bytes were carried. */
  public void progress(OperationView.Round round, OptionalLong rate, Optional<Duration> left) {
    alive();
    events.accept(new OperationEvent.Progress(round, rate, left));
  }

  /** Says what a switch-over would mean. */
  public void forecast(OperationView.Forecast forecast) {
    events.accept(new OperationEvent.Forecasted(forecast));
  }

  /** Says how long the container was stopped. */
  public void stopped(OperationView.StopTime stop) {
    events.accept(new OperationEvent.StopMeasured(stop));
  }

  /** Whether somebody asked to switch over without further syncs. */
  public boolean switchNow() {
    return control.wantsSwitch();
  }

  /** Blocks until somebody says {@code SWITCH_NOW} or {@code SYNC_AGAIN}. */
  public OperationAction decide(String sentence) throws IOException {
    connections.limit(Duration.ofDays(1000));
    events.accept(new OperationEvent.Waiting(sentence));
    OperationAction decision = control.await();
    connections.limit(limits.answer());
    return decision;
  }

  /** Writes down, before it begins, what cannot be taken back. */
  public void commit(boolean sourceRan) throws IOException {
    control.commit();
    var event = new OperationEvent.Committed(sourceRan);
    committed = Optional.of(event);
    events.accept(event);
  }

  /** Whether the switch-over was begun, by this run or an earlier one. */
  public boolean committed() {
    return committed.isPresent();
  }

  /** Whether the source ran when the switch-over was begun. */
  public boolean sourceRan() {
    return committed.map(OperationEvent.Committed::sourceRan).orElse(false);
  }

  /** The failed switch-over was taken back: cancelling is possible again. */
  public void uncommit() {
    committed = Optional.empty();
    control.uncommit();
    events.accept(new OperationEvent.Reverted());
  }

  /**
   * Writes something down, on disk before this returns, for whoever goes on with the operation or
   * takes it back after a crash. Holds no secrets.
   */
  public void note(String name, String value) {
    notes.put(name, value);
    events.accept(new OperationEvent.Noted(name, value));
  }

  /** What was written down last under a name, by this run or an earlier one. */
  public Optional<String> noted(String name) {
    return Optional.ofNullable(notes.get(name));
  }

  /** A good moment to stop, for a step of several parts. */
  public void between() throws IOException {
    control.between();
  }

  /** Waits a while; ends at once if the operation is cancelled or the program closes. */
  public void pause(Duration time) throws IOException {
    alive();
    control.pause(time, undoing);
    alive();
  }

  void step(String name) {
    step = name;
    connections.limit(limits.answer());
  }

  String step() {
    return step;
  }

  IOException explain(IOException failure) {
    return connections.explain(failure);
  }

  void close() {
    connections.close();
  }
}
