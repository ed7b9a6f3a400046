package quayside.core.fleet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import quayside.core.json.JsonException;
import quayside.core.model.Node;
import quayside.core.problem.ProblemException;

/**
 * The nodes in a file. Several programs may use it at once: each change reads the file again under
 * a lock and replaces it in one step, so that readers never see half of it.
 */
final class NodeBook {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** The stamp of a book that is not there. */
  static final Object MISSING = "none";

  private static final long LOCK_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Path file;

  NodeBook(Path file) {
    this.file = file;
  }

  /** What is done to the list of nodes. */
  interface Change {
    void apply(List<Node> nodes) throws IOException;
  }

  /**
   * Reads all nodes.
   *
   * @throws ProblemException if the file cannot be understood: it was then put aside, so that the
   *     next try starts with an empty book; a book of a newer format is left where it is
   */
  List<Node> read() throws IOException {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException _) {
      return List.of();
    } catch (java.nio.charset.CharacterCodingException _) {
      throw putAside("it is not text");
    }
    try {
      return NodePages.parse(text);
    } catch (JsonException | IllegalArgumentException e) {
      throw putAside(String.valueOf(e.getMessage()));
    }
  }

  /** Changes the book: reads it again, applies the change, writes it. */
  void change(Change change) throws IOException {
    Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(
                lockFile, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OWNER_ONLY);
        FileLock _ = lock(channel)) {
      var nodes = new ArrayList<>(read());
      change.apply(nodes);
      write(NodePages.print(nodes));
    }
  }

  /** Something that is another when the file is another. */
  Object stamp() {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return List.of(attributes.lastModifiedTime(), attributes.size(), "" + attributes.fileKey());
    } catch (IOException _) {
      return MISSING;
    }
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    long end = System.nanoTime() + LOCK_NANOS;
    while (true) {
      try {
        FileLock lock = channel.tryLock();
        if (lock != null) {
          return lock;
        }
      } catch (OverlappingFileLockException _) {
        // another book of this program has it: wait like for another program
      }
      if (System.nanoTime() > end) {
        throw new ProblemException(
            "book-locked",
            "The node book is locked",
            "Another Quayside has been changing the node book for more than ten seconds; nothing"
                + " was changed.",
            "Try again, or end the other program.");
      }
      pause();
    }
  }

  private static void pause() throws IOException {
    try {
      boolean _ = new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      throw new java.io.InterruptedIOException("interrupted while waiting for the node book");
    }
  }

  private void write(String text) throws IOException {
    Path fresh = Files.createTempFile(file.getParent(), ".nodes", ".tmp", OWNER_ONLY);
    try {
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private ProblemException putAside(String why) throws IOException {
    Path aside = file;
    for (int i = 1; Files.exists(aside); i++) {
      aside = file.resolveSibling(file.getFileName() + ".broken-" + i);
    }
    Files.move(file, aside);
    return new ProblemException(
        "book-broken",
        "The node book cannot be read",
        "The node book "
            + file
            + " cannot be understood ("
            + why
            + "). It was kept as "
            + aside.getFileName()
            + "; the next start begins with an empty book.",
        "Repair the kept file and rename it back, or add the nodes again.");
  }
}
