package quayside.core.embedded.osctld;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.faults.Faults;
import quayside.core.embedded.osctld.OsctldService.OsctldError;
import quayside.core.embedded.store.DataStream;
import quayside.core.model.Glob;
import quayside.transport.Threads;

/** What arrives from other nodes (facts §4). */
final class Receiving {
  private static final System.Logger LOG = System.getLogger(Receiving.class.getName());
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SKEL_LIMIT = 16 << 20;

  private final State state;
  private final Containers containers;
  private final Lifecycle lifecycle;
  private final Locks locks;
  private final Faults faults;
  private final boolean tokens;

  Receiving(
      State state,
      Containers containers,
      Lifecycle lifecycle,
      Locks locks,
      Faults faults,
      boolean tokens) {
    this.state = state;
    this.containers = containers;
    this.lifecycle = lifecycle;
    this.locks = locks;
    this.faults = faults;
    this.tokens = tokens;
  }

  /** Whoever sends: the line of the keychain that let the client in. */
  record Sender(String pool, String keyName, String publicKey, InetAddress address) {}

  /** Stages a container and returns its token; the order of the checks is that of facts §4.5. */
  String skel(Sender sender, @Nullable String toPool, @Nullable String passphrase, InputStream in)
      throws OsctldError, IOException {
    byte[] tar = in.readNBytes(SKEL_LIMIT);
    String pool = state.pool(toPool == null ? sender.pool() : toPool);
    var key =
        new Keychain(state.folder(), pool)
            .use(sender.publicKey(), passphrase, sender.address())
            .orElseThrow(() -> new OsctldError("invalid authentication key"));
    if (!state.active(pool)) {
      throw new OsctldError("the pool is disabled");
    }
    Map<String, String> members = Tar.read(tar);
    var admission = new Admission(state);
    var metadata = map(members, "metadata.yml");
    if (!"skel".equals(metadata.get("type"))) {
      throw new OsctldError(
          "expected archive type to be 'skel', got '" + metadata.get("type") + "'");
    }
    String id = String.valueOf(metadata.get("container"));
    String user = String.valueOf(metadata.get("user"));
    String group = String.valueOf(metadata.get("group"));
    admission.user(pool, user, map(members, "config/user.yml"));
    admission.group(pool, group);
    Object pattern = key.get("ctid");
    if (pattern != null && !new Glob(pattern.toString()).matches(id)) {
      throw new OsctldError("access denied: invalid container id");
    }
    if (!Containers.validId(id)) {
      throw new IOException("invalid container id: " + id);
    }
    var config = map(members, "config/container.yml");
    admission.devices(pool, group, config);
    containers.refuseTaken(pool, id);
    config.put("user", user);
    config.put("group", group);
    config.put("dataset", pool + "/ct/" + id);
    config.put("state", "staged");
    Ct ct = new Ct(state.folder(), pool, id, config);
    if (metadata.get("datasets") instanceof List<?> datasets) {
      for (Object dataset : datasets) {
        ct.open(Admission.datasetName(dataset.toString()));
      }
    }
    for (var member : members.entrySet()) {
      if (member.getKey().startsWith("hooks/")) {
        admission.hook(
            ct,
            member.getKey().substring("hooks/".length()),
            member.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    byte[] random = new byte[20];
    RANDOM.nextBytes(random);
    String token = tokens ? HexFormat.of().formatHex(random) : id;
    var opts = SendLog.opts(null, null, null, String.valueOf(key.get("name")), null, null, null);
    new SendLog("destination", token, "stage", List.of(), opts).save(ct);
    state.add(ct);
    return token;
  }

  private static Map<String, @Nullable Object> map(Map<String, String> members, String name)
      throws IOException {
    return Admission.map(members.get(name), name);
  }

  private Ct find(Sender sender, String token) throws OsctldError, IOException {
    for (Ct ct : state.containers()) {
      Optional<SendLog> log = SendLog.of(ct, "destination");
      boolean named = log.isPresent() && log.get().token().equals(token);
      boolean byId = !tokens && log.isPresent() && ct.key().equals(token);
      if (named || byId) {
        Object keyName = log.get().opts().get("key_name");
        boolean same =
            new Keychain(state.folder(), ct.pool())
                .list().stream()
                    .anyMatch(k ->
                        String.valueOf(keyName).equals(k.get("name"))
                            && sender.publicKey().equals(k.get("pubkey")));
        if (!same) {
          throw new OsctldError("authentication key mismatch");
        }
        if (!ct.staged()) {
          throw new OsctldError("this container is not staged");
        }
        return ct;
      }
    }
    throw new OsctldError("container not found");
  }

  private static SendLog log(Ct ct) throws OsctldError {
    return SendLog.of(ct, "destination").orElseThrow(() -> new OsctldError("container not found"));
  }

  /** Receives a stream; {@code verb} is {@code base} or {@code incremental}. */
  void stream(
      Sender sender,
      String verb,
      String token,
      String dataset,
      @Nullable String snapshot,
      InputStream in)
      throws OsctldError, IOException, InterruptedException {
    Ct ct = find(sender, token);
    if (!ct.datasets().containsKey(dataset)) {
      throw new OsctldError("dataset does not exist");
    }
    locks.take(ct, "receive " + verb, true);
    try {
      if (faults.has(Faults.Kind.DISK_FULL)) {
        in.readNBytes(1 << 16);
        throw new OsctldError(
            "unable to receive stream, zfs recv exited with 1\n" + "cannot receive: out of space");
      }
      try {
        DataStream.read(ct.open(dataset), ct.datasetName(dataset), in);
      } catch (Flow.Cut e) {
        throw e;
      } catch (IOException e) {
        LOG.log(System.Logger.Level.INFO, "a stream was not received", e);
        throw new OsctldError(
            "unable to receive stream, zfs recv exited with 1\n" + e.getMessage());
      }
      SendLog log = log(ct);
      if (snapshot != null) {
        log = log.with(List.of(ct.datasetName(dataset), snapshot));
      }
      boolean more = verb.equals("incremental") || log.state().equals("incremental");
      log.in(more ? "incremental" : "base").save(ct);
    } finally {
      locks.release(ct);
    }
  }

  /** Finishes a container. With a start it answers as early as the real one (facts trap 8). */
  void transfer(Sender sender, String token, boolean start)
      throws OsctldError, IOException, InterruptedException {
    Ct ct = find(sender, token);
    locks.take(ct, "receive transfer", true);
    boolean later = start && !faults.has(Faults.Kind.TRANSFER_WAITS);
    boolean handedOver = false;
    try {
      log(ct).in("transfer").save(ct);
      ct.put("state", null);
      if (later) {
        Threads.start("transfer of " + ct.key(), () -> finishLater(ct));
        handedOver = true;
      } else {
        finish(ct, start);
      }
    } finally {
      if (!handedOver) {
        locks.release(ct);
      }
    }
  }

  private void finishLater(Ct ct) {
    try {
      finish(ct, true);
    } catch (OsctldError | IOException | InterruptedException e) {
      LOG.log(System.Logger.Level.INFO, "the received container did not start", e);
    } finally {
      locks.release(ct);
    }
  }

  private void finish(Ct ct, boolean start) throws OsctldError, IOException, InterruptedException {
    SendLog log = log(ct);
    if (start) {
      if (faults.has(Faults.Kind.TRANSFER_START_FAILS)) {
        throw new OsctldError("container failed to start");
      }
      lifecycle.start(ct, _ -> {});
    }
    for (Object pair : log.snapshots()) {
      if (pair instanceof List<?> list && list.size() == 2) {
        destroy(ct, list.get(0).toString(), list.get(1).toString());
      }
    }
    ct.put("send_log", null);
    new Keychain(state.folder(), ct.pool()).used(String.valueOf(log.opts().get("key_name")));
  }

  private static void destroy(Ct ct, String dataset, String snapshot) throws IOException {
    for (var each : ct.datasets().entrySet()) {
      if (ct.datasetName(each.getKey()).equals(dataset)) {
        each.getValue().destroySnapshot(snapshot);
      }
    }
  }

  void cancel(Sender sender, String token) throws OsctldError, IOException, InterruptedException {
    Ct ct = find(sender, token);
    locks.take(ct, "receive cancel", true);
    try {
      String keyName = String.valueOf(log(ct).opts().get("key_name"));
      ct.destroy();
      containers.forget(ct);
      containers.releaseUser(ct, _ -> {});
      new Keychain(state.folder(), ct.pool()).used(keyName);
    } finally {
      locks.release(ct);
    }
  }

  /** The first line of any keychain with this key, as sshd would find it. */
  Optional<Sender> sender(String typeAndKey, InetAddress client) throws IOException {
    for (String pool : state.pools()) {
      for (var key : new ArrayList<>(new Keychain(state.folder(), pool).list())) {
        String line = String.valueOf(key.get("pubkey"));
        if (line.equals(typeAndKey) || line.startsWith(typeAndKey + " ")) {
          return Optional.of(new Sender(pool, String.valueOf(key.get("name")), line, client));
        }
      }
    }
    return Optional.empty();
  }
}
