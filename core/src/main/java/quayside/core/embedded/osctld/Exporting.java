package quayside.core.embedded.osctld;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import quayside.core.archive.osctl.ExportMetadata;
import quayside.core.archive.osctl.ExportWriter;
import quayside.core.embedded.faults.Faults;
import quayside.core.embedded.osctld.OsctldService.OsctldError;
import quayside.core.embedded.store.DataStream;
import quayside.core.yaml.Yaml;

/** {@code ct export}, with the quirks of the real one (facts §5.3). */
final class Exporting {
  private final State state;
  private final Lifecycle lifecycle;
  private final Faults faults;

  Exporting(State state, Lifecycle lifecycle, Faults faults) {
    this.state = state;
    this.lifecycle = lifecycle;
    this.faults = faults;
  }

  /** Like the real one it leaves file, snapshots and a stopped container behind if it fails. */
  void run(Ct ct, Options options, Consumer<Object> progress)
      throws OsctldError, IOException, InterruptedException {
    Path file = state.folder().path(options.text("file", ""));
    boolean gzip = !"off".equals(options.text("compression")); // auto means gzip
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      var writer = new ExportWriter(out);
      head(ct, writer);
      var snapshots = new ArrayList<String>();
      streams(ct, writer, Optional.empty(), snapshot(ct, "osctl-base-", snapshots), gzip);
      if (ct.running() && options.flag("consistent", false)) {
        lifecycle.stop(ct, progress);
        String base = snapshots.getFirst();
        String last = snapshot(ct, "osctl-incr-", snapshots);
        streams(ct, writer, Optional.of(base), last, gzip);
        lifecycle.start(ct, progress);
      }
      for (var dataset : ct.datasets().values()) {
        for (String snapshot : snapshots) {
          dataset.destroySnapshot(snapshot);
        }
      }
      writer.snapshots(snapshots.reversed());
      writer.finish();
    }
  }

  private void head(Ct ct, ExportWriter writer) throws IOException {
    List<String> below = ct.datasets().keySet().stream().filter(n -> !n.equals("/")).toList();
    var metadata =
        new ExportMetadata(
            ExportMetadata.FULL,
            Optional.of(ExportMetadata.ZFS),
            Optional.of(ct.text("user")),
            Optional.of(ct.text("group")),
            Optional.of(ct.id()),
            Optional.of(below),
            OptionalLong.of(Instant.now().getEpochSecond()));
    writer.text("metadata.yml", bytes(metadata.yaml()));
    writer.folder("config");
    writer.text("config/user.yml", bytes(Yaml.print(state.user(ct.pool(), ct.text("user")))));
    writer.text("config/group.yml", bytes(Yaml.print(state.group(ct.pool(), ct.text("group")))));
    Map<String, @Nullable Object> config = ct.config();
    config.remove("send_log");
    config.remove("state");
    writer.text("config/container.yml", bytes(Yaml.print(config)));
    hooks(ct, writer);
    writer.rootfs(below);
  }

  private void hooks(Ct ct, ExportWriter writer) throws IOException {
    Path folder = state.folder().path("/" + ct.pool() + "/hook/ct/" + ct.id());
    var scripts = new TreeMap<String, Path>();
    if (Files.isDirectory(folder)) {
      try (var found = Files.walk(folder, 2)) {
        found
            .filter(Files::isRegularFile)
            .forEach(path -> scripts.put(folder.relativize(path).toString(), path));
      }
    }
    String inside = "";
    for (var script : scripts.entrySet()) {
      if (inside.isEmpty()) {
        writer.folder("hooks");
        inside = "hooks";
      }
      int slash = script.getKey().indexOf('/');
      String parent = slash < 0 ? "hooks" : "hooks/" + script.getKey().substring(0, slash);
      if (slash >= 0 && !parent.equals(inside)) {
        writer.folder(parent);
      }
      inside = parent;
      writer.small("hooks/" + script.getKey(), 0755, Files.readAllBytes(script.getValue()));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String snapshot(Ct ct, String prefix, List<String> taken) throws IOException {
    long now = Instant.now().getEpochSecond();
    String name = prefix + now;
    for (var dataset : ct.datasets().values()) {
      dataset.snapshot(name, now);
    }
    taken.add(name);
    return name;
  }

  private void streams(Ct ct, ExportWriter writer, Optional<String> from, String to, boolean gzip)
      throws IOException {
    String kind = from.isPresent() ? "incremental.dat" : "base.dat";
    for (var each : ct.datasets().entrySet()) {
      String folder = each.getKey().equals("/") ? "rootfs/" : "rootfs/" + each.getKey() + "/";
      try (OutputStream member = writer.member(folder + kind + (gzip ? ".gz" : ""));
          OutputStream out =
              gzip ? new GZIPOutputStream(member) : new BufferedOutputStream(member)) {
        if (faults.has(Faults.Kind.DISK_FULL)) {
          throw new IOException("No space left on device");
        }
        DataStream.write(
            each.getValue(),
            new DataStream.Request(
                ct.datasetName(each.getKey()), from, to, from.isPresent(), from.isPresent()),
            out);
      }
    }
  }
}
