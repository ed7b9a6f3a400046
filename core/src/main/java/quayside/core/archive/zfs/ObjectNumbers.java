package quayside.core.archive.zfs;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which file of a folder has which number in streams: by device and inode, so a renamed file keeps
 * its own. Kept in a small text file, one {@code key number} a line. A number is never used for
 * another file.
 */
public final class ObjectNumbers {
  /** The number of the folder itself. */
  public static final long ROOT = 3;

  private static final long FIRST = 16;

  private final Path file;
  private final Map<String, Long> numbers = new HashMap<>();
  private long next = FIRST;

  private ObjectNumbers(Path file) {
    this.file = file;
  }

  /** The numbers kept in {@code file}; none where it does not exist yet. */
  public static ObjectNumbers in(Path file) throws IOException {
    ObjectNumbers numbers = new ObjectNumbers(file);
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
        String[] parts = line.split(" ", -1);
        if (parts.length != 2 || !parts[1].matches("[0-9]{1,10}")) {
          throw new IOException(file + " is not a list of file numbers: " + line);
        }
        long number = Long.parseLong(parts[1]);
        numbers.numbers.put(parts[0], number);
        numbers.next = Math.max(numbers.next, number + 1);
      }
    }
    return numbers;
  }

  /** The number of a file; symlinks are not followed. */
  long of(Path path) throws IOException {
    Map<String, Object> found =
        Files.readAttributes(path, "unix:dev,ino,mode", LinkOption.NOFOLLOW_LINKS);
    // another kind of file with the same inode is another file
    int kind = found.get("mode") instanceof Integer mode ? mode >>> 12 : 0;
    String key = found.get("dev") + ":" + found.get("ino") + ":" + kind;
    return numbers.computeIfAbsent(key, each -> next++);
  }

  /** Writes the numbers to their file, all or nothing. */
  public void save() throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (BufferedWriter out = Files.newBufferedWriter(fresh, StandardCharsets.US_ASCII)) {
      for (Map.Entry<String, Long> each : new TreeMap<>(numbers).entrySet()) {
        out.write(each.getKey() + " " + each.getValue() + "\n");
      }
    }
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
