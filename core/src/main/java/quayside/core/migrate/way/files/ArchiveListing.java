package quayside.core.migrate.way.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import quayside.core.archive.zfs.FileStat;
import quayside.core.archive.zfs.FileType;
import quayside.core.archive.zfs.FileView;
import quayside.core.model.IdMap;

/** The folders of an archived container, with owners as it sees them itself. */
public final class ArchiveListing implements Listing {
  /** What the kernel shows for an owner who has no number in the container (user_namespaces(7)). */
  private static final int NOBODY = 65534;

  private final FileView files;
  private final List<IdMap> users;
  private final List<IdMap> groups;
  private final Map<String, Long> known = new HashMap<>();

  /**
   * @param users how users were mapped when it was archived; empty: not at all
   * @param groups the same of groups
   */
  public ArchiveListing(FileView files, List<IdMap> users, List<IdMap> groups) {
    this.files = files;
    this.users = List.copyOf(users);
    this.groups = List.copyOf(groups);
    known.put("/", files.root());
  }

  @Override
  public Map<String, Map<String, Entry>> folders(List<String> paths) throws IOException {
    var all = new HashMap<String, Map<String, Entry>>();
    for (String path : paths) {
      Long folder = known.remove(path);
      if (folder != null) {
        all.put(path, folder(path, folder));
      }
    }
    return all;
  }

  private Map<String, Entry> folder(String path, long folder) throws IOException {
    var entries = new LinkedHashMap<String, Entry>();
    files.list(
        folder,
        (bytes, object) -> {
          String name = new String(bytes.bytes(), StandardCharsets.ISO_8859_1);
          FileStat stat = files.stat(object);
          entries.put(name, entry(stat));
          if (stat.type() == FileType.DIR) {
            known.put(path.equals("/") ? "/" + name : path + "/" + name, object);
          }
        });
    return entries;
  }

  private Entry entry(FileStat stat) {
    return new Entry(
        stat.size(),
        inside(stat.uid(), users),
        inside(stat.gid(), groups),
        type(stat.type()) | stat.mode(),
        stat.modified().seconds());
  }

  private static int inside(long id, List<IdMap> maps) {
    if (maps.isEmpty()) {
      return (int) id;
    }
    OptionalLong mapped =
        maps.stream()
            .filter(map -> id >= map.hostId() && id - map.hostId() < map.count())
            .mapToLong(map -> id - map.hostId() + map.nsId())
            .findFirst();
    return mapped.isPresent() ? (int) mapped.getAsLong() : NOBODY;
  }

  /** As in stat(2), inode(7). */
  private static int type(FileType type) {
    return switch (type) {
      case FILE -> Entry.FILE;
      case DIR -> Entry.FOLDER;
      case SYMLINK -> 0120000;
      case SOCKET -> 0140000;
      case BLOCK -> 0060000;
      case CHAR -> 0020000;
      case FIFO -> 0010000;
    };
  }
}
