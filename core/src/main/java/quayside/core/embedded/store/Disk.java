package quayside.core.embedded.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The few file operations that trees need and {@link Files} does not offer in one call. */
public final class Disk {
  private Disk() {}

  /** Puts a whole file in the place of another, so that a crash leaves one or the other. */
  public static void replace(Path file, byte[] content) throws IOException {
    Files.createDirectories(parent(file));
    Path fresh = Files.createTempFile(parent(file), ".new", null);
    Files.write(fresh, content);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Deletes a folder with everything in it; links are not followed; absent is fine. */
  public static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException failed)
              throws IOException {
            if (failed != null) {
              throw failed;
            }
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  static InputStream input(Path file) throws IOException {
    return new BufferedInputStream(Files.newInputStream(file), 1 << 16);
  }

  static Path parent(Path file) throws IOException {
    Path parent = file.getParent();
    if (parent == null) {
      throw new IOException(file + " has no folder");
    }
    return parent;
  }

  static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** What really stands at a path; links are not followed. */
  static Entry.Kind kind(Path path) {
    if (Files.isSymbolicLink(path)) {
      return Entry.Kind.LINK;
    }
    return isFolder(path) ? Entry.Kind.FOLDER : Entry.Kind.FILE;
  }

  static Map<String, Object> attributes(Path path) throws IOException {
    return Files.readAttributes(
        path, "unix:mode,ino,size,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
  }

  static int diskMode(Map<String, Object> attributes) {
    return attributes.get("mode") instanceof Integer mode ? mode & 07777 : 0;
  }

  static long mtime(Map<String, Object> attributes) {
    return attributes.get("lastModifiedTime") instanceof FileTime time ? nanos(time) : 0;
  }

  static void setMode(Path path, int mode) throws IOException {
    Files.setAttribute(path, "unix:mode", mode);
  }

  /** Sets the time of change of a file, or of a link itself. */
  public static void setMtime(Path path, long nanos) throws IOException {
    FileTime time =
        FileTime.from(
            Instant.ofEpochSecond(
                Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L)));
    Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(time, null, null);
  }

  private static long nanos(FileTime time) {
    Instant at = time.toInstant();
    return TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano();
  }
}
