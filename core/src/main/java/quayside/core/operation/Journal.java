package quayside.core.operation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import quayside.core.json.Json;

/**
 * The journal of one operation: {@code ID.jsonl}, one event a line, readable by the user alone.
 * Whoever holds the lock on {@code ID.lock} owns the operation. The lock has a file of its own
 * because closing any channel of a file drops a process's POSIX locks on it (fcntl(2)).
 */
final class Journal implements AutoCloseable {
  private static final String EXTENSION = ".jsonl";
  private static final Set<StandardOpenOption> APPEND =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);

  private final FileChannel lockFile;
  private final FileChannel file;
  private final Consumer<OperationEvent> written;

  private Journal(FileChannel lockFile, FileChannel file, Consumer<OperationEvent> written) {
    this.lockFile = lockFile;
    this.file = file;
    this.written = written;
  }

  /** Opens a journal for writing; empty if somebody else owns the operation. */
  static Optional<Journal> own(Path folder, String id, Consumer<OperationEvent> written)
      throws IOException {
    FileChannel lockFile = open(folder.resolve(id + ".lock"));
    boolean locked = false;
    try {
      if (!lock(lockFile)) {
        return Optional.empty();
      }
      FileChannel file = open(folder.resolve(id + EXTENSION));
      if (file.size() > 0) {
        // a crash may have left half a line
        file.write(ByteBuffer.wrap("\n".getBytes(StandardCharsets.UTF_8)));
      }
      locked = true;
      return Optional.of(new Journal(lockFile, file, written));
    } finally {
      if (!locked) {
        lockFile.close();
      }
    }
  }

  /** Whether somebody owns the operation. Must not be asked by the owner's own process. */
  static boolean owned(Path folder, String id) throws IOException {
    Path path = folder.resolve(id + ".lock");
    if (!Files.exists(path)) {
      return false;
    }
    try (FileChannel lockFile = open(path)) {
      return !lock(lockFile);
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException _) {
      return false; // another engine in this very process
    }
  }

  private static FileChannel open(Path path) throws IOException {
    return FileChannel.open(
        path,
        APPEND,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  /** Appends an event; when this returns with {@code durable}, it is on the disk. */
  synchronized void write(OperationEvent event, boolean durable) throws IOException {
    ByteBuffer line =
        ByteBuffer.wrap(
            (Json.print(EventJson.write(event)) + "\n").getBytes(StandardCharsets.UTF_8));
    while (line.hasRemaining()) {
      file.write(line);
    }
    if (durable) {
      file.force(true);
    }
    written.accept(event);
  }

  /** Bytes so far. */
  synchronized long size() {
    try {
      return file.size();
    } catch (IOException _) {
      return Long.MAX_VALUE; // nothing more is read of it
    }
  }

  /** Gives the operation up. */
  @Override
  public synchronized void close() throws IOException {
    try (lockFile) {
      file.close();
    }
  }

  /** Ids of all journals in a folder. */
  static List<String> ids(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(EXTENSION))
          .map(name -> name.substring(0, name.length() - EXTENSION.length()))
          .sorted()
          .toList();
    } catch (NoSuchFileException _) {
      return List.of();
    }
  }

  /** Whether anything was appended since an offset. */
  static boolean grown(Path folder, String id, long offset) throws IOException {
    return Files.size(folder.resolve(id + EXTENSION)) > offset;
  }

  /** What was appended since. */
  record Tail(List<OperationEvent> events, long offset) {}

  /** Reads whole lines from an offset on; lines that cannot be read are skipped. */
  static Tail read(Path folder, String id, long offset) throws IOException {
    var events = new ArrayList<OperationEvent>();
    try (FileChannel channel =
        FileChannel.open(folder.resolve(id + EXTENSION), StandardOpenOption.READ)) {
      long size = channel.size();
      if (size <= offset) {
        return new Tail(events, offset);
      }
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(Math.min(size - offset, 64L << 20)));
      while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) > 0) {
        // until all of it was read
      }
      byte[] text = bytes.array();
      int start = 0;
      for (int i = 0; i < bytes.position(); i++) {
        if (text[i] == '\n') {
          parse(new String(text, start, i - start, StandardCharsets.UTF_8)).ifPresent(events::add);
          start = i + 1;
        }
      }
      return new Tail(events, offset + start);
    }
  }

  private static Optional<OperationEvent> parse(String line) {
    if (line.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(EventJson.read(Json.parse(line)));
    } catch (quayside.core.json.JsonException _) {
      return Optional.empty(); // half a line from a crash, or a newer version's event
    }
  }
}
