package quayside.core.driver;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import quayside.core.model.Container;
import quayside.core.model.NodeFacts;

/**
 * The containers of one node over one connection. All calls block; they fail with a {@link
 * DriverException} when the node answers "no", and with a {@link
 * quayside.transport.TransportException} when it cannot be reached. Containers are named {@code
 * pool:id}, on Incus and LXD {@code project:name}.
 */
public interface ContainerDriver extends AutoCloseable {

  /** What this node can do; asks the node once. */
  Set<Capability> capabilities() throws IOException;

  NodeFacts facts() throws IOException;

  List<Container> list() throws IOException;

  /**
   * One container with everything the node tells of it.
   *
   * @throws DriverException.NotFound if there is none
   */
  Container show(String container) throws IOException;

  /** Does it and waits until the node says that it is done. */
  void act(String container, ContainerAction action) throws IOException;

  /**
   * Does it in a certain way.
   *
   * @throws DriverException.Unsupported if this node does not know that way
   */
  default void act(String container, ContainerAction action, ActionOptions options)
      throws IOException {
    if (!options.equals(ActionOptions.USUAL)) {
      throw new DriverException.Unsupported("This node cannot do that by force or with a state.");
    }
    act(container, action);
  }

  /**
   * Hands over events until the connection ends; returns only by an exception. Runs on a connection
   * channel of its own, so other calls go on beside it.
   *
   * @throws DriverException.Unsupported if this node has no events: poll instead
   */
  void watch(Consumer<NodeEvent> events) throws IOException;

  /** Sending containers as vpsAdminOS does, where the node can. */
  Optional<NativeSend> nativeSend() throws IOException;

  /** The keys by which containers are sent, where the node has such. */
  default Optional<NodeKeys> keys() throws IOException {
    return Optional.empty();
  }

  /** Making and taking archives as vpsAdminOS does, where the node can. */
  default Optional<NativeArchives> nativeArchives() throws IOException {
    return Optional.empty();
  }

  /** Taking containers from whoever has a key, where this connection is for that. */
  default Optional<NativeReceive> nativeReceive() throws IOException {
    return Optional.empty();
  }

  /** What only Incus and LXD servers can do. */
  default Optional<InstanceServer> server() {
    return Optional.empty();
  }

  /** Closes the connection too; frees every blocked call within a second. */
  @Override
  void close();
}
