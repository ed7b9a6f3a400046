package quayside.core.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.store.Dataset;
import quayside.core.embedded.store.Entry;
import quayside.core.embedded.store.Names;

/**
 * What a tree of files is: type, mode, owner, size, time of change in nanoseconds, link target,
 * group of hard links and the SHA-256 of each content. Two trees with equal lines are the same.
 */
public final class FileTree {
  private final SortedMap<String, String> lines;
  private final long bytes;

  private FileTree(SortedMap<String, String> lines, long bytes) {
    this.lines = lines;
    this.bytes = bytes;
  }

  /** Reads all files of a dataset. */
  static FileTree of(Dataset dataset) throws IOException {
    var lines = new TreeMap<String, String>();
    long bytes = 0;
    for (Entry entry : dataset.tree().values()) {
      String name = entry.name().isEmpty() ? "." : Names.show(entry.name());
      lines.put(name, line(dataset.live(), entry));
      bytes += entry.leader().isEmpty() ? entry.size() : 0;
    }
    return new FileTree(lines, bytes);
  }

  /** Several trees as one, each below its name; {@code /} stays where it is. */
  static FileTree join(Map<String, FileTree> parts) {
    var lines = new TreeMap<String, String>();
    long bytes = 0;
    for (var part : parts.entrySet()) {
      String prefix = part.getKey().equals("/") ? "" : "[" + part.getKey() + "] ";
      part.getValue().lines.forEach((name, line) -> lines.put(prefix + name, line));
      bytes += part.getValue().bytes;
    }
    return new FileTree(lines, bytes);
  }

  private static String line(Path root, Entry entry) throws IOException {
    var line = new StringBuilder();
    line.append(entry.kind().name().toLowerCase(java.util.Locale.ROOT));
    line.append(String.format(" %04o %d:%d", entry.mode(), entry.uid(), entry.gid()));
    line.append(" mtime=").append(entry.mtime());
    switch (entry.kind()) {
      case FILE -> {
        line.append(" size=").append(entry.size());
        line.append(" sha256=").append(sha256(Names.in(root, entry.name())));
        if (!entry.leader().isEmpty()) {
          line.append(" same-file-as=").append(Names.show(entry.leader()));
        }
      }
      case LINK -> line.append(" -> ").append(Names.show(entry.target()));
      case CHAR, BLOCK ->
          line.append(" device=")
              .append(entry.device() >>> 32)
              .append(':')
              .append((int) entry.device());
      case FOLDER, FIFO, SOCKET -> {}
    }
    entry
        .xattrs()
        .forEach((name, value) ->
            line.append(' ').append(Names.show(name)).append('=').append(Names.show(value)));
    return line.toString();
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Number of files, folders and links. */
  public int count() {
    return lines.size();
  }

  /** Bytes of all files, each hard-linked content once. */
  public long bytes() {
    return bytes;
  }

  /** One line per file: name, then everything about it. */
  public List<String> lines() {
    return lines.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList();
  }

  /** How another tree differs, one line per file; empty: they are the same. */
  public List<String> differences(FileTree other) {
    var differences = new ArrayList<String>();
    for (var entry : lines.entrySet()) {
      @Nullable String there = other.lines.get(entry.getKey());
      if (there == null) {
        differences.add("- " + entry.getKey() + ": " + entry.getValue());
      } else if (!there.equals(entry.getValue())) {
        differences.add("! " + entry.getKey() + ": " + entry.getValue() + " <> " + there);
      }
    }
    for (var entry : other.lines.entrySet()) {
      if (!lines.containsKey(entry.getKey())) {
        differences.add("+ " + entry.getKey() + ": " + entry.getValue());
      }
    }
    return differences;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FileTree tree && lines.equals(tree.lines);
  }

  @Override
  public int hashCode() {
    return lines.hashCode();
  }

  @Override
  public String toString() {
    return String.join("\n", lines());
  }
}
