package quayside.core.migrate.way;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.Drivers;
import quayside.core.model.Container;
import quayside.core.model.Node;
import quayside.core.operation.StepContext;

/**
 * Both nodes of a move, connected.
 *
 * @param from the source's page in the book
 * @param to the target's page in the book
 * @param source connection to the source
 * @param target connection to the target
 */
public record Ends(Node from, Node to, ContainerDriver source, ContainerDriver target)
    implements AutoCloseable {

  /** Connects to both nodes; the caller closes. */
  public static Ends connect(Drivers drivers, Node from, Node to) throws IOException {
    ContainerDriver source = drivers.open(from);
    @Nullable Ends ends = null;
    try {
      ends = new Ends(from, to, source, drivers.open(to));
      return ends;
    } finally {
      if (ends == null) {
        source.close();
      }
    }
  }

  /** The nodes of an operation, on its own connections, which are the operation's to close. */
  public static Ends of(StepContext context) throws IOException {
    return new Ends(context.sourceNode(), context.targetNode(), context.source(), context.target());
  }

  /** A container of a node; empty if there is none. */
  public static Optional<Container> show(ContainerDriver driver, String name) throws IOException {
    try {
      return Optional.of(driver.show(name));
    } catch (DriverException.NotFound _) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    try (source) { // whatever happens, both are closed
      target.close();
    }
  }
}
