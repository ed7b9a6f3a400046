package quayside.core.embedded.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.store.Entry.Kind;

/** The files below a folder, with the notes about them, by name. */
final class Tree {
  private static final int TYPE = 0170000;
  private static final int FOLDER = 0040000;
  private static final int FILE = 0100000;
  private static final int LINK = 0120000;

  private Tree() {}

  /** Looks at every file once; reads no content. Sockets, pipes and devices are only noted. */
  static NavigableMap<String, Entry> of(Path root, Owners owners) throws IOException {
    var entries = new TreeMap<String, Entry>();
    if (Disk.isFolder(root)) {
      look(root, "", owners, new HashMap<>(), entries);
    }
    owners.specials().forEach((name, note) -> special(name, note, entries));
    return entries;
  }

  private static void special(String name, Owners.Note note, SortedMap<String, Entry> entries) {
    Kind kind = note.special();
    Entry folder = entries.get(parent(name));
    if (kind != null && folder != null && folder.kind() == Kind.FOLDER) {
      var entry =
          new Entry(
              name,
              kind,
              note.mode(),
              note.uid(),
              note.gid(),
              0,
              note.mtime(),
              "",
              "",
              0,
              0,
              0,
              note.mtime(),
              note.device(),
              note.xattrs());
      entries.putIfAbsent(name, entry);
    }
  }

  static String parent(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('/')));
  }

  private static void look(
      Path path,
      String name,
      Owners owners,
      Map<Long, String> leaders,
      SortedMap<String, Entry> entries)
      throws IOException {
    Map<String, Object> attributes = Disk.attributes(path);
    int type = attributes.get("mode") instanceof Integer mode ? mode & TYPE : 0;
    if (type != FOLDER && type != FILE && type != LINK) {
      return;
    }
    entries.put(name, entry(path, name, type, attributes, owners, leaders));
    if (type == FOLDER) {
      for (Path child : children(path)) {
        String childName = name.isEmpty() ? Names.last(child) : name + "/" + Names.last(child);
        try {
          look(child, childName, owners, leaders, entries);
        } catch (NoSuchFileException _) {
          // removed between listing and looking
        }
      }
    }
  }

  private static Entry entry(
      Path path,
      String name,
      int type,
      Map<String, Object> attributes,
      Owners owners,
      Map<Long, String> leaders)
      throws IOException {
    var note = owners.get(name);
    int mode = note != null && note.mode() >= 0 ? note.mode() : Disk.diskMode(attributes);
    long mtime =
        note != null && note.mtime() != Owners.ON_DISK ? note.mtime() : Disk.mtime(attributes);
    long inode = attributes.get("ino") instanceof Long ino ? ino : 0;
    long size = type == FILE && attributes.get("size") instanceof Long bytes ? bytes : 0;
    String leader = "";
    if (type == FILE) {
      String first = leaders.putIfAbsent(inode, name);
      leader = first == null ? "" : first;
    }
    return new Entry(
        name,
        type == FOLDER ? Kind.FOLDER : type == FILE ? Kind.FILE : Kind.LINK,
        type == LINK ? 0777 : mode,
        note == null ? 0 : note.uid(),
        note == null ? 0 : note.gid(),
        size,
        mtime,
        type == LINK ? target(path, note) : "",
        leader,
        inode,
        0,
        0,
        mtime,
        0,
        note == null ? Map.of() : note.xattrs());
  }

  private static String target(Path link, Owners.@Nullable Note note) throws IOException {
    return note != null && !note.target().isEmpty()
        ? note.target()
        : Names.utf8(Files.readSymbolicLink(link).toString());
  }

  /** In the order of their names' bytes, so that the first name of a file is always the same. */
  private static List<Path> children(Path folder) throws IOException {
    var children = new ArrayList<Path>();
    try (var stream = Files.newDirectoryStream(folder)) {
      stream.forEach(children::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    children.sort(Comparator.comparing(Names::last));
    return children;
  }
}
