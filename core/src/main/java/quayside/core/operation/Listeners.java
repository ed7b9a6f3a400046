package quayside.core.operation;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Who wants to hear of changes. */
final class Listeners {
  private final List<Consumer<OperationView>> all = new CopyOnWriteArrayList<>();

  Activity.Subscription add(Consumer<OperationView> listener) {
    all.add(listener);
    return () -> all.remove(listener);
  }

  void tell(OperationView view) {
    all.forEach(listener -> listener.accept(view));
  }
}
