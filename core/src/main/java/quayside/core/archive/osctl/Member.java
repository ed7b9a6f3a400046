package quayside.core.archive.osctl;

import quayside.core.archive.tar.TarEntry;

/**
 * One member of an export.
 *
 * @param name without a leading {@code ./} and a trailing slash
 * @param part what it is for
 * @param entry where it lies
 */
public record Member(String name, Part part, TarEntry entry) {
  static Member of(TarEntry entry) {
    String name = entry.name();
    while (name.startsWith("./")) {
      name = name.substring(2);
    }
    while (name.endsWith("/")) {
      name = name.substring(0, name.length() - 1);
    }
    boolean folder = entry.type() == TarEntry.Type.FOLDER;
    Part part = folder || entry.file() ? Part.of(name, folder) : new Part.Foreign();
    return new Member(name, part, entry);
  }

  /** Whether a reader that makes files of members could be led out of its folder. */
  boolean unsafe() {
    return entry.name().startsWith("/")
        || name.equals("..")
        || name.startsWith("../")
        || name.contains("/../")
        || name.endsWith("/..")
        || name.indexOf('\0') >= 0;
  }
}
