package quayside.core.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** The operations of a home as this process knows them; follows the journals of the others. */
final class Roster {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  /** Guards the entries and their boards. */
  final ReentrantLock lock = new ReentrantLock();

  final Condition changed = lock.newCondition();
  final Map<String, Entry> entries = new LinkedHashMap<>();
  final Listeners listeners = new Listeners();
  private final Path folder;
  private final Consumer<Operation> heard;
  private boolean closed;

  /**
   * The consumer hears, now and then, of each operation that runs here: somebody may ask for it.
   */
  Roster(Path folder, Consumer<Operation> heard) {
    this.folder = folder;
    this.heard = heard;
  }

  void tell(Entry entry) {
    listeners.tell(view(entry));
  }

  List<OperationView> views() {
    look();
    lock.lock();
    try {
      return entries.values().stream()
          .filter(e -> !e.board.dismissed())
          .map(Entry::view)
          .sorted(
              Comparator.comparingInt(Roster::rank)
                  .thenComparing(Comparator.comparing(OperationView::started).reversed()))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  private static int rank(OperationView view) {
    return switch (view.status()) {
      case RUNNING, CANCELLING -> 0;
      case QUEUED -> 1;
      case WAITING, INTERRUPTED, FAILED -> 2;
      case SUCCEEDED, CANCELLED -> 3;
    };
  }

  OperationView view(Entry entry) {
    lock.lock();
    try {
      return entry.view();
    } finally {
      lock.unlock();
    }
  }

  OperationView await(String operationId) throws InterruptedException {
    look();
    lock.lock();
    try {
      while (true) {
        Entry entry = entries.get(operationId);
        if (entry == null) {
          throw new IllegalArgumentException("There is no operation “" + operationId + "”.");
        }
        OperationView view = entry.view();
        boolean settled = entry.operation == null && view.isOver();
        if (settled || closed || view.status() == OperationView.Status.WAITING) {
          return view;
        }
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Follows other processes' journals and hears requests until closed. */
  void follow() {
    while (true) {
      lock.lock();
      try {
        long rest = LOOK_NANOS;
        while (rest > 0 && !closed) {
          rest = changed.awaitNanos(rest);
        }
        if (closed) {
          return;
        }
      } catch (InterruptedException _) {
        return;
      } finally {
        lock.unlock();
      }
      look();
    }
  }

  void look() {
    try {
      for (String id : Journal.ids(folder)) {
        lookAt(id);
      }
    } catch (IOException | UncheckedIOException e) {
      System.getLogger(Roster.class.getName())
          .log(System.Logger.Level.WARNING, "the journals cannot be read", e);
    }
  }

  private void lookAt(String id) throws IOException {
    boolean news;
    Entry entry;
    lock.lock();
    try {
      entry = entries.get(id);
      if (entry != null && entry.operation != null) {
        heard.accept(entry.operation);
        return;
      }
      if (entry != null
          && entry.board.over()
          && !entry.elsewhere
          && !Journal.grown(folder, id, entry.offset)) {
        return; // most journals are old ones
      }
      news = read(id);
      entry = entries.get(id);
      if (entry == null) {
        return; // not a whole line yet
      }
      boolean owned = (!entry.board.over() || entry.elsewhere) && Journal.owned(folder, id);
      if (entry.elsewhere && !owned) {
        news |= read(id); // what came between reading and looking
      }
      news |= owned != entry.elsewhere;
      entry.elsewhere = owned;
      if (news) {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
    if (news) {
      tell(entry);
    }
  }

  private boolean read(String id) throws IOException {
    Entry entry = entries.get(id);
    var tail = Journal.read(folder, id, entry == null ? 0 : entry.offset);
    for (OperationEvent event : tail.events()) {
      if (entry == null && event instanceof OperationEvent.Planned planned) {
        entry = new Entry(id, new Board(planned));
        entries.put(id, entry);
      }
      if (entry != null) {
        entry.board.apply(event);
      }
    }
    if (entry != null) {
      entry.offset = tail.offset();
    }
    return !tail.events().isEmpty();
  }

  /** Waits until nothing runs here, at most so long. */
  void awaitRest(Duration time) {
    long deadline = System.nanoTime() + time.toNanos();
    lock.lock();
    try {
      long rest = deadline - System.nanoTime();
      while (rest > 0 && entries.values().stream().anyMatch(e -> e.running)) {
        rest = changed.awaitNanos(rest);
      }
    } catch (InterruptedException _) {
      return; // whoever is in such a hurry finds it in the journal
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
