package quayside.core.embedded.store;

import java.util.HashMap;
import java.util.Map;
import quayside.core.embedded.store.Entry.Kind;

/**
 * Gives each file the number of its object: the one it had in the snapshot before, or the one it
 * arrived with, or a new one. A file is the same as before by its inode.
 */
final class Numbering {
  private record Key(Kind kind, long inode) {}

  private final Map<String, Entry> last;
  private final Map<String, Entry> arrived;
  private final Map<Key, Entry> files = new HashMap<>();
  private long next;

  Numbering(Map<String, Entry> last, Map<String, Entry> arrived, long next) {
    this.last = last;
    this.arrived = arrived;
    this.next = next;
    for (Entry entry : last.values()) {
      if (entry.kind().onDisk()) {
        files.put(new Key(entry.kind(), entry.inode()), entry);
      }
    }
    for (Entry entry : arrived.values()) {
      this.next = Math.max(this.next, entry.number() + 1);
    }
  }

  Entry of(Entry now) {
    Entry known = arrived.get(now.name());
    if (known != null && known.kind() == now.kind()) {
      return now.with(0, known.number(), known.ctime());
    }
    var key = new Key(now.kind(), now.inode());
    Entry before = now.kind().onDisk() ? files.get(key) : last.get(now.name());
    if (before == null || before.kind() != now.kind()) {
      Entry fresh = now.with(0, next++, now.ctime());
      if (now.kind().onDisk()) {
        files.put(key, fresh);
      }
      return fresh;
    }
    boolean untouched = before.size() == now.size() && before.mtime() == now.mtime();
    return now.with(0, before.number(), untouched ? before.ctime() : now.ctime());
  }

  long next() {
    return next;
  }
}
