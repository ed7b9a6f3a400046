package quayside.core.fleet;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import quayside.core.driver.ActionOptions;
import quayside.core.driver.ContainerAction;
import quayside.core.model.ContainerRef;
import quayside.core.model.InstanceSnapshot;
import quayside.core.model.Node;
import quayside.core.model.NodeFacts;
import quayside.core.model.Platform;
import quayside.core.operation.Activity;
import quayside.transport.Endpoint;

/**
 * All nodes, kept up to date: by events where a node has them, otherwise by asking more seldom the
 * less happens. A lost connection is tried again with growing pauses; what was known stays, with
 * its age.
 */
public interface Fleet {

  /** What is known now, in the book's order. Does not block. */
  List<NodeView> nodes();

  /**
   * A node of the book by its name. Does not block.
   *
   * @throws quayside.core.problem.ProblemException {@code unknown-node} if there is none
   */
  default Node node(String name) throws IOException {
    List<Node> all = nodes().stream().map(NodeView::node).toList();
    return all.stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Names.unknownNode(name, all.stream().map(Node::name).toList()));
  }

  /** Tells each change, on any thread: all nodes each time. Close to stop listening. */
  Activity.Subscription watch(Consumer<List<NodeView>> listener);

  /**
   * Connects to a node that need not be in the book and asks it about itself: the "test" button.
   */
  NodeFacts check(Node node) throws IOException;

  /** Finds out what kind of node answers at an address. */
  Platform kindOf(Endpoint address) throws IOException;

  /**
   * Makes a server trust this program, before it is added.
   *
   * @param secret a token of the server, or the trust password of older LXD; the caller wipes it
   * @return the address with the fingerprint of the server that it was
   */
  Endpoint.Https introduce(Endpoint.Https address, char[] secret) throws IOException;

  /** Writes a new node into the book and connects to it. */
  void add(Node node) throws IOException;

  /** Replaces a node of the book; the name may change. */
  void update(String name, Node node) throws IOException;

  /** Takes a node out of the book; nothing is changed on the node. */
  void remove(String name) throws IOException;

  /** Asks a node again now, also if the next try is due later. Blocks until it answered. */
  NodeView refresh(String name) throws IOException;

  /** Does something to a container and waits until it is done. */
  default void act(ContainerRef container, ContainerAction action) throws IOException {
    act(container, action, ActionOptions.USUAL);
  }

  /** The same in a certain way, where the node knows it. */
  void act(ContainerRef container, ContainerAction action, ActionOptions options)
      throws IOException;

  /**
   * The snapshots of an instance, oldest first.
   *
   * @throws quayside.core.driver.DriverException.Unsupported if its node is no Incus or LXD server
   */
  List<InstanceSnapshot> snapshots(ContainerRef container) throws IOException;

  /**
   * Changes an instance and waits until it is done.
   *
   * @throws quayside.core.driver.DriverException.Unsupported if its node is no Incus or LXD server
   */
  void change(ContainerRef container, InstanceChange change) throws IOException;

  /** Resolves {@code NODE:ID} or {@code NODE:POOL:ID} (or {@code NODE:PROJECT:ID}) by asking. */
  ContainerRef find(String name) throws IOException;
}
