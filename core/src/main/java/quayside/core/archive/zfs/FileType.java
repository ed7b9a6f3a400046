package quayside.core.archive.zfs;

import java.util.Locale;
import java.util.Optional;

/** The kinds of files of a Unix system, with their bits in the mode (POSIX, sys/stat.h). */
public enum FileType {
  FIFO(1),
  CHAR(2),
  DIR(4),
  BLOCK(6),
  FILE(8),
  SYMLINK(10),
  SOCKET(12);

  private final int bits;

  FileType(int bits) {
    this.bits = bits;
  }

  /** The kind of a full mode. */
  public static Optional<FileType> ofMode(long mode) {
    for (FileType type : values()) {
      if ((mode >>> 12 & 15) == type.bits) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** The number in directory entries (DT_*) and in bits 12 to 15 of the mode. */
  public int bits() {
    return bits;
  }

  /** The word in listings. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
