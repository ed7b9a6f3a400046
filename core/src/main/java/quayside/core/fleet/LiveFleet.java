package quayside.core.fleet;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import quayside.core.driver.ActionOptions;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.Drivers;
import quayside.core.driver.InstanceServer;
import quayside.core.driver.Introductions;
import quayside.core.model.ContainerRef;
import quayside.core.model.InstanceSnapshot;
import quayside.core.model.Node;
import quayside.core.model.NodeFacts;
import quayside.core.model.Platform;
import quayside.core.operation.Activity;
import quayside.core.problem.Explained;
import quayside.core.problem.Problem;
import quayside.core.problem.ProblemException;
import quayside.transport.Endpoint;
import quayside.transport.Threads;

/** The fleet of a node book: a watcher for each node, and one for the book itself. */
public final class LiveFleet implements Fleet, AutoCloseable {
  private static final Logger LOG = System.getLogger(LiveFleet.class.getName());

  private final NodeBook book;
  private final Drivers drivers;
  private final Introductions introductions;
  private final ReentrantLock lock = new ReentrantLock();
  private final ReentrantLock telling = new ReentrantLock();
  private final List<Consumer<List<NodeView>>> listeners = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private Map<String, NodeWatcher> watchers = new LinkedHashMap<>();
  private Object stamp;

  /**
   * Opens a book and starts to connect to its nodes.
   *
   * @param file the node book
   * @throws IOException if the book cannot be read
   */
  public LiveFleet(Path file, Drivers drivers, Introductions introductions) throws IOException {
    this.book = new NodeBook(file);
    this.drivers = drivers;
    this.introductions = introductions;
    this.stamp = book.stamp();
    adopt(book.read());
    Threads.start("quayside-book", this::watchBook);
  }

