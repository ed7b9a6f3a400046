package quayside.gui.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One question that a connecting thread waits for; no answer within the time is the given one. */
final class Asked<T> {
  static final long PATIENCE_MINUTES = 10;
  private final CountDownLatch answered = new CountDownLatch(1);
  private final List<T> answer = new ArrayList<>();

  /** The first answer counts. */
  synchronized void answer(T value) {
    if (answer.isEmpty()) {
      answer.add(value);
      answered.countDown();
    }
  }

  /** Waits; {@code otherwise} when nobody answers. */
  T await(T otherwise) {
    try {
      if (!answered.await(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        answer(otherwise);
      }
    } catch (InterruptedException _) {
      answer(otherwise); // the connection was given up while it waited
    }
    synchronized (this) {
      @Nullable T value = answer.isEmpty() ? null : answer.getFirst();
      return value == null ? otherwise : value;
    }
  }
}
