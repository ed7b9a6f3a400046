package quayside.core.keys;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.Drivers;
import quayside.core.driver.NodeKeys;
import quayside.core.driver.NodeKeys.Access;
import quayside.core.driver.NodeKeys.AuthorizedKey;
import quayside.core.driver.NodeKeys.SendKey;
import quayside.core.fleet.Fleet;
import quayside.core.fleet.NodeView;
import quayside.core.keys.KeysOfNode.PoolKeys;
import quayside.core.keys.TrustCell.Tested;
import quayside.core.model.Node;
import quayside.core.model.NodeFacts;
import quayside.core.model.Platform;
import quayside.core.operation.Activity;
import quayside.core.problem.Problem;
import quayside.core.problem.ProblemException;
import quayside.transport.keys.KeyFiles;

/** Trust among the nodes of a fleet. Every answer is kept until the node is asked again. */
public final class NodeTrust implements Trust {
  private final Fleet fleet;
  private final Drivers drivers;
  private final Clock clock;
  private final Ledger ledger;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, KeysOfNode> answers = new HashMap<>();
  private final Map<String, Tested> tests = new HashMap<>();
  private final List<Consumer<TrustMatrix>> listeners = new CopyOnWriteArrayList<>();

  /**
   * Trust over a fleet.
   *
   * @param file where it is noted since when a key is trusted
   */
  public NodeTrust(Fleet fleet, Drivers drivers, java.nio.file.Path file, Clock clock) {
    this.fleet = fleet;
    this.drivers = drivers;
    this.clock = clock;
    this.ledger = new Ledger(file);
  }

  private List<Node> nodes() {
    return fleet.nodes().stream()
        .map(NodeView::node)
        .filter(n -> n.platform() == Platform.VPSADMINOS)
        .toList();
  }

  @Override
  public TrustMatrix known() {
    lock.lock();
    try {
      var keys = new ArrayList<KeysOfNode>();
      for (Node node : nodes()) {
        keys.add(answers.getOrDefault(node.name(), never(node.name())));
      }
      return new TrustMatrix(keys, ledger, tests);
    } finally {
      lock.unlock();
    }
  }

  private static KeysOfNode never(String name) {
    return new KeysOfNode(name, List.of(), Optional.empty(), Optional.empty());
  }

