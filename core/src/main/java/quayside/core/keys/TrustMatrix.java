package quayside.core.keys;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import quayside.core.driver.NodeKeys.AuthorizedKey;
import quayside.core.driver.NodeKeys.SendKey;
import quayside.core.keys.TrustCell.Entry;
import quayside.core.keys.TrustCell.Since;
import quayside.core.keys.TrustCell.State;
import quayside.core.keys.TrustCell.Tested;
import quayside.transport.keys.PublicKeyLine;

/**
 * Who may send to whom: a snapshot of the keys of a fleet. Cells are worked out when they are asked
 * for, each in a moment, so a large fleet costs nothing but its keys.
 */
public final class TrustMatrix {
  private final Map<String, KeysOfNode> nodes;
  private final List<Sender> sources;
  private final Map<String, Map<String, List<Entry>>> index = new HashMap<>();
  private final Map<String, Tested> tests;
  private final Map<String, TrustCell> cells = new ConcurrentHashMap<>();

  /** Looks up since when an entry is there. */
  interface Memory {
    Optional<Since> since(String node, String pool, AuthorizedKey key);
  }

  /** The matrix of some keys, without times and tests. */
  public static TrustMatrix of(List<KeysOfNode> keys) {
    return new TrustMatrix(keys, (_, _, _) -> Optional.empty(), Map.of());
  }

  TrustMatrix(List<KeysOfNode> keys, Memory memory, Map<String, Tested> tests) {
    this.tests = Map.copyOf(tests);
    this.nodes = new LinkedHashMap<>();
    var all = new ArrayList<Sender>();
    for (KeysOfNode node : keys) {
      nodes.put(node.node(), node);
      node.pools().forEach(pool -> all.add(new Sender(node.node(), pool.pool())));
      index.put(node.node(), index(node, memory));
      if (node.pools().isEmpty()) {
        all.add(new Sender(node.node(), ""));
      }
    }
    this.sources = List.copyOf(all);
  }

  /** The entries of a node by key without comment. */
  private static Map<String, List<Entry>> index(KeysOfNode node, Memory memory) {
    var byKey = new HashMap<String, List<Entry>>();
    for (KeysOfNode.PoolKeys pool : node.pools()) {
      for (AuthorizedKey key : pool.authorized()) {
        KeysOfNode.parse(key.publicKey())
            .ifPresent(line ->
                byKey
                    .computeIfAbsent(line.base64(), _ -> new ArrayList<>())
                    .add(new Entry(pool.pool(), key, memory.since(node.node(), pool.pool(), key))));
      }
    }
    return byKey;
  }

  /** Who can send: each pool of each node; a node that never answered has one without a name. */
  public List<Sender> sources() {
    return sources;
  }

  /** The nodes that can be sent to. */
  public List<String> targets() {
    return List.copyOf(nodes.keySet());
  }

  /** The keys of all nodes. */
  public List<KeysOfNode> nodes() {
    return List.copyOf(nodes.values());
  }

  /** The keys of a node. */
  public Optional<KeysOfNode> node(String name) {
    return Optional.ofNullable(nodes.get(name));
  }

  /** How a source is called: its node alone where that has one pool. */
  public String label(Sender source) {
    boolean several = node(source.node()).map(n -> n.pools().size() > 1).orElse(false);
    return several ? source.toString() : source.node();
  }

  /** The node of the fleet that a key belongs to. */
  public Optional<Sender> owner(String publicKey) {
    for (KeysOfNode node : nodes.values()) {
      for (KeysOfNode.PoolKeys pool : node.pools()) {
        if (pool.sendKey().filter(k -> KeysOfNode.same(k.publicKey(), publicKey)).isPresent()) {
          return Optional.of(new Sender(node.node(), pool.pool()));
        }
      }
    }
    return Optional.empty();
  }

  /** The send key of a source, as far as it is known. */
  public Optional<SendKey> sendKey(Sender source) {
    return node(source.node()).flatMap(n -> n.pool(source.pool())).flatMap(p -> p.sendKey());
  }

  /** Whether a source may send to a node. */
  public TrustCell cell(Sender source, String target) {
    return cells.computeIfAbsent(pair(source, target), _ -> work(source, target));
  }

  private TrustCell work(Sender source, String target) {
    Optional<SendKey> key = sendKey(source);
    Optional<PublicKeyLine> line = key.flatMap(k -> KeysOfNode.parse(k.publicKey()));
    List<Entry> entries =
        line.map(l -> index.getOrDefault(target, Map.of()).getOrDefault(l.base64(), List.of()))
            .orElse(List.of());
    Answer answer = answer(source, target, key, entries);
    return new TrustCell(
        source,
        target,
        answer.state(),
        answer.why(),
        line,
        List.copyOf(entries),
        Optional.ofNullable(tests.get(pair(source, target))));
  }

  static String pair(Sender source, String target) {
    return source + "→" + target; // no name has an arrow
  }

  private record Answer(State state, String why) {}

  private Answer answer(Sender source, String target, Optional<SendKey> key, List<Entry> entries) {
    if (source.node().equals(target)) {
      return new Answer(State.SELF, "A node does not send to itself.");
    }
    for (String name : List.of(source.node(), target)) {
      if (node(name).filter(KeysOfNode::isKnown).isEmpty()) {
        return new Answer(State.UNKNOWN, name + " has not answered.");
      }
    }
    String from = label(source);
    if (key.isEmpty()) {
      return new Answer(State.REFUSED, from + " has no send key yet.");
    }
    if (entries.isEmpty()) {
      return new Answer(
          State.REFUSED, "The send key of " + from + " may not send to " + target + ".");
    }
    List<KeysOfNode.PoolKeys> pools = only(node(target).orElseThrow().pools(), entries);
    List<Admission> admissions =
        pools.stream()
            .map(p ->
                Admission.of(key.get().publicKey(), pools, Optional.of(p.pool()), Optional.empty()))
            .toList();
    return of(from, target, admissions);
  }

  /** The pools with nothing but these entries: the others have no say in it. */
  private static List<KeysOfNode.PoolKeys> only(
      List<KeysOfNode.PoolKeys> pools, List<Entry> entries) {
    return pools.stream()
        .map(pool ->
            new KeysOfNode.PoolKeys(
                pool.pool(),
                pool.sendKey(),
                entries.stream()
                    .filter(e -> e.pool().equals(pool.pool()))
                    .map(Entry::key)
                    .toList()))
        .toList();
  }

  private static Answer of(String from, String target, List<Admission> admissions) {
    if (admissions.stream().allMatch(a -> a.kind() == Admission.Kind.OPEN)) {
      return new Answer(State.AUTHORISED, from + " may send to " + target + ".");
    }
    List<Admission> letting = admissions.stream().filter(Admission::admits).toList();
    List<Admission> open = letting.stream().filter(a -> a.kind() == Admission.Kind.OPEN).toList();
    if (!open.isEmpty()) {
      String pools = String.join(", ", open.stream().map(Admission::pool).toList());
      return new Answer(
          State.RESTRICTED,
          from + " may send to " + target + ", but only to its pool " + pools + ".");
    }
    String limits =
        String.join(
            "; ",
            admissions.stream().map(Limits::words).filter(w -> !w.isEmpty()).distinct().toList());
    return new Answer(
        State.RESTRICTED,
        from
            + (letting.isEmpty() ? " may not send to " : " may send to ")
            + target
            + ": "
            + limits
            + ".");
  }
}
