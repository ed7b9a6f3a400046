package quayside.core.embedded.osctld;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import quayside.core.archive.osctl.ExportArchive;
import quayside.core.archive.osctl.ExportMetadata;
import quayside.core.archive.osctl.Member;
import quayside.core.archive.osctl.Part;
import quayside.core.embedded.faults.Faults;
import quayside.core.embedded.osctld.OsctldService.OsctldError;
import quayside.core.embedded.store.DataStream;

/** {@code ct import}; the order of its checks is that of facts §5.4. */
final class Importing {
  private final State state;
  private final Containers containers;
  private final Admission admission;
  private final Locks locks;
  private final Faults faults;

  Importing(State state, Containers containers, Locks locks, Faults faults) {
    this.state = state;
    this.containers = containers;
    this.admission = new Admission(state);
    this.locks = locks;
    this.faults = faults;
  }

  /** A failure leaves a staged container without a configuration file, as recorded. */
  void run(Options options, Consumer<Object> progress)
      throws OsctldError, IOException, InterruptedException {
    String pool = state.pool(options.text("pool"));
    if (!state.active(pool)) {
      throw new OsctldError("the pool is disabled");
    }
    ExportArchive archive = ExportArchive.read(state.folder().path(options.text("file", "")));
    ExportMetadata metadata =
        archive.metadata().orElseThrow(() -> new IOException("metadata.yml not found"));
    String id =
        Optional.ofNullable(options.text("as_id"))
            .or(metadata::container)
            .orElseThrow(
                () -> new OsctldError("the image does not include container id, specify it"));
    containers.refuseTaken(pool, id);
    String user = user(pool, id, options, archive, metadata);
    String group = group(pool, options, metadata);
    if (!Containers.validId(id) || !id.equals(id.toLowerCase(java.util.Locale.ROOT))) {
      throw new OsctldError("invalid ID, allowed characters: ^[a-z0-9_-]{1,100}$");
    }
    String dataset = options.text("dataset", pool + "/ct/" + id);
    if (!dataset.startsWith(pool + "/")) {
      throw new OsctldError("dataset " + dataset + " does not belong to pool " + pool);
    }
    Map<String, @Nullable Object> config =
        Admission.map(archive.text("config/container.yml").orElse(null), "config/container.yml");
    config.put("user", user);
    config.put("group", group);
    config.put("dataset", Admission.datasetName(dataset));
    config.put("state", "staged");
    Ct ct = new Ct(state.folder(), pool, id, config);
    locks.take(ct, options.text("cli", "ct_import"), false);
    try {
      state.add(ct);
      devices(pool, group, options, config);
      fill(ct, archive, metadata, progress);
    } finally {
      locks.release(ct);
    }
  }

  private String user(
      String pool, String id, Options options, ExportArchive archive, ExportMetadata metadata)
      throws OsctldError, IOException {
    @Nullable String asked = options.text("as_user");
    if (asked != null) {
      if (state.user(pool, asked).isEmpty()) {
        throw new OsctldError("user not found");
      }
      return asked;
    }
    if (metadata.user().isEmpty()) {
      state.ensureUser(pool, id);
      return id;
    }
    admission.user(
        pool,
        metadata.user().get(),
        Admission.map(archive.text("config/user.yml").orElse(null), "config/user.yml"));
    return metadata.user().get();
  }

  private String group(String pool, Options options, ExportMetadata metadata)
      throws OsctldError, IOException {
    @Nullable String asked = options.text("as_group");
    if (asked != null) {
      if (!state.groups(pool).contains(asked)) {
        throw new OsctldError("group not found");
      }
      return asked;
    }
    String group = metadata.group().orElse("/default");
    if (!group.startsWith("/")) {
      throw new OsctldError("group name has to start with /");
    }
    admission.group(pool, group);
    return group;
  }

  private void devices(
      String pool, String group, Options options, Map<String, @Nullable Object> config)
      throws OsctldError, IOException {
    switch (options.text("missing_devices", "check")) {
      case "provide" -> admission.provide(pool, group, config);
      case "remove" -> admission.remove(pool, group, config);
      default -> admission.devices(pool, group, config);
    }
  }

  private void fill(
      Ct ct, ExportArchive archive, ExportMetadata metadata, Consumer<Object> progress)
      throws IOException {
    progress.accept("Creating datasets");
    List<String> names =
        metadata.datasets().orElseThrow(() -> new IOException("datasets are not listed"));
    for (String name : names) {
      ct.open(Admission.datasetName(name));
    }
    progress.accept("Configuring LXC home");
    progress.accept("Importing rootfs");
    if (!metadata.format().equals(Optional.of(ExportMetadata.ZFS))) {
      throw new IOException("unsupported archive format");
    }
    for (String dataset : ct.datasets().keySet()) {
      progress.accept("Writing data stream");
      stream(
          ct,
          dataset,
          archive,
          archive.stream(dataset, false)
              .orElseThrow(
                  () -> new IOException("unable to import: " + dataset + "/base not found")));
      Optional<Member> increment = archive.stream(dataset, true);
      if (increment.isPresent()) {
        progress.accept("Writing data stream");
        stream(ct, dataset, archive, increment.get());
      }
    }
    for (var dataset : ct.datasets().values()) {
      for (String snapshot : archive.snapshots()) {
        if (dataset.find(snapshot).isEmpty()) {
          throw new IOException("could not find any snapshots to destroy: @" + snapshot);
        }
        dataset.destroySnapshot(snapshot);
      }
    }
    progress.accept("Generating LXC configuration");
    progress.accept("Preparing log file");
    progress.accept("Preparing user script hook dir");
    hooks(ct, archive);
    ct.put("state", null);
    containers.registered(ct);
  }

  private void stream(Ct ct, String dataset, ExportArchive archive, Member member)
      throws IOException {
    if (faults.has(Faults.Kind.DISK_FULL)) {
      throw new IOException("cannot receive: out of space");
    }
    boolean gzip = member.part() instanceof Part.Stream stream && stream.gzip();
    try (InputStream raw = new BufferedInputStream(archive.open(member), 1 << 16);
        InputStream in = gzip ? new GZIPInputStream(raw, 1 << 16) : raw) {
      DataStream.read(ct.open(dataset), ct.datasetName(dataset), in);
    }
  }

  private void hooks(Ct ct, ExportArchive archive) throws IOException {
    for (var hook : archive.hooks().entrySet()) {
      admission.hook(ct, hook.getKey(), archive.bytes(hook.getValue()));
    }
  }
}
