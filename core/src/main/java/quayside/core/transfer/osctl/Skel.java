package quayside.core.transfer.osctl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import quayside.core.archive.osctl.ExportArchive;
import quayside.core.archive.osctl.ExportMetadata;
import quayside.core.archive.osctl.Member;
import quayside.core.archive.tar.TarWriter;
import quayside.core.driver.NativeArchives.MissingDevices;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;
import quayside.core.model.NodeFacts;
import quayside.core.operation.StepContext;
import quayside.core.problem.ProblemException;
import quayside.core.yaml.Yaml;

/**
 * The small archive of type {@code skel} that describes a container to its receiver, made of an
 * export: another id, user and group where they were asked for.
 */
final class Skel {
  private final ImportRun run;
  private final StepContext context;
  private final ExportArchive archive;
  private final ExportMetadata meta;

  Skel(ImportRun run, StepContext context) throws IOException {
    this.run = run;
    this.context = context;
    this.archive = run.archive();
    this.meta = archive.metadata().orElseThrow();
  }

  byte[] bytes() throws IOException {
    String user = run.errand.options().asUser().or(meta::user).orElse(run.errand.id());
    String group = run.errand.options().asGroup().or(meta::group).orElse("/default");
    var metadata =
        new ExportMetadata(
            ExportMetadata.SKEL,
            Optional.of(ExportMetadata.ZFS),
            Optional.of(user),
            Optional.of(group),
            Optional.of(run.errand.id()),
            Optional.of(archive.datasets().stream().filter(name -> !name.equals("/")).toList()),
            meta.exportedAt());
    var out = new ByteArrayOutputStream();
    var tar = new TarWriter(out);
    text(tar, "metadata.yml", metadata.yaml());
    tar.folder("config");
    text(tar, "config/user.yml", owner(user));
    text(
        tar,
        "config/group.yml",
        archive.text("config/group.yml").orElse("---\ncgparams: []\ndevices: []\nattrs: {}\n"));
    text(tar, "config/container.yml", container(user, group));
    hooks(tar);
    tar.finish();
    return out.toByteArray();
  }

  private static void text(TarWriter tar, String name, String text) throws IOException {
    tar.file(name, 0644, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A user that the node has keeps its own maps: the receiver takes no others. */
  private String owner(String user) throws IOException {
    if (!run.errand.pool().isEmpty()) {
      for (NodeFacts.User known : context.target().facts().users()) {
        if (known.pool().equals(run.errand.pool()) && known.name().equals(user)) {
          var maps = new LinkedHashMap<String, Object>();
          maps.put("uid_map", known.uidMap().stream().map(m -> m.text()).toList());
          maps.put("gid_map", known.gidMap().stream().map(m -> m.text()).toList());
          return Yaml.print(maps);
        }
      }
    }
    return archive
        .text("config/user.yml")
        .orElseThrow(() ->
            new ProblemException(
                "user-needed",
                "No user",
                "The archive is an image without a user, and the node has none called “"
                    + user
                    + "”.",
                "Name a user of the node (--as-user), or upload the archive (--way upload)."));
  }

  private String container(String user, String group) throws IOException {
    String text = archive.text("config/container.yml").orElse("");
    try {
      JsonValue config = Yaml.parse(text);
      var map = new LinkedHashMap<String, @Nullable Object>();
      config.entries().forEach((key, value) -> map.put(key, value.raw()));
      map.put("user", user);
      map.put("group", group);
      if (run.errand.options().missing() == MissingDevices.REMOVE) {
        map.put("devices", kept(config, group));
      }
      return Yaml.print(map);
    } catch (JsonException e) {
      throw new IOException("The container's configuration is " + e.getMessage() + ".", e);
    }
  }

  /** Devices that the group offers; with a receive key alone, none. */
  private List<@Nullable Object> kept(JsonValue config, String group)
      throws IOException, JsonException {
    Set<String> offered = new HashSet<>();
    if (!run.errand.pool().isEmpty()) {
      boolean known = context.target().facts().groups().contains(group);
      offered.addAll(context.target().nativeSend().orElseThrow().groupDevices(known ? group : "/"));
    }
    var kept = new ArrayList<@Nullable Object>();
    for (JsonValue device : config.get("devices").list()) {
      if (offered.contains(ArchivedContainer.deviceName(device))) {
        kept.add(device.raw());
      }
    }
    return kept;
  }

  private void hooks(TarWriter tar) throws IOException {
    if (archive.hooks().isEmpty()) {
      return;
    }
    tar.folder("hooks");
    var folders = new TreeSet<String>();
    for (Map.Entry<String, Member> hook : archive.hooks().entrySet()) {
      int slash = hook.getKey().indexOf('/');
      if (slash > 0 && folders.add(hook.getKey().substring(0, slash))) {
        tar.folder("hooks/" + hook.getKey().substring(0, slash));
      }
      Member member = hook.getValue();
      tar.file(member.name(), member.entry().inode().mode(), archive.bytes(member));
    }
  }
}
