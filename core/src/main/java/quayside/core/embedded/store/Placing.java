package quayside.core.embedded.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.store.Entry.Kind;
import quayside.core.embedded.store.Owners.Note;

/**
 * Makes the live files those of a snapshot: what is held already stays or is linked, what is new is
 * moved in from where it was staged.
 */
final class Placing {
  private final Dataset dataset;
  private final NavigableMap<String, Entry> wanted;
  private final Map<Long, Path> staged;
  private final Map<Long, Entry> held = new HashMap<>();
  private final Map<Long, String> placed = new HashMap<>();

  /**
   * @param before the latest snapshot, in which contents that did not change are found
   * @param wanted what is to be there
   * @param staged new contents by number of the file
   */
  Placing(
      Dataset dataset,
      NavigableMap<String, Entry> before,
      NavigableMap<String, Entry> wanted,
      Map<Long, Path> staged) {
    this.dataset = dataset;
    this.wanted = wanted;
    this.staged = staged;
    before.values().stream().filter(e -> e.object() > 0).forEach(e -> held.put(e.number(), e));
  }

  void run() throws IOException {
    try {
      NavigableMap<String, Entry> live = Tree.of(dataset.live(), dataset.owners());
      for (Entry old : live.descendingMap().values()) {
        Entry now = wanted.get(old.name());
        if (old.kind().onDisk() && (now == null || now.kind() != old.kind())) {
          Disk.deleteTree(place(old.name()));
        }
      }
      for (Entry now : wanted.values()) {
        Entry old = live.get(now.name());
        put(now, old != null && old.kind() == now.kind() ? old : null);
      }
      dataset.owners().clear();
      for (Entry now : wanted.descendingMap().values()) {
        dataset.owners().put(now.name(), attributes(now));
      }
      dataset.owners().save();
    } catch (InvalidPathException e) {
      throw new IOException("a file cannot be named here: " + e.getMessage(), e);
    }
  }

  /** The place of a name; refuses to go through anything but real folders of this tree. */
  private Path place(String name) throws IOException {
    for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
      if (!Disk.isFolder(Names.in(dataset.live(), name.substring(0, slash)))) {
        throw new IOException("the stream does not fit: no folder for " + Names.show(name));
      }
    }
    return Names.in(dataset.live(), name);
  }

  private void put(Entry now, @Nullable Entry old) throws IOException {
    Path place = place(now.name());
    switch (now.kind()) {
      case FOLDER -> {
        if (old == null) {
          Files.createDirectories(place);
        }
      }
      case FILE -> file(now, old, place);
      case LINK -> {
        if (old == null || !old.target().equals(now.target())) {
          Files.deleteIfExists(place);
          Files.createSymbolicLink(place, Path.of(Names.text(now.target())));
        }
      }
      case CHAR, BLOCK, FIFO, SOCKET -> {}
    }
  }

  private void file(Entry now, @Nullable Entry old, Path place) throws IOException {
    String first = placed.putIfAbsent(now.number(), now.name());
    Path fresh = staged.get(now.number());
    Entry known = held.get(now.number());
    if (first != null) {
      Path leader = Names.in(dataset.live(), first);
      if (old == null || !Files.isSameFile(leader, place)) {
        Files.deleteIfExists(place);
        Files.createLink(place, leader);
      }
    } else if (fresh != null) {
      Files.move(fresh, place, StandardCopyOption.REPLACE_EXISTING);
    } else if (known == null) {
      throw new IOException("the snapshot lacks the content of " + Names.show(now.name()));
    } else if (old == null
        || old.inode() != known.inode()
        || old.mtime() != known.mtime()
        || old.size() != known.size()) {
      Files.deleteIfExists(place);
      Files.createLink(place, dataset.object(known.object()));
    }
  }

  /** Sets what the disk can hold; the rest is the note. */
  private Note attributes(Entry now) throws IOException {
    Path place = place(now.name());
    if (!now.kind().onDisk()) {
      return new Note(
          now.kind(),
          now.uid(),
          now.gid(),
          now.mode(),
          now.mtime(),
          now.device(),
          "",
          now.xattrs());
    }
    Map<String, Object> disk = Disk.attributes(place);
    int mode = -1;
    String target = "";
    if (now.kind() == Kind.LINK) {
      String there = Names.utf8(Files.readSymbolicLink(place).toString());
      target = there.equals(now.target()) ? "" : now.target();
    } else {
      int possible = now.mode() | (now.kind() == Kind.FOLDER ? 0700 : 0600);
      if (Disk.diskMode(disk) != possible) {
        Disk.setMode(place, possible);
      }
      mode = possible == now.mode() ? -1 : now.mode();
    }
    if (Disk.mtime(disk) != now.mtime()) {
      Disk.setMtime(place, now.mtime());
    }
    boolean exact = Disk.mtime(Disk.attributes(place)) == now.mtime();
    long time = exact ? Owners.ON_DISK : now.mtime();
    return new Note(null, now.uid(), now.gid(), mode, time, 0, target, now.xattrs());
  }
}
