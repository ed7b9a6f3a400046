package quayside.gui.fake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import quayside.core.operation.Activity;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationView;

/** An activity in which nothing happens by itself. */
public final class FakeActivity implements Activity {
  private final Map<String, OperationView> operations = new LinkedHashMap<>();
  private final List<Consumer<OperationView>> listeners = new CopyOnWriteArrayList<>();

  /** What was asked, in words. */
  public final List<String> asked = new CopyOnWriteArrayList<>();

  /** What {@link #recover} finds. */
  public final List<OperationView> lost = new ArrayList<>();

  /** From now on the operation stands like this. */
  public void show(OperationView operation) {
    operations.put(operation.id(), operation);
    listeners.forEach(l -> l.accept(operation));
  }

  @Override
  public List<OperationView> operations() {
    return new ArrayList<>(operations.values());
  }

  @Override
  public Subscription watch(Consumer<OperationView> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public void act(String operationId, OperationAction action) {
    asked.add(action + " " + operationId);
  }

  @Override
  public OperationView await(String operationId) {
    return operations.values().iterator().next();
  }

  @Override
  public List<OperationView> recover() {
    return lost;
  }
}
