package quayside.core.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import quayside.transport.Threads;

/** Asks many nodes at once, but not all of a hundred: each has a connection while it answers. */
final class Crowd {
  private static final int AT_ONCE = 12;

  private Crowd() {}

  /** The answers in the order of the questions; whoever answers must not throw. */
  static <T, R> List<R> ask(List<T> whom, Function<T, R> question) {
    Map<Integer, R> answers = new ConcurrentHashMap<>();
    var room = new Semaphore(AT_ONCE);
    var done = new CountDownLatch(whom.size());
    for (int i = 0; i < whom.size(); i++) {
      int at = i;
      Threads.start(
          "ask " + whom.get(i),
          () -> {
            room.acquireUninterruptibly();
            try {
              answers.put(at, question.apply(whom.get(at)));
            } finally {
              room.release();
              done.countDown();
            }
          });
    }
    try {
      done.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while nodes were asked", e);
    }
    var ordered = new ArrayList<R>();
    for (int i = 0; i < whom.size(); i++) {
      R answer = answers.get(i);
      if (answer != null) {
        ordered.add(answer);
      }
    }
    return ordered;
  }
}
