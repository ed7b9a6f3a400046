package quayside.core.migrate.way.files;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import quayside.core.migrate.way.files.Listing.Entry;

/**
 * Makes a refresh read again what it could take for the same and is not. Servers refresh by
 * rsync(1), which passes over a file whose size and whole second of change are those of the
 * original ({@code --modify-window}): one that was written again in the second in which its time
 * was looked at, or one that was being written and of which half was kept ({@code --partial}). Such
 * a second is never before the beginning of the round that copied it. So on the copy each file with
 * a later time gets one that its original cannot have; the next refresh compares what is in it and
 * gives it its own time again.
 */
public final class Doubts {
  /** Before 1980: the original of a file that was changed just now has another one. */
  private static final long NO_TIME = 1;

  /** Folders that are listed at a time. */
  private static final int BATCH = 64;

  private final SftpFiles copy;
  private final long since;
  private final Runnable sign;

  /**
   * @param copy the files of the copy, which nobody uses
   * @param since a moment before the round that copied last began, by the clock of the original's
   *     node
   * @param sign is called while it goes on
   */
  public Doubts(SftpFiles copy, Instant since, Runnable sign) {
    this.copy = copy;
    this.since = since.getEpochSecond();
    this.sign = sign;
  }

  /** Looks at everything; returns how many files will be read again. */
  public int raise() throws IOException {
    Deque<String> open = new ArrayDeque<>(List.of("/"));
    int raised = 0;
    while (!open.isEmpty()) {
      var batch = new ArrayList<String>();
      while (!open.isEmpty() && batch.size() < BATCH) {
        batch.add(open.pop());
      }
      var doubtful = new ArrayList<String>();
      copy.folders(batch).forEach((folder, entries) -> look(folder, entries, open, doubtful));
      copy.date(doubtful, NO_TIME);
      raised += doubtful.size();
      sign.run();
    }
    return raised;
  }

  private void look(
      String folder, Map<String, Entry> entries, Deque<String> open, List<String> doubtful) {
    entries.forEach((name, entry) -> {
      String path = Listing.path(folder, name);
      if (entry.isFolder()) {
        open.push(path);
      } else if (entry.type() == Entry.FILE && entry.modified() >= since) {
        doubtful.add(path);
      }
    });
  }
}
