package quayside.core.operation;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One operation as this process knows it. Callers synchronise. */
final class Entry {
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

  final String id;
  final Board board;
  @Nullable Operation operation;
  boolean running;
  boolean elsewhere;
  long offset;
  Recipe.@Nullable Judgement judged;
  private volatile long lastMere;

  Entry(String id, Board board) {
    this.id = id;
    this.board = board;
    this.lastMere = System.nanoTime() - PAUSE;
  }

  /** Whether mere progress may be told again: ten times a second is enough. */
  boolean due() {
    long now = System.nanoTime();
    if (now - lastMere < PAUSE) {
      return false;
    }
    lastMere = now;
    return true;
  }

  /** Whether nobody runs it although it has no end. */
  boolean orphaned() {
    return operation == null && !elsewhere && !board.over() && !board.dismissed();
  }

  OperationView view() {
    if (!orphaned()) {
      return board.view();
    }
    Recipe.Judgement known = judged;
    return board.interrupted(
        known != null
            ? known
            : new Recipe.Judgement(
                "The program that ran this is gone; look at the nodes to see how far it got.",
                java.util.List.of(),
                Set.of(OperationAction.CONTINUE)));
  }
}
