package quayside.core.embedded.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import quayside.core.archive.zfs.BytePath;
import quayside.core.archive.zfs.FileStat;
import quayside.core.archive.zfs.FileType;
import quayside.core.archive.zfs.FileView;
import quayside.core.archive.zfs.FileWalk;
import quayside.core.archive.zfs.Snapshot;
import quayside.core.embedded.store.Entry.Kind;

/** One snapshot of a stream on its way in: first all of it, then applied at once. */
final class Arrival {
  private static final int BLOCK = 1 << 17;
  private static final int LONGEST_NAME = 255;

  private final Dataset dataset;
  private final Snapshot arriving;
  private final FileView view;
  private final NavigableMap<String, Entry> files = new TreeMap<>();
  private final Map<Long, Path> staged = new HashMap<>();
  private final byte[] block = new byte[BLOCK];

  Arrival(Dataset dataset, Snapshot arriving, FileView view) {
    this.dataset = dataset;
    this.arriving = arriving;
    this.view = view;
  }

  void run() throws IOException {
    onlyPrivate();
    FileWalk.from(view, StateView.PRIVATE, this::file);
    NavigableMap<String, Entry> before = dataset.latest();
    Path staging = dataset.arriving();
    Disk.deleteTree(staging);
    Files.createDirectories(staging);
    var known = new HashMap<Long, Entry>();
    before.values().forEach(e -> known.put(e.number(), e));
    for (Entry entry : files.values()) {
      Entry old = known.get(entry.number());
      boolean held = old != null && old.object() > 0 && old.untouched(entry);
      if (entry.kind() == Kind.FILE && !held && !staged.containsKey(entry.number())) {
        Path file = staging.resolve(Long.toString(entry.number()));
        content(entry, file);
        staged.put(entry.number(), file);
      }
    }
    dataset.change(() -> {
      new Placing(dataset, before, files, staged).run();
      dataset.record(arriving.name(), arriving.guid(), arriving.created(), view.root(), files);
    });
    Disk.deleteTree(staging);
  }

  /** As osctl makes the file systems of containers. */
  private void onlyPrivate() throws IOException {
    var names = new ArrayList<BytePath>();
    view.list(
        view.root(),
        (name, object) -> {
          if (view.stat(object).type() == FileType.DIR) {
            names.addFirst(name);
          }
          names.addLast(name);
        });
    if (!names.equals(List.of(StateView.PRIVATE, StateView.PRIVATE))) {
      throw new IOException(
          "cannot receive: an embedded node only takes file systems of containers, with a folder"
              + " 'private' and nothing beside it");
    }
  }

  private static String latin(BytePath path) {
    return new String(path.bytes(), StandardCharsets.ISO_8859_1);
  }

  private void file(BytePath path, FileStat stat) throws IOException {
    String whole = latin(path);
    int below = latin(StateView.PRIVATE).length() + 1;
    String name = Names.checked(whole.length() < below ? "" : whole.substring(below));
    if (name.length() - name.lastIndexOf('/') - 1 > LONGEST_NAME) {
      throw new IOException("cannot receive: a file name is too long: " + Names.show(name));
    }
    Kind kind = Kind.of(stat.type());
    var xattrs = new TreeMap<String, String>();
    view.xattrs(stat.object())
        .forEach(
            (key, value) -> xattrs.put(latin(key), new String(value, StandardCharsets.ISO_8859_1)));
    var entry =
        new Entry(
            name,
            kind,
            stat.mode(),
            (int) stat.uid(),
            (int) stat.gid(),
            kind == Kind.FILE ? stat.size() : 0,
            stat.modified().inNanos(),
            kind == Kind.LINK
                ? new String(view.target(stat.object()), StandardCharsets.ISO_8859_1)
                : "",
            "",
            0,
            0,
            stat.object(),
            stat.changed().inNanos(),
            stat.major() << 32 | stat.minor(),
            Map.copyOf(xattrs));
    if (files.put(name, entry) != null) {
      throw new IOException("cannot receive: two files are called " + Names.show(name));
    }
  }

  private void content(Entry entry, Path file) throws IOException {
    try (InputStream in = view.open(entry.number());
        var out = new RandomAccessFile(file.toFile(), "rw")) {
      long done = 0;
      while (done < entry.size()) {
        long data = Math.min(view.nextData(entry.number(), done), entry.size());
        in.skipNBytes(data - done);
        int n = in.readNBytes(block, 0, (int) Math.min(BLOCK, entry.size() - data));
        out.seek(data);
        out.write(block, 0, n);
        done = data + n;
        if (n == 0 && data < entry.size()) {
          throw new IOException("cannot receive: a file is shorter than it says");
        }
      }
      out.setLength(entry.size());
    }
  }
}
