package quayside.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import quayside.core.archive.tar.TarEntry;
import quayside.core.archive.tar.TarReader;
import quayside.core.archive.zfs.StreamSource;
import quayside.core.problem.ProblemException;

/**
 * One {@code FILE[:MEMBER]} of the command line: a send stream in a file of its own, in a member of
 * a tar archive such as an export, or from standard input ({@code -}); each may be in gzip.
 *
 * @param file empty for standard input
 * @param member empty where the file is the stream
 */
record ArchiveFile(Optional<Path> file, String member) {
  private static final int HEAD = 512;
  private static final int MOST_NAMES = 20;

  /** Understands the word; a file whose name has colons is found by its whole name. */
  static ArchiveFile parse(String text) throws IOException {
    if (text.equals("-") || text.startsWith("-:")) {
      return new ArchiveFile(Optional.empty(), text.substring(Math.min(2, text.length())));
    }
    if (Files.exists(Path.of(text))) {
      return new ArchiveFile(Optional.of(Path.of(text)), "");
    }
    for (int at = text.lastIndexOf(':'); at > 0; at = text.lastIndexOf(':', at - 1)) {
      Path file = Path.of(text.substring(0, at));
      if (Files.exists(file)) {
        return new ArchiveFile(Optional.of(file), text.substring(at + 1));
      }
    }
    throw new NoSuchFileException(text);
  }

  boolean isStandardInput() {
    return file.isEmpty();
  }

  /** Whether it is a file in gzip, or none that can be read anywhere. */
  boolean packed() throws IOException {
    if (file.isEmpty() || !Files.isRegularFile(file.get())) {
      return true;
    }
    try (InputStream in = Files.newInputStream(file.get())) {
      return isGzip(in.readNBytes(HEAD));
    }
  }

  /** All bytes from start to end, out of gzip; the caller closes it. */
  InputStream unpacked(InputStream standardInput) throws IOException {
    InputStream in = file.isPresent() ? Files.newInputStream(file.get()) : standardInput;
    return plain(in);
  }

  /** For random access: a place in the file where that is possible, else {@code once}. */
  Optional<StreamSource> inPlace() throws IOException {
    if (file.isEmpty() || !Files.isRegularFile(file.get())) {
      return Optional.empty();
    }
    Path path = file.get();
    try (InputStream in = Files.newInputStream(path)) {
      byte[] head = in.readNBytes(HEAD);
      if (isGzip(head)) {
        return Optional.empty();
      }
      if (member.isEmpty() && !TarReader.isTar(head)) {
        return Optional.of(new StreamSource.File(path));
      }
    }
    try (InputStream in = Files.newInputStream(path)) {
      TarEntry entry = find(new TarReader(in));
      return Optional.of(new StreamSource.Region(path, entry.offset(), entry.size()));
    }
  }

  /** The bytes of the stream from start to end, out of gzip and tar; the caller closes it. */
  InputStream once(InputStream standardInput) throws IOException {
    InputStream in = file.isPresent() ? Files.newInputStream(file.get()) : standardInput;
    boolean found = false;
    try {
      BufferedInputStream plain = plain(in);
      if (!member.isEmpty() || TarReader.isTar(head(plain))) {
        var tar = new TarReader(plain);
        plain = plain(tar.contents(find(tar)));
      }
      found = true;
      return plain;
    } finally {
      if (!found) {
        in.close();
      }
    }
  }

  private static BufferedInputStream plain(InputStream in) throws IOException {
    var plain = new BufferedInputStream(in, 1 << 16);
    return isGzip(head(plain))
        ? new BufferedInputStream(new GZIPInputStream(plain, 1 << 16), 1 << 16)
        : plain;
  }

  private static byte[] head(BufferedInputStream in) throws IOException {
    in.mark(HEAD);
    byte[] head = in.readNBytes(HEAD);
    in.reset();
    return head;
  }

  private static boolean isGzip(byte[] head) {
    return head.length > 2 && head[0] == 0x1F && head[1] == (byte) 0x8B;
  }

  private TarEntry find(TarReader tar) throws IOException {
    List<String> names = new ArrayList<>();
    for (Optional<TarEntry> e = tar.next(); e.isPresent(); e = tar.next()) {
      TarEntry entry = e.get();
      if (entry.file() && !member.isEmpty() && trimmed(entry.name()).equals(trimmed(member))) {
        return entry;
      }
      if (entry.file() && names.size() < MOST_NAMES) {
        names.add(entry.name());
      }
    }
    String shown = file.map(Path::toString).orElse("-");
    throw new ProblemException(
        "member-unknown",
        "No such member",
        member.isEmpty()
            ? shown + " is a tar archive, not a stream."
            : "There is no file “" + member + "” in " + shown + ".",
        "Say which: " + shown + ":MEMBER with one of " + String.join(", ", names));
  }

  private static String trimmed(String name) {
    return name.startsWith("./") ? name.substring(2) : name;
  }
}
