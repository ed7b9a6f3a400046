package quayside.core.keys;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import quayside.core.driver.NodeKeys.AuthorizedKey;
import quayside.core.json.Json;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;
import quayside.core.keys.TrustCell.Since;
import quayside.transport.keys.OwnFiles;
import quayside.transport.keys.PublicKeyLine;

/**
 * Since when keys are authorised, as far as this desktop knows: osctld does not keep it. A file of
 * names, fingerprints and times; losing it loses nothing but the times.
 */
final class Ledger implements TrustMatrix.Memory {
  private static final System.Logger LOG = System.getLogger(Ledger.class.getName());

  private final Path file;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Since> times = new HashMap<>();

  Ledger(Path file) {
    this.file = file;
    times.putAll(read());
  }

  private static String name(String node, String pool, AuthorizedKey key) {
    String print = KeysOfNode.parse(key.publicKey()).map(PublicKeyLine::fingerprint).orElse("?");
    return String.join(" ", node.replace(' ', '_'), pool, key.name(), print);
  }

  @Override
  public Optional<Since> since(String node, String pool, AuthorizedKey key) {
    lock.lock();
    try {
      return Optional.ofNullable(times.get(name(node, pool, key)));
    } finally {
      lock.unlock();
    }
  }

  /** Notes what a node has now: what is new to us is there at least since now. */
  void saw(KeysOfNode node, Instant now) {
    lock.lock();
    try {
      boolean fresh = false;
      for (KeysOfNode.PoolKeys pool : node.pools()) {
        for (AuthorizedKey key : pool.authorized()) {
          String name = name(node.node(), pool.pool(), key);
          fresh |= times.putIfAbsent(name, new Since(now, false)) == null;
        }
      }
      if (fresh) {
        write();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Notes that we authorised a key just now. */
  void authorised(String node, String pool, AuthorizedKey key, Instant now) {
    lock.lock();
    try {
      times.put(name(node, pool, key), new Since(now, true));
      write();
    } finally {
      lock.unlock();
    }
  }

  /** Notes that we withdrew a key. */
  void revoked(String node, String pool, AuthorizedKey key) {
    lock.lock();
    try {
      times.remove(name(node, pool, key));
      write();
    } finally {
      lock.unlock();
    }
  }

  private Map<String, Since> read() {
    var known = new HashMap<String, Since>();
    try {
      JsonValue all = Json.parse(Files.readString(file));
      if (all.raw() instanceof Map<?, ?> entries) {
        for (Object name : entries.keySet()) {
          since(all.get(name.toString())).ifPresent(at -> known.put(name.toString(), at));
        }
      }
    } catch (NoSuchFileException _) {
      // the first time
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0} cannot be read; its times are lost: {1}", file, e.getMessage());
    }
    return known;
  }

  private static Optional<Since> since(JsonValue value) {
    try {
      boolean exactly = value.get("exactly").isTrue();
      return Optional.of(new Since(Instant.parse(value.get("at").text()), exactly));
    } catch (JsonException | DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private void write() {
    var all = new TreeMap<String, Object>();
    times.forEach((name, since) ->
        all.put(name, Map.of("at", since.at().toString(), "exactly", since.exactly())));
    try {
      OwnFiles.replace(file, Json.printPretty(all).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0} cannot be written: {1}", file, e.getMessage());
    }
  }
}
