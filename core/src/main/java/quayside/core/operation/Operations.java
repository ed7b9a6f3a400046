package quayside.core.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import quayside.core.driver.Drivers;
import quayside.core.home.Home;
import quayside.core.model.Node;
import quayside.transport.Threads;

/**
 * All operations of a home. Those ordered here run here, one at a time for each node as source and
 * as target; those of other processes are followed in their journals.
 */
public final class Operations implements Activity, AutoCloseable {
  /** For running operations to let go of their journals when the program closes. */
  private static final Duration GOODBYE = Duration.ofSeconds(2);

  private final Engine engine;
  private final Roster roster;
  private final List<Operation> queue = new ArrayList<>();
  private boolean closed;

  Operations(Engine engine) {
    this.engine = engine;
    this.roster = new Roster(engine.folder(), this::hear);
  }

  /**
   * Opens the operations of a home and begins to follow the journals.
   *
   * @param recipes all that orders may name
   */
  public static Operations open(
      Home home, Drivers drivers, Function<String, Optional<Node>> nodes, List<Recipe> recipes) {
    return open(
        new Engine(home.journal(), drivers, nodes, new Recipes(recipes), Limits.USUAL, _ -> {}));
  }

  static Operations open(Engine engine) {
    var operations = new Operations(engine);
    operations.roster.look();
    Thread _ = Threads.start("journals", operations.roster::follow);
    return operations;
  }

  /**
   * Takes an order on; it runs as soon as no other operation works on its nodes in the same role.
   *
   * @return the operation's id
   */
  public String submit(Order order) throws IOException {
    Recipe recipe = engine.recipes().of(order);
    String id = newId();
    Journal journal =
        Journal.own(engine.folder(), id, engine.written())
            .orElseThrow(() -> new IOException("The journal " + id + " is taken."));
    var steps = recipe.plan(order).steps().stream().map(Step::name).toList();
    var planned = new OperationEvent.Planned(id, order, steps, Instant.now());
    journal.write(planned, true);
    enqueue(new Entry(id, new Board(planned)), recipe, Operation.Purpose.RUN, journal);
    return id;
  }

