package quayside.core.operation;

import java.io.IOException;

/** One step of an operation. */
public interface Step {

  /** Short name, stable: journals and the window know it. */
  String name();

  /**
   * Does it. Looks at the nodes first and does nothing if it was done already, so that an operation
   * can be continued by running all its steps again.
   */
  void run(StepContext context) throws IOException;

  /**
   * Takes it back, also if it was half done or never begun, and looks whether that worked. Runs on
   * fresh connections.
   */
  default void undo(StepContext context) throws IOException {}
}
