package quayside.core.migrate.way.files;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import quayside.core.migrate.way.Beside;
import quayside.core.migrate.way.files.Listing.Entry;

/**
 * Compares all files of a container with those of its copy: names, kinds, sizes, permissions,
 * owners and times; what is in them was summed up by the servers while they carried it. A container
 * that runs changes its files, so what was changed there since, by its time or its folder's, is no
 * difference; where it has other file systems while it runs nothing is looked at.
 */
public final class Comparison {
  /** Folders that are listed at a time. */
  private static final int BATCH = 64;

  private static final int SHOWN = 5;
  private static final Set<String> MOUNTED = Set.of("/dev", "/proc", "/run", "/sys", "/tmp");

  private final Listing here;
  private final Listing there;
  private final boolean hereRuns;
  private final boolean thereRuns;
  private final Runnable sign;
  private final List<String> differences = new ArrayList<>();
  private long files;

  /**
   * @param sign is called while it goes on
   */
  public Comparison(
      Listing here, Listing there, boolean hereRuns, boolean thereRuns, Runnable sign) {
    this.here = here;
    this.there = there;
    this.hereRuns = hereRuns;
    this.thereRuns = thereRuns;
    this.sign = sign;
  }

  /** A folder that is in both, with its attributes there and here. */
  private record Pair(String path, boolean changed) {}

  /** Looks at everything; returns what cannot be explained, a few paths at most. */
  public List<String> run() throws IOException {
    Deque<Pair> open = new ArrayDeque<>();
    open.push(new Pair("/", true)); // nothing tells the root's own time
    while (!open.isEmpty() && differences.size() < SHOWN) {
      var batch = new ArrayList<Pair>();
      while (!open.isEmpty() && batch.size() < BATCH) {
        batch.add(open.pop());
      }
      List<String> paths = batch.stream().map(Pair::path).toList();
      Beside<Map<String, Map<String, Entry>>> other =
          Beside.start("lists-copy", () -> there.folders(paths));
      Map<String, Map<String, Entry>> originals = here.folders(paths);
      Map<String, Map<String, Entry>> copies = other.get();
      sign.run();
      for (Pair pair : batch) {
        Map<String, Entry> original = originals.getOrDefault(pair.path, Map.of());
        Map<String, Entry> copy = copies.getOrDefault(pair.path, Map.of());
        compare(pair, original, copy, open);
      }
    }
    return List.copyOf(differences);
  }

  /** How many entries were looked at. */
  public long files() {
    return files;
  }

  private void compare(
      Pair folder, Map<String, Entry> original, Map<String, Entry> copy, Deque<Pair> open) {
    original.forEach((name, entry) -> {
      String path = Listing.path(folder.path, name);
      if ((hereRuns || thereRuns) && MOUNTED.contains(path)) {
        return;
      }
      files++;
      Entry there = copy.get(name);
      if (there == null) {
        if (!(folder.changed && (hereRuns || thereRuns))) {
          differ(path, "is missing");
        }
        return;
      }
      boolean changed = changed(entry, there);
      if (!changed && !same(entry, there)) {
        differ(path, "is another");
      }
      if (entry.isFolder() && there.isFolder()) {
        open.push(new Pair(path, changed));
      }
    });
  }

  /** Whether one that runs has changed it since it was copied. */
  private boolean changed(Entry here, Entry there) {
    return (thereRuns && there.modified() > here.modified())
        || (hereRuns && here.modified() > there.modified());
  }

  private static boolean same(Entry here, Entry there) {
    return here.type() == there.type()
        && here.modified() == there.modified()
        && (here.type() != Entry.FILE || here.size() == there.size())
        && here.mode() == there.mode()
        && here.user() == there.user()
        && here.group() == there.group();
  }

  private void differ(String path, String how) {
    if (differences.size() < SHOWN) {
      differences.add(SftpFiles.shown(path) + " " + how);
    }
  }
}
