package quayside.gui.archives.inside;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import quayside.core.archive.zfs.BytePath;
import quayside.core.archive.zfs.FileStat;
import quayside.core.archive.zfs.FileType;
import quayside.gui.fx.Figures;
import quayside.gui.fx.Texts;

/**
 * A file or folder in an archive.
 *
 * @param path from the top
 * @param target where a symlink points to; empty for others
 */
record Item(BytePath path, FileStat stat, String target) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  /** Folders first, then by name. */
  static final Comparator<Item> ORDER =
      Comparator.comparing((Item item) -> !item.folder()).thenComparing(Item::path);

  boolean folder() {
    return stat.type() == FileType.DIR;
  }

  boolean file() {
    return stat.type() == FileType.FILE;
  }

  String name() {
    return target.isEmpty() ? path.name() + "" : path.name() + " → " + target;
  }

  String size() {
    return file() ? Figures.bytes(stat.size()) : "";
  }

  String changed(ZoneId zone) {
    long seconds = Math.clamp(stat.modified().seconds(), -62_135_596_800L, 253_402_300_799L);
    return DATE.format(Instant.ofEpochSecond(seconds).atZone(zone));
  }

  /** The permission bits as {@code ls} shows them. */
  String mode() {
    StringBuilder text = new StringBuilder();
    for (int bit = 8; bit >= 0; bit--) {
      boolean on = (stat.mode() >> bit & 1) == 1;
      text.append(on ? "rwx".charAt((8 - bit) % 3) : '-');
    }
    return text.toString();
  }

  String owner() {
    return stat.uid() + ":" + stat.gid();
  }

  String type() {
    return Texts.get(
        switch (stat.type()) {
          case DIR -> "file.folder";
          case FILE -> "file.file";
          case SYMLINK -> "file.link";
          case CHAR, BLOCK -> "file.device";
          case FIFO, SOCKET -> "file.special";
        });
  }
}
