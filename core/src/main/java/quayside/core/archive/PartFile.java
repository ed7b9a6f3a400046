package quayside.core.archive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that appears under its name only when it is whole: until then it is {@code NAME.part}
 * beside it.
 */
public final class PartFile implements Closeable {
  private final Path target;
  private final Path part;
  private final FileChannel channel;

  private PartFile(Path target, FileChannel channel) {
    this.target = target;
    this.part = of(target);
    this.channel = channel;
  }

  /** Where the unfinished file is. */
  public static Path of(Path target) {
    return target.resolveSibling(target.getFileName() + ".part");
  }

  /** Begins anew; what an earlier try left is lost. */
  public static PartFile begin(Path target) throws IOException {
    return new PartFile(
        target,
        FileChannel.open(
            of(target),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING));
  }

  /** Goes on behind what an earlier try left. */
  public static PartFile resume(Path target) throws IOException {
    FileChannel channel =
        FileChannel.open(
            of(target),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    channel.position(channel.size());
    return new PartFile(target, channel);
  }

  /**
   * Goes on behind what was written a moment ago.
   *
   * @param size that it must have
   * @throws ArchiveException if somebody has removed or changed it
   */
  public static PartFile reopen(Path target, long size) throws IOException {
    if (!Files.isRegularFile(of(target)) || Files.size(of(target)) != size) {
      throw new ArchiveException(
          "file-vanished",
          "The unfinished file is gone",
          "Somebody has removed or changed the unfinished file " + of(target) + " meanwhile.",
          "Leave it alone until the export has ended.");
    }
    return resume(target);
  }

  public FileChannel channel() {
    return channel;
  }

  /** The unfinished file. */
  public Path part() {
    return part;
  }

  /**
   * Gives it its name, when all of it is on the disk.
   *
   * @param replace whether a file of that name may be replaced
   * @throws FileAlreadyExistsException if there is one and it may not; the part stays
   */
  public void finish(boolean replace) throws IOException {
    channel.force(true);
    channel.close();
    if (replace) {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } else {
      name();
    }
    syncFolder();
  }

  /** A link is never made over a file, a move is. */
  private void name() throws IOException {
    try {
      Files.createLink(target, part);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | IOException _) {
      Files.move(part, target); // a disk without links; still no replacing
      return;
    }
    Files.delete(part);
  }

  private void syncFolder() throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder != null) {
      try (FileChannel open = FileChannel.open(folder, StandardOpenOption.READ)) {
        open.force(true);
      } catch (IOException e) {
        System.getLogger(PartFile.class.getName())
            .log(System.Logger.Level.DEBUG, "the folder cannot be synced here", e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