  private static String newId() {
    var random = new SecureRandom();
    return DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT)
            .withZone(ZoneOffset.UTC)
            .format(Instant.now())
        + String.format(Locale.ROOT, "-%04x", random.nextInt(0x10000));
  }

  private void enqueue(Entry entry, Recipe recipe, Operation.Purpose purpose, Journal journal) {
    roster.lock.lock();
    try {
      var operation =
          new Operation(
              entry.id,
              entry.board,
              recipe,
              purpose,
              engine,
              journal,
              (event, to) -> happened(entry, event, to));
      entry.operation = operation;
      entry.judged = null;
      entry.board.queued();
      roster.entries.put(entry.id, entry);
      queue.add(operation);
    } finally {
      roster.lock.unlock();
    }
    roster.tell(entry);
    schedule();
  }

  /** Starts whatever may run now. */
  private void schedule() {
    roster.lock.lock();
    try {
      for (Operation candidate : List.copyOf(queue)) {
        boolean free =
            roster.entries.values().stream()
                .filter(e -> e.running)
                .noneMatch(e -> conflict(e.board.order(), candidate.order()));
        if (free && !closed) {
          queue.remove(candidate);
          Entry entry = entryOf(candidate);
          entry.running = true;
          Thread _ = Threads.start("operation-" + candidate.id(), () -> runToEnd(entry, candidate));
        }
      }
    } finally {
      roster.lock.unlock();
    }
  }

  private static boolean conflict(Order running, Order candidate) {
    return same(running.source(), candidate.source()) || same(running.target(), candidate.target());
  }

  private static boolean same(Place one, Place other) {
    return one.onNode().isPresent() ? one.onNode().equals(other.onNode()) : one.equals(other);
  }

  private Entry entryOf(Operation operation) {
    Entry entry = roster.entries.get(operation.id());
    if (entry == null) {
      throw new IllegalStateException("no entry for " + operation.id());
    }
    return entry;
  }

  private void runToEnd(Entry entry, Operation operation) {
    try {
      operation.run();
    } finally {
      release(entry, operation);
    }
  }

  private void release(Entry entry, Operation operation) {
    roster.lock.lock();
    try {
      entry.operation = null;
      entry.running = false;
      entry.offset = operation.journal().size();
      close(operation.journal());
      roster.changed.signalAll();
    } finally {
      roster.lock.unlock();
    }
    roster.tell(entry);
    schedule();
  }

  private static void close(Journal journal) {
    try {
      journal.close();
    } catch (IOException e) {
      System.getLogger(Operations.class.getName())
          .log(System.Logger.Level.WARNING, "a journal could not be closed", e);
    }
  }

  private void happened(Entry entry, OperationEvent event, Journal journal) {
    boolean mere =
        event instanceof OperationEvent.Progress || event instanceof OperationEvent.StepDetail;
    boolean tell =
        !(event instanceof OperationEvent.Progress(var round, var _, var _))
            || round.done() == round.total()
            || entry.due();
    try {
      if (tell) {
        journal.write(event, !mere);
      }
    } catch (IOException e) {
      if (event instanceof OperationEvent.Committed || event instanceof OperationEvent.Noted) {
        throw new UncheckedIOException("The journal cannot be written; nothing was begun.", e);
      }
      System.getLogger(Operations.class.getName())
          .log(System.Logger.Level.WARNING, "the journal of " + entry.id + " cannot be written", e);
    }
    roster.lock.lock();
    try {
      entry.board.apply(event);
      roster.changed.signalAll();
    } finally {
      roster.lock.unlock();
    }
    if (tell) {
      roster.tell(entry);
    }
  }

  @Override
  public List<OperationView> operations() {
    return roster.views();
  }

  @Override
  public OperationView await(String operationId) throws InterruptedException {
    return roster.await(operationId);
  }

  @Override
  public Subscription watch(Consumer<OperationView> listener) {
    return roster.listeners.add(listener);
  }

  @Override
  public void act(String operationId, OperationAction action) throws IOException {
    roster.look();
    Entry entry;
    Operation running;
    boolean waiting = false;
    roster.lock.lock();
    try {
      entry = roster.entries.get(operationId);
      if (entry == null) {
        throw new IOException("There is no operation “" + operationId + "”.");
      }
      running = entry.operation;
      if (running != null && action == OperationAction.CANCEL) {
        waiting = queue.remove(running);
      }
    } finally {
      roster.lock.unlock();
    }
    if (waiting && running != null) {
      Operation dropped = running;
      happened(
          entry,
          new OperationEvent.Ended(new Outcome.Cancelled(List.of()), Instant.now()),
          dropped.journal());
      release(entry, dropped);
    } else if (running != null) {
      running.ask(action);
    } else if (entry.elsewhere) {
      if (action == OperationAction.DISMISS) {
        throw new IOException("Another Quayside runs this; it can be put away afterwards.");
      }
      Requests.put(engine.folder(), operationId, action);
    } else {
      begin(entry, action);
    }
  }

  private void begin(Entry entry, OperationAction action) throws IOException {
    OperationView view = roster.view(entry);
    if (!view.actions().contains(action)) {
      throw new IOException("That cannot be asked of this operation as it stands.");
    }
    switch (action) {
      case DISMISS -> {
        Journal journal = own(entry);
        happened(entry, new OperationEvent.Dismissed(), journal);
        close(journal);
      }
      case CANCEL -> again(entry, Operation.Purpose.UNDO);
      case CONTINUE, CLEAN_UP -> again(entry, Operation.Purpose.RUN);
      case SWITCH_NOW, SYNC_AGAIN, STOP_AFTER_STEP ->
          throw new IOException("That can be asked only while the operation runs.");
    }
  }

  private void again(Entry entry, Operation.Purpose purpose) throws IOException {
    Recipe recipe = engine.recipes().of(entry.board.order()); // a journal is not taken in vain
    enqueue(entry, recipe, purpose, own(entry));
  }

  private Journal own(Entry entry) throws IOException {
    return Journal.own(engine.folder(), entry.id, engine.written())
        .orElseThrow(() -> new IOException("Another Quayside works on this operation now."));
  }

  @Override
  public List<OperationView> recover() {
    roster.look();
    List<Entry> orphans;
    roster.lock.lock();
    try {
      orphans = roster.entries.values().stream().filter(Entry::orphaned).toList();
    } finally {
      roster.lock.unlock();
    }
    for (Entry entry : orphans) {
      Recipe.Judgement judged = judge(entry.board);
      roster.lock.lock();
      try {
        entry.judged = judged;
      } finally {
        roster.lock.unlock();
      }
      roster.tell(entry);
    }
    return operations();
  }

  private Recipe.Judgement judge(Board board) {
    Optional<Recipe> recipe = engine.recipes().find(board.order());
    return recipe.isPresent() ? judge(board, recipe.get()) : Recipes.unknown(board.order());
  }

  private Recipe.Judgement judge(Board board, Recipe recipe) {
    var context =
        new StepContext(
            board.order(),
            engine.drivers(),
            engine.nodes(),
            engine.limits(),
            new Control(true),
            _ -> {},
            board.committed(),
            board.notes(),
            true);
    try {
      return recipe.judge(context);
    } catch (IOException _) {
      return recipe.unknown(board.order(), board.committed().isPresent());
    } finally {
      context.close();
    }
  }

  private void hear(Operation operation) {
    Optional<OperationAction> asked;
    try {
      asked = Requests.take(engine.folder(), operation.id());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (asked.isPresent()) {
      Thread _ =
          Threads.start(
              "request-" + operation.id(),
              () -> {
                try {
                  act(operation.id(), asked.get());
                } catch (IOException e) {
                  System.getLogger(Operations.class.getName())
                      .log(System.Logger.Level.INFO, "a request was refused: {0}", e.getMessage());
                }
              });
    }
  }

  /** Stops following, leaves running operations to their journals and frees their connections. */
  @Override
  public void close() {
    List<Operation> running;
    roster.lock.lock();
    try {
      closed = true;
      running =
          roster.entries.values().stream().map(e -> e.operation).filter(Objects::nonNull).toList();
      queue.forEach(waiting -> close(waiting.journal()));
      queue.clear();
      roster.changed.signalAll();
    } finally {
      roster.lock.unlock();
    }
    roster.close();
    running.forEach(Operation::abandon);
    roster.awaitRest(GOODBYE);
  }
}
