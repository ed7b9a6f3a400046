package quayside.core.embedded.osctld;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.osctld.OsctldService.OsctldError;
import quayside.core.embedded.store.DataStream;
import quayside.core.embedded.store.Dataset;
import quayside.core.embedded.store.Snapshot;
import quayside.core.yaml.Yaml;

/** The steps of {@code ct send}, with the quirks of the real ones (facts §3.3, §3.4, §3.6). */
final class Sending {
  private static final System.Logger LOG = System.getLogger(Sending.class.getName());

  private final State state;
  private final Lifecycle lifecycle;
  private final Containers containers;

  Sending(State state, Lifecycle lifecycle, Containers containers) {
    this.state = state;
    this.lifecycle = lifecycle;
    this.containers = containers;
  }

  void config(Ct ct, Options options) throws OsctldError, IOException, InterruptedException {
    if (ct.get("send_log") != null) {
      throw new OsctldError("this container is already being sent");
    }
    String id = options.text("as_id", ct.id());
    int port = options.number("port", 22);
    String dst = options.text("dst", "");
    @Nullable String pool = options.text("to_pool");
    @Nullable String passphrase = options.text("passphrase");
    var link = new SendLink(state.folder(), ct.pool(), dst, port);
    boolean tokens = !link.run(List.of("receive"), _ -> {}).err().contains("<id>");
    var command = new ArrayList<String>(List.of("receive", "skel"));
    if (pool != null || tokens) {
      command.add(pool == null ? "-" : pool);
    }
    if (passphrase != null) {
      command.add(passphrase);
    }
    byte[] skel = skel(ct, id, options);
    SendLink.Result result = link.run(command, out -> out.write(skel));
    String token = tokens ? result.out().strip() : pool == null ? id : pool + ":" + id;
    if (result.status() != 0 || (tokens && token.isEmpty())) {
      LOG.log(System.Logger.Level.INFO, "the receiver refused: {0}", result.err().strip());
      throw new IOException("end of file reached");
    }
    var opts =
        SendLog.opts(
            id,
            port,
            dst,
            null,
            options.flag("snapshots", true),
            options.text("from_snapshot"),
            options.flag("preexisting_datasets", false));
    new SendLog("source", token, "stage", List.of(), opts).save(ct);
  }

  private byte[] skel(Ct ct, String id, Options options) throws IOException {
    String user = options.text("as_user", ct.text("user"));
    String group = options.text("as_group", ct.text("group"));
    var metadata = new LinkedHashMap<String, @Nullable Object>();
    metadata.put("type", "skel");
    metadata.put("format", "zfs");
    metadata.put("user", user);
    metadata.put("group", group);
    metadata.put("container", id);
    metadata.put("datasets", ct.datasets().keySet().stream().filter(n -> !n.equals("/")).toList());
    metadata.put("exported_at", Instant.now().getEpochSecond());
    Map<String, @Nullable Object> config = ct.config();
    config.remove("send_log");
    config.remove("state");
    if (!options.flag("network_interfaces", false)) {
      config.put("net_interfaces", List.of());
    }
    var members = new LinkedHashMap<String, String>();
    members.put("metadata.yml", Yaml.print(metadata));
    members.put("config/", "");
    members.put("config/user.yml", Yaml.print(state.user(ct.pool(), ct.text("user"))));
    members.put("config/group.yml", Yaml.print(state.group(ct.pool(), ct.text("group"))));
    members.put("config/container.yml", Yaml.print(config));
    return Tar.write(members);
  }

  private static SendLog log(Ct ct, String next) throws OsctldError {
    return SendLog.of(ct, "source")
        .filter(l -> l.allows(next))
        .orElseThrow(() -> new OsctldError("invalid send sequence"));
  }

  void rootfs(Ct ct, Consumer<Object> progress)
      throws OsctldError, IOException, InterruptedException {
    SendLog log = snapshot(ct, log(ct, "base"), "osctl-send-base-");
    String base = String.valueOf(log.snapshots().getLast());
    for (var each : ct.datasets().entrySet()) {
      progress.accept("Syncing " + each.getKey());
      Optional<String> from = oldest(log, each.getValue(), base);
      boolean held = log.options().flag("preexisting_datasets", false) && from.isPresent();
      if (from.isEmpty()) {
        stream(ct, log, each.getKey(), "base", Optional.empty(), base, true, progress, null);
        continue;
      }
      if (!held) {
        stream(ct, log, each.getKey(), "base", Optional.empty(), from.get(), false, progress, null);
      }
      stream(ct, log, each.getKey(), "incremental", from, base, true, progress, null);
    }
    log.reached(ct, "base");
  }

  /** The snapshot that the full stream carries when it is not the new one. */
  private static Optional<String> oldest(SendLog log, Dataset dataset, String base)
      throws IOException {
    @Nullable String asked = log.options().text("from_snapshot");
    if (asked != null) {
      return Optional.of(asked.replaceFirst("^@", ""));
    }
    if (!log.options().flag("snapshots", true)) {
      return Optional.empty();
    }
    return dataset.snapshots().stream()
        .map(Snapshot::name)
        .findFirst()
        .filter(first -> !first.equals(base));
  }

  void sync(Ct ct, Consumer<Object> progress)
      throws OsctldError, IOException, InterruptedException {
    SendLog before = log(ct, "incremental");
    SendLog log = snapshot(ct, before, "osctl-send-incr-");
    increments(ct, log, progress, Map.of());
    log.reached(ct, "incremental");
  }

