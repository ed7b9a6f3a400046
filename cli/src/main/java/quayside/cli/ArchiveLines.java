package quayside.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import quayside.core.archive.zfs.BytePath;
import quayside.core.archive.zfs.FileStat;
import quayside.core.archive.zfs.FileType;

/** Files of an archive as {@code ls -l} shows them. */
final class ArchiveLines {
  private ArchiveLines() {}

  /** One line, and one for each extended attribute. */
  static List<String> of(BytePath path, FileStat stat, Map<String, Object> entry) {
    var line = new StringBuilder(mode(stat));
    String size =
        stat.type() == FileType.CHAR || stat.type() == FileType.BLOCK
            ? stat.major() + "," + stat.minor()
            : String.valueOf(stat.size());
    line.append(
        " %3d %6d %6d %12s %s "
            .formatted(stat.links(), stat.uid(), stat.gid(), size, modified(stat)));
    if (entry.get("sha256") instanceof String hash) {
      line.append(hash).append(' ');
    }
    line.append(path.length() == 0 ? "." : path.toString());
    if (entry.get("target") instanceof String target) {
      line.append(" -> ").append(target);
    } else if (entry.get("target_hex") instanceof String hex) {
      line.append(" -> (hex) ").append(hex);
    }
    var lines = new ArrayList<String>();
    lines.add(line.toString());
    if (entry.get("xattr_hex") instanceof Map<?, ?> xattrs) {
      xattrs.forEach((name, value) -> lines.add("    " + name + "=0x" + value));
    }
    if (entry.get("xattr_name_hex") instanceof Map<?, ?> xattrs) {
      xattrs.forEach((name, value) -> lines.add("    0x" + name + "=0x" + value));
    }
    return lines;
  }

  /** Letters as POSIX defines them for ls. */
  static String mode(FileStat stat) {
    var text = new StringBuilder();
    text.append(
        switch (stat.type()) {
          case DIR -> 'd';
          case FILE -> '-';
          case SYMLINK -> 'l';
          case CHAR -> 'c';
          case BLOCK -> 'b';
          case FIFO -> 'p';
          case SOCKET -> 's';
        });
    for (int bit = 8; bit >= 0; bit--) {
      text.append((stat.mode() >> bit & 1) != 0 ? "xwr".charAt(bit % 3) : '-');
    }
    special(text, 3, (stat.mode() & 04000) != 0, 's');
    special(text, 6, (stat.mode() & 02000) != 0, 's');
    special(text, 9, (stat.mode() & 01000) != 0, 't');
    return text.toString();
  }

  private static void special(StringBuilder text, int at, boolean on, char letter) {
    if (on) {
      text.setCharAt(at, text.charAt(at) == 'x' ? letter : Character.toUpperCase(letter));
    }
  }

  private static String modified(FileStat stat) {
    try {
      return Instant.ofEpochSecond(stat.modified().seconds())
          .truncatedTo(ChronoUnit.SECONDS)
          .toString();
    } catch (DateTimeException e) {
      return "@" + stat.modified().seconds();
    }
  }
}
