package quayside.core.transfer.way;

import java.io.IOException;
import quayside.core.archive.ArchiveKind;
import quayside.core.driver.ContainerDriver;
import quayside.core.migrate.Finding;
import quayside.core.migrate.Preflight;
import quayside.core.model.Node;
import quayside.core.operation.Order;
import quayside.core.operation.Recipe;
import quayside.core.transfer.ImportRequest;

/** One way of importing archives. Several may lead into one node. */
public interface ImportWay {

  /** Carries out the orders of this way. */
  Recipe recipe();

  /** Short; people choose a way by it. */
  String name();

  /** Whether it leads from archives of a kind into a node; does not block. */
  boolean joins(ArchiveKind kind, Node node);

  /** Whether it leads from any archive into a node; does not block. */
  boolean into(Node node);

  /** How it is done, in a few words. */
  String method();

  /** Looks into the archive and asks the node what is in the way. Changes nothing. */
  Preflight check(ImportRequest request, Node node, ContainerDriver driver) throws IOException;

  /** Does what the fix of one of its findings says. */
  void fix(ImportRequest request, Finding.Fix fix, ContainerDriver driver) throws IOException;

  /** The order for {@link #recipe}, with everything in it. */
  Order order(ImportRequest request, ContainerDriver driver) throws IOException;
}
