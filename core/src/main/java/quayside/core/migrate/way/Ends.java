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

  /** Connects to both nodes at once; the caller closes. */
  public static Ends connect(Drivers drivers, Node from, Node to) throws IOException {
    Beside<ContainerDriver> there = Beside.start("connects-target", () -> drivers.open(to));
    @Nullable ContainerDriver source = null;
    @Nullable Ends ends = null;
    try {
      source = drivers.open(from);
      ends = new Ends(from, to, source, there.get());
      return ends;
    } finally {
      if (ends == null) {
        close(source, there);
      }
    }
  }

  private static void close(@Nullable ContainerDriver source, Beside<ContainerDriver> there) {
    if (source != null) {
      source.close();
    }
    try {
      there.get().close();
    } catch (IOException e) {
      System.getLogger(Ends.class.getName())
          .log(System.Logger.Level.DEBUG, "the other node: {0}", e.getMessage());
    }
  }

  /** The nodes of an operation, on its own connections, which are the operation's to close. */
  public static Ends of(StepContext context) throws IOException {
    Beside<ContainerDriver> there = Beside.start("connects-target", context::target);
    ContainerDriver source = context.source();
    return new Ends(context.sourceNode(), context.targetNode(), source, there.get());
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
