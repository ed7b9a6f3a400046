package quayside.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import quayside.core.driver.NodeKeys.AuthorizedKey;
import quayside.core.driver.NodeKeys.SendKey;
import quayside.core.keys.Identities.Identity;
import quayside.core.keys.KeysOfNode;
import quayside.core.keys.Sender;
import quayside.core.keys.TrustCell;
import quayside.core.keys.TrustMatrix;
import quayside.transport.hosts.KnownHost;
import quayside.transport.keys.PublicKeyLine;

/** Keys as objects for programs. The names are a promise: docs/cli.md. No secret is among them. */
final class KeyViews {
  private KeyViews() {}

  static Map<String, Object> sendKey(Sender source, SendKey key) {
    Map<String, Object> object = Views.typed("send-key");
    object.put("node", source.node());
    object.put("pool", source.pool());
    publicKey(object, key.publicKey());
    object.put("file", key.file());
    object.put("made", key.made());
    return object;
  }

  static Map<String, Object> authorized(
      String node, String pool, AuthorizedKey key, TrustMatrix matrix) {
    Map<String, Object> object = Views.typed("authorized-key");
    object.put("node", node);
    object.put("pool", pool);
    object.put("name", key.name());
    publicKey(object, key.publicKey());
    object.put("owner", matrix.owner(key.publicKey()).map(matrix::label));
    object.put("from", key.from());
    object.put("ctid", key.ctid());
    object.put("singleUse", key.singleUse());
    object.put("inUse", key.inUse());
    object.put("passphrase", key.passphrase());
    return object;
  }

  private static void publicKey(Map<String, Object> object, String line) {
    Optional<PublicKeyLine> key = KeysOfNode.parse(line);
    object.put("keyType", key.map(PublicKeyLine::type));
    key.ifPresent(k -> object.put("bits", k.bits()));
    object.put("fingerprint", key.map(PublicKeyLine::fingerprint));
    object.put("comment", key.map(PublicKeyLine::comment));
    object.put("publicKey", line);
  }

  static Map<String, Object> cell(TrustCell cell) {
    Map<String, Object> object = Views.typed("trust");
    object.put("source", cell.source().node());
    object.put("pool", cell.source().pool());
    object.put("target", cell.target());
    object.put("state", Views.lower(cell.state()));
    object.put("message", cell.why());
    object.put("fingerprint", cell.key().map(PublicKeyLine::fingerprint));
    object.put("names", cell.entries().stream().map(e -> e.key().name()).toList());
    object.put("since", cell.since().map(TrustCell.Since::at));
    object.put("sinceExactly", cell.since().map(TrustCell.Since::exactly));
    return object;
  }

  static Map<String, Object> hostKey(
      Optional<String> node, String where, String fingerprint, Optional<KnownHost> line) {
    Map<String, Object> object = Views.typed("host-key");
    object.put("node", node);
    object.put("where", where);
    object.put("fingerprint", fingerprint);
    line.ifPresent(l -> {
      object.put("keyType", l.key().type());
      object.put("bits", l.key().bits());
      object.put("hosts", l.hashed() ? "(hashed)" : l.hosts());
      object.put("revoked", l.revoked());
      object.put("file", l.file());
      object.put("line", l.line());
    });
    return object;
  }

  static Map<String, Object> identity(Identity identity) {
    Map<String, Object> object = Views.typed("identity");
    object.put("file", identity.file());
    object.put("agent", identity.file().isEmpty());
    object.put("encrypted", identity.encrypted());
    object.put("keyType", identity.key().map(PublicKeyLine::type));
    identity.key().ifPresent(k -> object.put("bits", k.bits()));
    object.put("fingerprint", identity.key().map(PublicKeyLine::fingerprint));
    object.put("comment", identity.key().map(PublicKeyLine::comment));
    return object;
  }

  /** {@code ED25519 256}. */
  static String kind(PublicKeyLine key) {
    return key.shortType() + (key.bits().isPresent() ? " " + key.bits().getAsInt() : "");
  }

  /** Fingerprint and kind of a line, or a word for one that is no key. */
  static List<String> print(String line) {
    Optional<PublicKeyLine> key = KeysOfNode.parse(line);
    return List.of(
        key.map(KeyViews::kind).orElse("no key"), key.map(PublicKeyLine::fingerprint).orElse("-"));
  }
}
