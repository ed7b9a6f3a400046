package quayside.gui.fx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Carries values from any thread to the JavaFX thread, in order. At most one delivery is pending,
 * and a newer value takes the place of a waiting one with the same key: a million progress reports
 * cost one turn of the window.
 */
public final class Inbox<T> {
  private final Executor fx;
  private final Function<T, Object> key;
  private final Consumer<T> deliver;
  private final Map<Object, T> waiting = new LinkedHashMap<>();
  private boolean pending;

  /**
   * A new inbox.
   *
   * @param fx the JavaFX thread
   * @param key what makes two values versions of the same thing
   * @param deliver gets them on the JavaFX thread
   */
  public Inbox(Executor fx, Function<T, Object> key, Consumer<T> deliver) {
    this.fx = fx;
    this.key = key;
    this.deliver = deliver;
  }

  /** Puts a value in; returns at once. */
  public void post(T value) {
    synchronized (waiting) {
      waiting.put(key.apply(value), value);
      if (pending) {
        return;
      }
      pending = true;
    }
    fx.execute(this::empty);
  }

  private void empty() {
    List<T> now;
    synchronized (waiting) {
      now = new ArrayList<>(waiting.values());
      waiting.clear();
      pending = false;
    }
    now.forEach(deliver);
  }
}
