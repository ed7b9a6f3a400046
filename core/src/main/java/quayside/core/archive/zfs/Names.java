package quayside.core.archive.zfs;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Where files of a view go in a folder, under names that this system can have. Every name is one
 * step down from the folder, whatever it is made of.
 *
 * @param from the part of the view that becomes the folder
 */
record Names(Path target, BytePath from) {
  private static final int LONGEST_NAME = 255;

  /** The place of a file. */
  Path of(BytePath path) {
    if (path.equals(from)) {
      return target;
    }
    byte[] below = path.bytes();
    int start = from.length() == 0 ? 0 : from.length() + 1;
    Path place = target;
    int part = start;
    for (int i = start; i <= below.length; i++) {
      if (i == below.length || below[i] == '/') {
        place = place.resolve(spelled(BytePath.of(Arrays.copyOfRange(below, part, i))));
        part = i + 1;
      }
    }
    return place;
  }

  /** The place of a file whose folder does not matter. */
  Path inTarget(BytePath name) {
    return target.resolve(spelled(name));
  }

  /** A path that is only pointed to; empty where this system cannot have it. */
  Optional<Path> path(BytePath to) {
    if (to.length() == 0) {
      return Optional.empty();
    }
    if (to.text().isPresent()) {
      try {
        return Optional.of(target.getFileSystem().getPath(to.toString()));
      } catch (InvalidPathException e) {
        // by its bytes
      }
    }
    return exact(to);
  }

  /**
   * The name as this system can have it; other bytes than letters, digits, dot, dash become %XX
   * where it cannot, and what gets too long by that is cut.
   */
  private Path spelled(BytePath name) {
    String text = name.text().orElse("");
    if (!text.isEmpty()) {
      try {
        Path plain = target.getFileSystem().getPath(text);
        if (!plain.isAbsolute()
            && plain.getRoot() == null
            && plain.getNameCount() == 1
            && plain.toString().equals(text)) {
          return plain;
        }
      } catch (InvalidPathException e) {
        // by its bytes, or spelled below
      }
    }
    Optional<Path> exact = exact(name);
    if (exact.isPresent()) {
      return exact.get();
    }
    StringBuilder escaped = new StringBuilder();
    for (byte b : name.bytes()) {
      char c = (char) (b & 0xFF);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '.' || c == '_');
      escaped.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
    }
    if (escaped.length() > LONGEST_NAME) {
      String sum = Integer.toHexString(name.hashCode());
      escaped.replace(LONGEST_NAME - sum.length() - 1, escaped.length(), "~" + sum);
    }
    return target.getFileSystem().getPath(escaped.toString());
  }

  private Optional<Path> exact(BytePath name) {
    return target.getFileSystem().equals(FileSystems.getDefault())
        ? RawNames.path(name)
        : Optional.empty();
  }
}
