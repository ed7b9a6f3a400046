package quayside.core.archive.osctl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import quayside.core.archive.ArchiveException;
import quayside.core.archive.ArchiveFiles;
import quayside.core.archive.ArchiveProgress;
import quayside.core.archive.Census;
import quayside.core.archive.JoinedView;
import quayside.core.archive.zfs.BytePath;
import quayside.core.archive.zfs.FileView;
import quayside.core.archive.zfs.FileWalk;
import quayside.core.archive.zfs.Snapshot;
import quayside.core.archive.zfs.StreamSource;
import quayside.core.archive.zfs.ZfsArchive;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;
import quayside.core.yaml.LooseYaml;

/** The files in an export's streams, as the last of each dataset leaves them. */
final class ExportFiles implements ArchiveFiles {
  /** A container's files are in this folder of each of its datasets (osctld, private_path). */
  static final BytePath PRIVATE = BytePath.of("private");

  private final ExportArchive archive;
  private final Map<String, ZfsArchive> opened;
  private final Map<String, FileView> views = new LinkedHashMap<>();

  private ExportFiles(ExportArchive archive, Map<String, ZfsArchive> opened) {
    this.archive = archive;
    this.opened = opened;
  }

  /** Reads and checks all streams once. */
  static ExportFiles open(ExportArchive archive, Path temporary, ArchiveProgress progress)
      throws IOException {
    var opened = new LinkedHashMap<String, ZfsArchive>();
    boolean whole = false;
    try {
      long before = 0;
      for (String dataset : archive.datasets()) {
        long already = before;
        ZfsArchive streams =
            ZfsArchive.open(
                sources(archive, dataset), temporary, n -> progress.at("checking", already + n, 0));
        opened.put(dataset, streams);
        before += streams.bytes();
      }
      whole = true;
    } finally {
      if (!whole) {
        close(opened);
      }
    }
    return new ExportFiles(archive, opened);
  }

  private static List<StreamSource> sources(ExportArchive archive, String dataset)
      throws ArchiveException {
    var sources = new ArrayList<StreamSource>();
    sources.add(
        archive.stream(dataset, false)
            .map(member -> source(archive, member))
            .orElseThrow(() ->
                new ArchiveException(
                    "no-files",
                    "No files in it",
                    "There is no stream of the dataset “"
                        + dataset
                        + "” in "
                        + archive.file()
                        + ", so its files cannot be shown.",
                    "Verify the archive: that tells what is missing.")));
    archive.stream(dataset, true).ifPresent(member -> sources.add(source(archive, member)));
    return sources;
  }

  /** Where a stream lies in the file. */
  static StreamSource source(ExportArchive archive, Member member) {
    return new StreamSource.Region(archive.file(), member.entry().offset(), member.entry().size());
  }

  @Override
  public List<String> systems() {
    return List.copyOf(opened.keySet());
  }

  @Override
  public FileView system(String name) throws IOException {
    FileView known = views.get(name);
    if (known != null) {
      return known;
    }
    FileView view = streams(name).latest();
    views.put(name, view);
    return view;
  }

  private ZfsArchive streams(String name) throws ArchiveException {
    ZfsArchive streams = opened.get(name);
    if (streams == null) {
      throw new ArchiveException(
          "dataset-unknown",
          "No such dataset",
          "There is no dataset “" + name + "” in the archive.",
          "It holds " + String.join(", ", opened.keySet()) + ".");
    }
    return streams;
  }

  @Override
  public List<Snapshot> snapshots(String name) throws ArchiveException {
    return streams(name).snapshots();
  }

  @Override
  public FileView snapshot(String name, Snapshot snapshot) throws IOException {
    return streams(name).view(snapshot);
  }

  @Override
  public FileView container() throws IOException {
    FileView root = system(Part.ROOT);
    var joined = new JoinedView(root, top(root));
    for (Mount mount : mounts()) {
      if (opened.containsKey(mount.dataset())) {
        FileView view = system(mount.dataset());
        boolean _ = joined.mount(BytePath.of(mount.place()), view, top(view));
      }
    }
    return joined;
  }

  private static BytePath top(FileView view) throws IOException {
    Optional<?> folder = FileWalk.find(view, PRIVATE);
    return folder.isPresent() ? PRIVATE : BytePath.ROOT;
  }

  private record Mount(String dataset, String place) {}

  /** Where the container mounts its datasets, outer ones first (osctl(8), {@code ct mounts}). */
  private List<Mount> mounts() {
    var mounts = new ArrayList<Mount>();
    try {
      String text = archive.text("config/container.yml").orElse("");
      for (JsonValue mount : LooseYaml.read(text).value().get("mounts").list()) {
        Optional<String> dataset = mount.get("dataset").optionalText();
        Optional<String> place = mount.get("mountpoint").optionalText();
        if (dataset.isPresent() && place.isPresent()) {
          mounts.add(new Mount(dataset.get(), place.get()));
        }
      }
    } catch (JsonException _) {
      return List.of(); // said among the remarks
    }
    mounts.sort(Comparator.comparingInt(mount -> mount.place().length()));
    return mounts;
  }

  @Override
  public Census.Counts checked() {
    long records = opened.values().stream().mapToLong(ZfsArchive::records).sum();
    long bytes = opened.values().stream().mapToLong(ZfsArchive::bytes).sum();
    return new Census.Counts(records, bytes, 0, 0, 0, 0);
  }

  @Override
  public void close() throws IOException {
    close(opened);
  }

  private static void close(Map<String, ZfsArchive> opened) throws IOException {
    for (ZfsArchive streams : opened.values()) {
      streams.close();
    }
  }
}