  @Override
  public Activity.Subscription watch(Consumer<TrustMatrix> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private void tell() {
    if (!listeners.isEmpty()) {
      TrustMatrix now = known();
      listeners.forEach(listener -> listener.accept(now));
    }
  }

  @Override
  public TrustMatrix refresh() {
    Crowd.ask(
        nodes(),
        node -> {
          KeysOfNode answer = ask(node);
          tell();
          return answer;
        });
    return known();
  }

  @Override
  public KeysOfNode refresh(String name) throws IOException {
    KeysOfNode answer = ask(fleet.node(name));
    tell();
    if (answer.problem().isPresent()) {
      throw new ProblemException(answer.problem().get());
    }
    return answer;
  }

  private KeysOfNode ask(Node node) {
    KeysOfNode answer;
    try (ContainerDriver driver = drivers.open(node)) {
      answer = read(node.name(), driver);
      ledger.saw(answer, clock.instant());
    } catch (IOException e) {
      KeysOfNode before = before(node.name());
      answer =
          new KeysOfNode(node.name(), before.pools(), before.asOf(), Optional.of(Problem.of(e)));
    }
    lock.lock();
    try {
      answers.put(node.name(), answer);
    } finally {
      lock.unlock();
    }
    return answer;
  }

  private KeysOfNode before(String name) {
    lock.lock();
    try {
      return answers.getOrDefault(name, never(name));
    } finally {
      lock.unlock();
    }
  }

  private KeysOfNode read(String name, ContainerDriver driver) throws IOException {
    NodeKeys keys = keys(name, driver);
    var pools = new ArrayList<PoolKeys>();
    for (NodeFacts.Pool pool : driver.facts().pools()) {
      pools.add(
          new PoolKeys(
              pool.name(),
              keys.sendKey(pool.name()),
              keys.authorizedKeys(Optional.of(pool.name()))));
    }
    return new KeysOfNode(name, List.copyOf(pools), Optional.of(clock.instant()), Optional.empty());
  }

  private static NodeKeys keys(String name, ContainerDriver driver) throws IOException {
    return driver
        .keys()
        .orElseThrow(() ->
            new ProblemException(
                "unsupported", "Not possible there", name + " has no keys to send with.", ""));
  }

  /** Something done with the keys of a node, after which it is asked again. */
  private interface Work<T> {
    T with(NodeKeys keys) throws IOException;
  }

  private <T> T on(String name, Work<T> work) throws IOException {
    T done;
    try (ContainerDriver driver = drivers.open(fleet.node(name))) {
      done = work.with(keys(name, driver));
    }
    ask(fleet.node(name));
    tell();
    return done;
  }

  private Sender sender(Sender source) throws IOException {
    if (!source.pool().isEmpty()) {
      return source;
    }
    List<PoolKeys> pools = refresh(source.node()).pools();
    if (pools.isEmpty()) {
      throw new ProblemException(
          "not-found", "No pool", source.node() + " has no pool to send from.", "");
    }
    return new Sender(source.node(), pools.getFirst().pool());
  }

  @Override
  public SendKey generate(Sender source, KeyFiles.Kind kind, OptionalInt bits) throws IOException {
    Sender from = sender(source);
    return on(
        from.node(),
        keys -> {
          if (keys.sendKey(from.pool()).isPresent()) {
            throw new ProblemException(
                "key-exists",
                "There is a send key",
                from + " has a send key already; it was left as it is.",
                "Replace it, which says first who trusts it.");
          }
          keys.generate(from.pool(), kind, bits, false);
          return keys.sendKey(from.pool()).orElseThrow();
        });
  }

  @Override
  public Trusting trusting(Sender source) throws IOException {
    Sender from = sender(source);
    TrustMatrix now = refresh();
    return Renewing.trusting(now, from);
  }

  @Override
  public Renewal renew(Sender source, KeyFiles.Kind kind, OptionalInt bits, boolean again)
      throws IOException {
    Sender from = sender(source);
    Trusting old = trusting(from);
    SendKey made =
        on(
            from.node(),
            keys -> {
              keys.generate(from.pool(), kind, bits, true);
              return keys.sendKey(from.pool()).orElseThrow();
            });
    return again
        ? new Renewing((name, work) -> on(name, work::with)).again(old, made)
        : new Renewal(made, List.of(), List.of());
  }

  @Override
  public AuthorizedKey authorize(
      Sender source, String target, AuthorizedKey wish, char[] passphrase, Optional<String> pool)
      throws IOException {
    Sender from = sender(source);
    SendKey key =
        on(
            from.node(),
            keys -> {
              Optional<SendKey> there = keys.sendKey(from.pool());
              if (there.isEmpty()) {
                keys.generate(from.pool(), KeyFiles.Kind.ED25519, OptionalInt.empty(), false);
                return keys.sendKey(from.pool()).orElseThrow();
              }
              return there.get();
            });
    String name = wish.name().isBlank() ? from.node() + "-" + from.pool() : wish.name();
    return authorize(target, Renewing.named(wish, name, key.publicKey()), passphrase, pool);
  }

  @Override
  public AuthorizedKey authorize(
      String target, AuthorizedKey wish, char[] passphrase, Optional<String> pool)
      throws IOException {
    Instant now = clock.instant();
    return on(
        target,
        keys -> {
          List<String> taken = keys.authorizedKeys(pool).stream().map(AuthorizedKey::name).toList();
          AuthorizedKey key =
              Renewing.named(wish, Renewing.free(wish.name(), taken), wish.publicKey());
          keys.authorize(key, passphrase, pool);
          boolean there =
              keys.authorizedKeys(pool).stream()
                  .anyMatch(k ->
                      k.name().equals(key.name()) && k.publicKey().equals(key.publicKey().strip()));
          if (!there) {
            throw new ProblemException(
                "rejected",
                "The node refused",
                target + " said that it took the key, but does not list it.",
                "Look at the node's own list.");
          }
          ledger.authorised(target, pool.orElse(first(target)), key, now);
          return key;
        });
  }

  private String first(String node) {
    List<PoolKeys> pools = before(node).pools();
    return pools.isEmpty() ? "" : pools.getFirst().pool();
  }

  @Override
  public void revoke(String target, Optional<String> pool, String name) throws IOException {
    boolean gone =
        on(
            target,
            keys -> {
              Optional<AuthorizedKey> there =
                  keys.authorizedKeys(pool).stream().filter(k -> k.name().equals(name)).findFirst();
              if (there.isPresent()) {
                keys.revoke(name, pool);
                ledger.revoked(target, pool.orElse(first(target)), there.get());
              }
              return there.isPresent();
            });
    if (!gone) {
      throw new ProblemException(
          "not-found",
          "Not there",
          target + " has no authorised key “" + name + "”.",
          "Look at the list of its keys.");
    }
  }

  @Override
  public List<String> revoke(Sender source, String target) throws IOException {
    Sender from = sender(source);
    refresh(from.node());
    KeysOfNode there = refresh(target);
    TrustCell cell = known().cell(from, target);
    var names = new LinkedHashMap<String, TrustCell.Entry>();
    cell.entries().forEach(entry -> names.put(entry.pool() + " " + entry.key().name(), entry));
    if (!names.isEmpty()) {
      on(
          there.node(),
          keys -> {
            for (TrustCell.Entry entry : names.values()) {
              keys.revoke(entry.key().name(), Optional.of(entry.pool()));
              ledger.revoked(target, entry.pool(), entry.key());
            }
            return true;
          });
    }
    return names.values().stream().map(e -> e.key().name()).toList();
  }

  @Override
  public Access test(Sender source, String target) throws IOException {
    Sender from = sender(source);
    Node to = fleet.node(target);
    Access access;
    try (ContainerDriver driver = drivers.open(fleet.node(from.node()))) {
      access = keys(from.node(), driver).tryAccess(from.pool(), to.peerAddress());
    }
    lock.lock();
    try {
      tests.put(TrustMatrix.pair(from, target), new Tested(clock.instant(), access));
    } finally {
      lock.unlock();
    }
    tell();
    return access;
  }
}
