package quayside.core.archive.osctl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import quayside.core.archive.tar.TarWriter;
import quayside.core.archive.zfs.BytePath;
import quayside.core.archive.zfs.EditableTree;
import quayside.core.archive.zfs.FileStat;
import quayside.core.archive.zfs.FileType;
import quayside.core.archive.zfs.Samples;
import quayside.core.archive.zfs.SnapshotId;
import quayside.core.archive.zfs.StreamWriter;
import quayside.core.archive.zfs.Timestamp;

/** The members of an export, to be changed and packed: well made unless a test spoils them. */
final class ExportParts {
  private static final Timestamp NOW = new Timestamp(1_795_302_551, 0);

  static final String REAL = "osctl-ct-export-off.tar";

  private final Map<String, byte[]> members = new LinkedHashMap<>();
  private boolean ended = true;

  private ExportParts() {}

  /** The real archive. */
  static byte[] real() throws IOException {
    return Samples.stream(REAL);
  }

  /** A small consistent export with a second dataset and a hook, as osctld would write it. */
  static ExportParts small() throws IOException {
    return of(20_000);
  }

  /** The same with few bytes. */
  static ExportParts tiny() throws IOException {
    return of(50);
  }

  private static ExportParts of(int lines) throws IOException {
    var parts = new ExportParts();
    parts.text(
        "metadata.yml",
        """
        ---
        type: full
        format: zfs
        user: web
        group: "/default"
        container: web
        datasets:
        - srv
        exported_at: 1795302551
        """);
    parts.folder("config");
    parts.text(
        "config/user.yml",
        """
        ---
        uid_map:
        - 0:1000000:65536
        gid_map:
        - 0:1000000:65536
        standalone: false
        attrs: {}
        """);
    parts.text("config/group.yml", "---\ncgparams: []\ndevices: []\nattrs: {}\n");
    parts.text(
        "config/container.yml",
        """
        ---
        user: web
        group: "/default"
        dataset: tank/ct/web
        distribution: debian
        version: '13'
        arch: x86_64
        net_interfaces:
        - type: routed
          name: eth0
          hwaddr: 00:16:3e:aa:bb:cc
          ip_addresses:
            v4:
            - 192.0.2.10/32
            v6: []
        cgparams: []
        devices: []
        mounts:
        - mountpoint: "/srv"
          type: bind
          dataset: srv
        hostname: web.example
        """);
    parts.folder("hooks");
    parts.text("hooks/post-start", "#!/bin/sh\nexit 0\n");
    parts.folder("rootfs");
    parts.folder("rootfs/");
    parts.folder("rootfs/srv");
    parts.put("rootfs/base.dat", stream("tank/ct/web", "etc", "base", 0, lines));
    parts.put("rootfs/srv/base.dat", stream("tank/ct/web/srv", "data", "base", 10, lines));
    parts.put("rootfs/incremental.dat", stream("tank/ct/web", "etc", "incr", 0, lines));
    parts.put("rootfs/srv/incremental.dat", stream("tank/ct/web/srv", "data", "incr", 10, lines));
    parts.text("snapshots.yml", "---\n- osctl-incr-2\n- osctl-base-1\n");
    return parts;
  }

  /** A full stream, or the increment on top of it. */
  private static byte[] stream(String dataset, String folder, String which, long guid, int lines)
      throws IOException {
    var out = new ByteArrayOutputStream();
    StreamWriter writer = StreamWriter.forOpenZfs(out);
    var base = new SnapshotId(dataset + "@osctl-base-1", guid + 1, 1795302551);
    if (which.equals("base")) {
      writer.full(tree(folder, false, lines), base);
    } else {
      var incr = new SnapshotId(dataset + "@osctl-incr-2", guid + 2, 1795302561);
      writer.increment(tree(folder, false, lines), base, tree(folder, true, lines), incr);
    }
    return out.toByteArray();
  }

  private static EditableTree tree(String folder, boolean later, int lines) throws IOException {
    EditableTree tree = EditableTree.empty(NOW);
    long top = make(tree, tree.root(), "private", FileType.DIR, "");
    if (folder.equals("etc")) {
      long srv = make(tree, top, "srv", FileType.DIR, "");
      make(tree, srv, "below-the-mount", FileType.FILE, "hidden\n");
    }
    long inside = make(tree, top, folder, FileType.DIR, "");
    make(tree, inside, "hostname", FileType.FILE, "web\n");
    make(tree, inside, "large", FileType.FILE, "0123456789abcdef".repeat(lines));
    if (later) {
      make(tree, inside, "stopped", FileType.FILE, "at the last moment\n");
    }
    return tree;
  }

  private static long make(
      EditableTree tree, long folder, String name, FileType type, String content)
      throws IOException {
    var like = new FileStat(0, type, 0755, 0, 0, 1, 0, NOW, NOW, NOW, 0, 0);
    return tree.create(folder, BytePath.of(name), like, bytes(content));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] gzip(byte[] plain) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }

  ExportParts put(String name, byte[] content) {
    members.put(name, content);
    return this;
  }

  ExportParts text(String name, String content) {
    return put(name, bytes(content));
  }

  private void folder(String name) {
    members.put(name + ":", new byte[0]);
  }

  byte[] get(String name) {
    return java.util.Objects.requireNonNull(members.get(name), name);
  }

  ExportParts without(String name) {
    members.remove(name);
    return this;
  }

  /** Changes a text. */
  ExportParts edit(String name, UnaryOperator<String> change) {
    return text(name, change.apply(new String(get(name), StandardCharsets.UTF_8)));
  }

  /** Another name in the same place. */
  ExportParts rename(String from, String to) {
    var all = new LinkedHashMap<>(members);
    members.clear();
    all.forEach((name, content) -> members.put(name.equals(from) ? to : name, content));
    return this;
  }

  /** Puts a member in front of all others. */
  ExportParts first(String name) {
    var all = new LinkedHashMap<>(members);
    members.clear();
    members.put(name, java.util.Objects.requireNonNull(all.remove(name)));
    members.putAll(all);
    return this;
  }

  /** Compresses all streams. */
  ExportParts gzip() throws IOException {
    for (String name : new ArrayList<>(members.keySet())) {
      if (name.endsWith(".dat")) {
        put(name, gzip(get(name)));
        rename(name, name + ".gz");
      }
    }
    return this;
  }

  ExportParts unended() {
    ended = false;
    return this;
  }

  List<String> names() {
    return List.copyOf(members.keySet());
  }

  byte[] pack() throws IOException {
    var out = new ByteArrayOutputStream();
    var tar = new TarWriter(out);
    for (var member : members.entrySet()) {
      String name = member.getKey();
      if (name.endsWith(":")) {
        tar.folder(name.substring(0, name.length() - 1));
      } else {
        tar.file(name, name.startsWith("hooks/") ? 0755 : 0644, member.getValue());
      }
    }
    if (ended) {
      tar.finish();
    }
    return out.toByteArray();
  }

  Path in(Path folder, String name) throws IOException {
    return Files.write(folder.resolve(name), pack());
  }
}