  private void increments(
      Ct ct, SendLog log, Consumer<Object> progress, Map<String, SendLink.Dial> dials)
      throws OsctldError, IOException, InterruptedException {
    int count = log.snapshots().size();
    Optional<String> from =
        count < 2 ? Optional.empty() : Optional.of(String.valueOf(log.snapshots().get(count - 2)));
    String to = String.valueOf(log.snapshots().getLast());
    for (String dataset : ct.datasets().keySet()) {
      progress.accept("Syncing " + dataset);
      boolean between = log.options().flag("snapshots", true);
      stream(ct, log, dataset, "incremental", from, to, between, progress, dials.get(dataset));
    }
  }

  void state(Ct ct, Options options, Consumer<Object> progress)
      throws OsctldError, IOException, InterruptedException {
    SendLog before = log(ct, "transfer");
    boolean clone = options.flag("clone", false);
    boolean wasRunning = ct.running();
    SendLink link = link(ct, before);
    var dials = new HashMap<String, SendLink.Dial>();
    ct.datasets().keySet().forEach(name -> dials.put(name, link.dial()));
    SendLink.Dial last = link.dial();
    try {
      boolean stopped = !clone || options.flag("consistent", true);
      if (stopped) {
        lifecycle.stop(ct, progress);
      }
      before.opts().put("cloned", clone);
      SendLog log = snapshot(ct, before, "osctl-send-incr-");
      if (stopped && clone && wasRunning && options.flag("restart", true)) {
        lifecycle.start(ct, _ -> {});
      }
      increments(ct, log, progress, dials);
      progress.accept("Starting on the target node");
      var command = new ArrayList<String>(List.of("receive", "transfer", log.token()));
      if (wasRunning && options.flag("start", true)) {
        command.add("start");
      }
      succeed(() -> SendLink.run(last, command, _ -> {}), "transfer failed");
      log.reached(ct, "transfer");
    } finally {
      last.close();
      dials.values().forEach(SendLink.Dial::close);
    }
  }

  void cleanup(Ct ct, Consumer<Object> progress)
      throws OsctldError, IOException, InterruptedException {
    SendLog log = log(ct, "cleanup");
    forget(ct, log);
    if (!log.options().flag("cloned", false)) {
      containers.delete(ct, false, progress);
    }
  }

  void cancel(Ct ct, boolean force, boolean local)
      throws OsctldError, IOException, InterruptedException {
    SendLog log =
        SendLog.of(ct, "source").orElseThrow(() -> new OsctldError("invalid send sequence"));
    if (!force && log.state().equals("transfer")) {
      throw new OsctldError("invalid send sequence, could cancel forcefully");
    }
    if (!local) {
      try {
        SendLink link = link(ct, log);
        succeed(
            () -> link.run(List.of("receive", "cancel", log.token()), _ -> {}), "cancel failed");
      } catch (OsctldError e) {
        if (!force) {
          throw e;
        }
      }
    }
    forget(ct, log);
  }

  private static void forget(Ct ct, SendLog log) throws IOException {
    for (Dataset dataset : ct.datasets().values()) {
      for (Object snapshot : log.snapshots()) {
        dataset.destroySnapshot(snapshot.toString());
      }
    }
    ct.put("send_log", null);
  }

  private SendLink link(Ct ct, SendLog log) throws IOException {
    Options options = log.options();
    return new SendLink(
        state.folder(), ct.pool(), options.text("dst", ""), options.number("port", 22));
  }

  /** Takes the next snapshot of all datasets; its name is on disk before anything is sent. */
  static SendLog snapshot(Ct ct, SendLog log, String prefix) throws IOException {
    long now = Instant.now().getEpochSecond();
    for (Object earlier : log.snapshots()) {
      String name = earlier.toString();
      now = Math.max(now, 1 + Long.parseLong(name.substring(name.lastIndexOf('-') + 1)));
    }
    for (Dataset dataset : ct.datasets().values()) {
      dataset.snapshot(prefix + now, now);
    }
    SendLog with = log.with(prefix + now);
    with.save(ct);
    return with;
  }

  private void stream(
      Ct ct,
      SendLog log,
      String dataset,
      String verb,
      Optional<String> from,
      String to,
      boolean between,
      Consumer<Object> progress,
      SendLink.@Nullable Dial ready)
      throws OsctldError, IOException, InterruptedException {
    var command = new ArrayList<String>(List.of("receive", verb, log.token(), dataset));
    if (to.startsWith("osctl-send-")) {
      command.add(to);
    }
    Dataset source = ct.open(dataset);
    SendLink.Feed feed =
        out -> {
          try (var meter = new Meter(out, source.estimate(from, to), progress)) {
            DataStream.write(
                source,
                new DataStream.Request(ct.datasetName(dataset), from, to, between, true),
                meter);
          }
        };
    if (ready == null) {
      SendLink link = link(ct, log);
      succeed(() -> link.run(command, feed), "sync failed");
    } else {
      succeed(() -> SendLink.run(ready, command, feed), "sync failed");
    }
  }

  private interface Call {
    SendLink.Result run() throws IOException, InterruptedException;
  }

  private static void succeed(Call call, String otherwise)
      throws OsctldError, InterruptedException {
    try {
      SendLink.Result result = call.run();
      if (result.status() != 0) {
        LOG.log(System.Logger.Level.INFO, "{0}: {1}", otherwise, result.err().strip());
        throw new OsctldError(otherwise);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.INFO, otherwise, e);
      throw new OsctldError(otherwise);
    }
  }

  /** The public key's path; the pair need not exist. */
  static String keyPath(String pool) {
    return "/" + pool + "/conf/send-receive/key";
  }

  boolean hasKey(String pool) throws IOException {
    return Files.exists(state.folder().path(keyPath(pool)));
  }
}
