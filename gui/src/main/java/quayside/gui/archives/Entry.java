package quayside.gui.archives;

import java.nio.file.Path;
import java.time.Instant;
import quayside.core.archive.Glance;

/**
 * A file of a folder that may be an archive.
 *
 * @param file where it is
 * @param size bytes
 * @param modified when it was last written
 * @param look what was seen in it
 * @param summed whether a checksum lies beside it
 */
record Entry(Path file, long size, Instant modified, Look look, boolean summed) {

  /** What was seen in a file. */
  sealed interface Look {
    /** Not looked at yet. */
    record Pending() implements Look {}

    /** An archive. */
    record Seen(Glance glance) implements Look {}

    /**
     * Not an archive, or one that cannot be read.
     *
     * @param why in a sentence
     */
    record Unreadable(String why) implements Look {}
  }

  Entry with(Look now) {
    return new Entry(file, size, modified, now, summed);
  }

  /** Whether it is the same file as far as size and time tell. */
  boolean same(Entry other) {
    return size == other.size && modified.equals(other.modified);
  }
}
