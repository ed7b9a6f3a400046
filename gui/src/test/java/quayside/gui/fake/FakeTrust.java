package quayside.gui.fake;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import quayside.core.driver.NodeKeys.Access;
import quayside.core.driver.NodeKeys.AuthorizedKey;
import quayside.core.driver.NodeKeys.SendKey;
import quayside.core.keys.KeysOfNode;
import quayside.core.keys.KeysOfNode.PoolKeys;
import quayside.core.keys.Sender;
import quayside.core.keys.Trust;
import quayside.core.keys.TrustMatrix;
import quayside.core.operation.Activity;
import quayside.core.problem.Problem;
import quayside.transport.keys.KeyFiles;

/** Trust among made-up nodes; what is authorised or revoked is really so afterwards. */
public final class FakeTrust implements Trust {
  /** What was asked of it, in words. */
  public final List<String> asked = new CopyOnWriteArrayList<>();

  private final List<Consumer<TrustMatrix>> listeners = new CopyOnWriteArrayList<>();
  private volatile List<KeysOfNode> keys = List.of();

  /** Shows these keys. */
  public void show(List<KeysOfNode> now) {
    keys = List.copyOf(now);
    listeners.forEach(listener -> listener.accept(known()));
  }

  /** A handful of nodes, one of which does not answer. */
  public static List<KeysOfNode> small() {
    List<KeysOfNode> nodes = new ArrayList<>();
    List<String> names = List.of("harbor-a", "harbor-b", "ams-node-1", "ams-node-2", "edge-pi-4");
    for (int i = 0; i < names.size(); i++) {
      List<AuthorizedKey> accepted = new ArrayList<>();
      for (int from = 0; from < names.size(); from++) {
        if (from != i && (from + i) % 2 == 1) {
          boolean limited = from == 3;
          accepted.add(
              new AuthorizedKey(
                  names.get(from) + "-tank",
                  key(from),
                  Optional.empty(),
                  limited ? Optional.of("web*") : Optional.empty(),
                  limited,
                  false,
                  false));
        }
      }
      boolean silent = i == 4;
      nodes.add(
          new KeysOfNode(
              names.get(i),
              List.of(new PoolKeys("tank", Optional.of(sendKey(i)), accepted)),
              Optional.of(Instant.now().minusSeconds(40)),
              silent
                  ? Optional.of(new Problem("unreachable", "Not reachable", "It is off.", "", ""))
                  : Optional.empty()));
    }
    return nodes;
  }

  /** As many nodes as wanted; every third pair trusts each other. */
  public static List<KeysOfNode> many(int count) {
    List<KeysOfNode> nodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<AuthorizedKey> accepted = new ArrayList<>();
      for (int from = 0; from < count; from++) {
        if (from != i && (from * 7 + i * 3) % 3 == 0) {
          accepted.add(AuthorizedKey.of("node-" + from, key(from)));
        }
      }
      nodes.add(
          new KeysOfNode(
              "node-%03d.example".formatted(i),
              List.of(new PoolKeys("tank", Optional.of(sendKey(i)), accepted)),
              Optional.of(Instant.now()),
              Optional.empty()));
    }
    return nodes;
  }

  /** A made-up key that is well formed. */
  static String key(int number) {
    byte[] blob = new byte[4 + 11 + 4 + 32];
    blob[3] = 11;
    System.arraycopy(
        "ssh-ed25519".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, blob, 4, 11);
    blob[18] = 32;
    for (int i = 19; i < blob.length; i++) {
      blob[i] = (byte) (number * 31 + i * 7);
    }
    return "ssh-ed25519 " + Base64.getEncoder().encodeToString(blob) + " tank@node" + number;
  }

  private static SendKey sendKey(int number) {
    return new SendKey(
        "tank",
        key(number),
        "/tank/conf/send-receive/key.pub",
        Optional.of(Instant.now().minusSeconds(86_400L * (number + 2))));
  }

  @Override
  public TrustMatrix known() {
    return TrustMatrix.of(keys);
  }

  @Override
  public Activity.Subscription watch(Consumer<TrustMatrix> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public TrustMatrix refresh() {
    asked.add("refresh");
    return known();
  }

  @Override
  public KeysOfNode refresh(String node) {
    return known().node(node).orElseThrow();
  }

  @Override
  public SendKey generate(Sender source, KeyFiles.Kind kind, OptionalInt bits) {
    asked.add("generate " + source + " " + kind);
    return sendKey(1);
  }

  @Override
  public Trusting trusting(Sender source) {
    List<Trusting.At> entries = new ArrayList<>();
    for (String target : known().targets()) {
      known()
          .cell(source, target)
          .entries()
          .forEach(e -> entries.add(new Trusting.At(target, e.pool(), e.key())));
    }
    return new Trusting(known().sendKey(source), entries, List.of());
  }

  @Override
  public Renewal renew(Sender source, KeyFiles.Kind kind, OptionalInt bits, boolean again) {
    asked.add("renew " + source + " " + kind + (again ? " again" : ""));
    return new Renewal(sendKey(1), List.of(), List.of());
  }

  private void change(String target, java.util.function.UnaryOperator<List<AuthorizedKey>> change) {
    show(
        keys.stream()
            .map(node ->
                node.node().equals(target)
                    ? new KeysOfNode(
                        node.node(),
                        node.pools().stream()
                            .map(p ->
                                new PoolKeys(p.pool(), p.sendKey(), change.apply(p.authorized())))
                            .toList(),
                        node.asOf(),
                        node.problem())
                    : node)
            .toList());
  }

  @Override
  public AuthorizedKey authorize(
      Sender source, String target, AuthorizedKey wish, char[] passphrase, Optional<String> pool)
      throws IOException {
    String line = known().sendKey(source).orElseThrow().publicKey();
    return authorize(
        target,
        new AuthorizedKey(
            source.node(), line, wish.from(), wish.ctid(), wish.singleUse(), false, false),
        passphrase,
        pool);
  }

  @Override
  public AuthorizedKey authorize(
      String target, AuthorizedKey wish, char[] passphrase, Optional<String> pool) {
    asked.add("authorize " + wish.name() + " " + target);
    change(
        target,
        now -> {
          List<AuthorizedKey> more = new ArrayList<>(now);
          more.add(wish);
          return List.copyOf(more);
        });
    return wish;
  }

  @Override
  public void revoke(String target, Optional<String> pool, String name) {
    asked.add("revoke " + name + " " + target);
    change(target, now -> now.stream().filter(k -> !k.name().equals(name)).toList());
  }

  @Override
  public List<String> revoke(Sender source, String target) {
    asked.add("revoke " + source.node() + " " + target);
    String line = known().sendKey(source).orElseThrow().publicKey();
    change(target, now -> now.stream().filter(k -> !k.publicKey().equals(line)).toList());
    return List.of();
  }

  @Override
  public Access test(Sender source, String target) {
    asked.add("test " + source.node() + " " + target);
    return Access.AUTHORIZED;
  }
}
