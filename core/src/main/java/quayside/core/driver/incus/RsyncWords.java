package quayside.core.driver.incus;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What servers repeat of their rsync when a copy failed. It ends with 23 if some files, and with 24
 * if vanished ones, are not there (rsync(1), EXIT VALUES): of a container that writes, that is what
 * happens when files are shortened, replaced or removed while they are read.
 */
final class RsyncWords {
  private static final Pattern PARTLY =
      Pattern.compile(
          "Rsync (?:send|receive) failed:.*\\[exit status (?:23|24)\\b", Pattern.DOTALL);

  /** The reason at the end of each line about a file, and its number in errno(3). */
  private static final Pattern REASON =
      Pattern.compile("^.*rsync: .*: [^:\"]+ \\((?<errno>\\d+)\\)$", Pattern.MULTILINE);

  /** ENOENT: removed or renamed; ENODATA: shorter than it was, see {@code map_ptr} of rsync. */
  private static final Set<String> OF_CHANGES = Set.of("2", "61");

  private static final Pattern FILE =
      Pattern.compile(
          "(?:\\[sender] [\\w ]+ |file has vanished: )\"(?:[^\"\\n]*/rootfs)?(?<whole>/[^\"\\n]*)\""
              + "|WARNING: rootfs(?<part>/[^\\n]*) failed verification");

  private static final int NAMED = 3;

  private RsyncWords() {}

  /** Whether a copy lacks files only because they changed while they were read. */
  static boolean areOfChanges(String text) {
    if (!PARTLY.matcher(text).find()) {
      return false;
    }
    var reasons = REASON.matcher(text);
    while (reasons.find()) {
      if (!OF_CHANGES.contains(reasons.group("errno"))) {
        return false;
      }
    }
    return true;
  }

  /** What happened, with some of the files. */
  static String sentence(String text) {
    var files = new TreeSet<String>();
    var each = FILE.matcher(text);
    while (each.find()) {
      files.add(each.group("whole") != null ? each.group("whole") : each.group("part"));
    }
    if (files.isEmpty()) {
      return "Files changed while they were copied.";
    }
    List<String> some = new ArrayList<>(files).subList(0, Math.min(NAMED, files.size()));
    int more = files.size() - some.size();
    return "Files changed while they were copied: "
        + String.join(", ", some)
        + (more > 0 ? " and %d more.".formatted(more) : ".");
  }
}
