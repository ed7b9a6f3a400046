package quayside.core.transfer.way;

import java.io.IOException;
import quayside.core.operation.StepContext;

/** Removes from the node what an import has half made. */
public interface ImportTidy {

  /** The half-made container, so that the id is free again; nothing if there is none. */
  void container(StepContext context) throws IOException;

  /** Everything else. */
  void rest(StepContext context) throws IOException;
}
