package quayside.core.operation;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** All operations of this home: those that run here, those that another Quayside runs, the past. */
public interface Activity {

  /** Running ones first, then those that need a decision, then the rest, newest first. */
  List<OperationView> operations();

  /**
   * Tells every change of every operation, on any thread; at most about ten times a second for mere
   * progress. Close to stop listening.
   */
  Subscription watch(Consumer<OperationView> listener);

  /**
   * Asks something of an operation; returns when it was accepted, not when it is done.
   *
   * @throws IOException with a sentence if it cannot be done now
   */
  void act(String operationId, OperationAction action) throws IOException;

  /** Waits until it is over or waits for a decision, and returns how it stands then. */
  OperationView await(String operationId) throws InterruptedException;

  /**
   * Reads the journals of operations whose program is gone, looks at their nodes, and lists them
   * with what is possible. Blocks while it asks the nodes.
   */
  List<OperationView> recover();

  /** Something to close. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