  @Override
  public List<NodeView> nodes() {
    lock.lock();
    try {
      return watchers.values().stream().map(NodeWatcher::view).toList();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Activity.Subscription watch(Consumer<List<NodeView>> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public NodeFacts check(Node node) throws IOException {
    Names.check(node);
    try (ContainerDriver driver = drivers.open(node)) {
      return driver.facts();
    }
  }

  @Override
  public Platform kindOf(Endpoint address) throws IOException {
    return introductions.kindOf(address);
  }

  @Override
  public Endpoint.Https introduce(Endpoint.Https address, char[] secret) throws IOException {
    return introductions.introduce(address, secret);
  }

  @Override
  public void add(Node node) throws IOException {
    Names.check(node);
    change(nodes -> {
      refuseTaken(nodes, node.name());
      nodes.add(node);
    });
  }

  @Override
  public void update(String name, Node node) throws IOException {
    Names.check(node);
    change(nodes -> {
      int at = indexOf(nodes, name);
      if (!name.equals(node.name())) {
        refuseTaken(nodes, node.name());
      }
      nodes.set(at, node);
    });
  }

  @Override
  public void remove(String name) throws IOException {
    change(nodes -> nodes.remove(indexOf(nodes, name)));
  }

  @Override
  public NodeView refresh(String name) throws IOException {
    return watcher(name).refresh();
  }

  @Override
  public void act(ContainerRef container, ContainerAction action, ActionOptions options)
      throws IOException {
    watcher(container.node())
        .changing(driver -> {
          driver.act(container.onNode(), action, options);
          return container;
        });
  }

  @Override
  public List<InstanceSnapshot> snapshots(ContainerRef container) throws IOException {
    return watcher(container.node())
        .using(driver -> server(driver, container).snapshots().list(container.onNode()));
  }

  @Override
  public void change(ContainerRef container, InstanceChange change) throws IOException {
    watcher(container.node())
        .changing(driver -> {
          change.make(server(driver, container), container.onNode());
          return container;
        });
  }

  private static InstanceServer server(ContainerDriver driver, ContainerRef container)
      throws IOException {
    return driver
        .server()
        .orElseThrow(() ->
            new DriverException.Unsupported(
                container.node() + " is a vpsAdminOS node; this is for Incus and LXD servers."));
  }

  @Override
  public ContainerRef find(String name) throws IOException {
    int colon = name.indexOf(':');
    if (colon <= 0 || colon == name.length() - 1) {
      throw new ProblemException(
          "wrong-input",
          "Not understood",
          "“" + name + "” does not name a container.",
          "Write NODE:ID or NODE:POOL:ID.");
    }
    NodeView view = refresh(name.substring(0, colon));
    if (view.status() != NodeView.Status.READY) {
      throw new ProblemException(view.problem().orElseGet(LiveFleet::closed));
    }
    return Names.pick(view, name.substring(colon + 1));
  }

  @Override
  public void close() {
    closing.countDown();
    adopt(List.of());
  }

  private static Problem closed() {
    return new Problem(
        "unreachable", "Not reachable", "The node was taken out of the fleet meanwhile.", "", "");
  }

  private void change(NodeBook.Change change) throws IOException {
    book.change(change);
    readBook();
  }

  private void readBook() throws IOException {
    Object now = book.stamp();
    List<Node> nodes = book.read();
    lock.lock();
    try {
      stamp = now;
    } finally {
      lock.unlock();
    }
    adopt(nodes);
  }

  /** Notices that another program has changed the book. */
  private void watchBook() {
    try {
      while (!closing.await(1, TimeUnit.SECONDS)) {
        Object now = book.stamp();
        if (!now.equals(knownStamp()) && !now.equals(NodeBook.MISSING)) {
          reread(now);
        }
      }
    } catch (InterruptedException _) {
      // nobody interrupts this thread but the end of the program
    }
  }

  private void reread(Object now) {
    try {
      readBook();
    } catch (IOException e) {
      String title = e instanceof Explained explained ? explained.problem().title() : "failed";
      LOG.log(Level.WARNING, "The changed node book was not taken over: {0}: {1}", title, e);
      lock.lock();
      try {
        stamp = now;
      } finally {
        lock.unlock();
      }
    }
  }

  private Object knownStamp() {
    lock.lock();
    try {
      return stamp;
    } finally {
      lock.unlock();
    }
  }

  /** Makes the watchers those of the given nodes; unchanged ones keep their connection. */
  private void adopt(List<Node> nodes) {
    var gone = new ArrayList<NodeWatcher>();
    var fresh = new ArrayList<NodeWatcher>();
    lock.lock();
    try {
      var next = new LinkedHashMap<String, NodeWatcher>();
      if (closing.getCount() > 0) {
        for (Node node : nodes) {
          NodeWatcher kept = watchers.get(node.name());
          if (kept == null || !kept.node().equals(node)) {
            kept = new NodeWatcher(node, drivers, this::tell);
            fresh.add(kept);
          }
          next.put(node.name(), kept);
        }
      }
      for (NodeWatcher watcher : watchers.values()) {
        if (!next.containsValue(watcher)) {
          gone.add(watcher);
        }
      }
      watchers = next;
    } finally {
      lock.unlock();
    }
    fresh.forEach(NodeWatcher::start);
    gone.forEach(NodeWatcher::close);
    tell();
  }

  /** One listener call at a time, each with the newest: the last one heard is the truth. */
  private void tell() {
    telling.lock();
    try {
      List<NodeView> nodes = nodes();
      listeners.forEach(listener -> listener.accept(nodes));
    } finally {
      telling.unlock();
    }
  }

  private NodeWatcher watcher(String name) throws ProblemException {
    lock.lock();
    try {
      @Nullable NodeWatcher watcher = watchers.get(name);
      if (watcher == null) {
        throw Names.unknownNode(name, List.copyOf(watchers.keySet()));
      }
      return watcher;
    } finally {
      lock.unlock();
    }
  }

  private static int indexOf(List<Node> nodes, String name) throws ProblemException {
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i).name().equals(name)) {
        return i;
      }
    }
    throw Names.unknownNode(name, nodes.stream().map(Node::name).toList());
  }

  private static void refuseTaken(List<Node> nodes, String name) throws ProblemException {
    if (nodes.stream().anyMatch(node -> node.name().equals(name))) {
      throw new ProblemException(
          "node-exists",
          "This name is taken",
          "There is a node “" + name + "” already; nothing was changed.",
          "Use another name, or change the existing node.");
    }
  }
}
