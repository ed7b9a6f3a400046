package quayside.core.archive.backup;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.zip.ZipException;
import quayside.core.archive.ArchiveException;
import quayside.core.archive.CountedInput;
import quayside.core.archive.JoinedView;
import quayside.core.archive.Remark;
import quayside.core.archive.tar.TarEntry;
import quayside.core.archive.tar.TarException;
import quayside.core.archive.tar.TarReader;
import quayside.core.archive.zfs.BytePath;
import quayside.core.archive.zfs.FileView;
import quayside.core.json.JsonException;

/**
 * The beginning of a backup: how it is packed and what it says of itself. Reading it costs no more
 * than its first member, and nothing of it is kept open.
 *
 * @param file where it is
 * @param size bytes of the file
 * @param packing how all of it is packed
 * @param text {@link #INDEX} as it is
 * @param index the same, read
 * @param remarks what is odd about it so far
 */
public record BackupArchive(
    Path file, long size, Packing packing, String text, BackupIndex index, List<Remark> remarks) {
  /** The member that every backup begins with. */
  static final String INDEX = "backup/index.yaml";

  /** Folder of the instance's own files. */
  static final String INSTANCE = "backup/container";

  /** Folder of its snapshots. */
  static final String SNAPSHOTS = "backup/snapshots";

  /** Both servers read no more of it. */
  private static final int LONGEST = 1 << 20;

  private static final int HEAD = 16;
  private static final int END = 1024;

  /**
   * Reads the beginning.
   *
   * @throws ArchiveException if it is no backup that can be read
   */
  public static BackupArchive read(Path file) throws IOException {
    long size = Files.size(file);
    Packing packing = packing(file);
    try (InputStream packed = Files.newInputStream(file);
        InputStream in = packing.open(packed)) {
      var tar = new TarReader(in);
      Optional<TarEntry> first = tar.next();
      if (first.isEmpty() || !first.get().name().equals(INDEX)) {
        throw unreadable(file, "it does not begin with " + INDEX + ".");
      }
      if (first.get().size() > LONGEST) {
        throw unreadable(file, INDEX + " is longer than any server reads.");
      }
      byte[] bytes = tar.contents(first.get()).readNBytes(LONGEST);
      String text = new String(bytes, StandardCharsets.UTF_8);
      BackupIndex index = BackupIndex.read(text);
      return new BackupArchive(file, size, packing, text, index, remarks(file, size, packing));
    } catch (TarException | EOFException | ZipException e) {
      throw unreadable(file, String.valueOf(e.getMessage()));
    } catch (JsonException e) {
      throw unreadable(file, INDEX + " is " + e.getMessage() + ".");
    }
  }

  /**
   * Names and attributes of the container's files; their contents are not to be opened.
   *
   * @param progress told the bytes of the file that were passed
   * @throws ArchiveException where its data is in a storage's own format, or damaged
   */
  public FileView names(LongConsumer progress) throws IOException {
    BackupTree tree;
    if (packing == Packing.NONE) {
      tree = BackupTree.read(file, progress);
    } else {
      try (InputStream packed = Files.newInputStream(file);
          InputStream counted = new CountedInput(packed, progress);
          InputStream in = packing.open(counted)) {
        tree = BackupTree.read(file, in);
      }
    }
    return new JoinedView(tree, BytePath.of(rootfs(INSTANCE)));
  }

  private static ArchiveException unreadable(Path file, String why) {
    return new ArchiveException(
        "backup-unreadable",
        "Not a readable backup",
        "The backup " + file + " cannot be read: " + why,
        "Use another copy of it, or export the instance again.");
  }

  static Packing packing(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Packing.of(in.readNBytes(HEAD));
    }
  }

  /** What is not packed ends in zeros; if it does not, its end is missing. */
  private static List<Remark> remarks(Path file, long size, Packing packing) throws IOException {
    var remarks = new ArrayList<Remark>();
    if (packing == Packing.NONE && !ended(file, size)) {
      remarks.add(
          Remark.damage("cut", "Its end is missing: it was cut short, or not written to the end."));
    }
    return remarks;
  }

  private static boolean ended(Path file, long size) throws IOException {
    if (size < END) {
      return false;
    }
    var end = ByteBuffer.allocate(END);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (end.hasRemaining() && channel.read(end, size - END + end.position()) >= 0) {
        // until it is full
      }
    }
    for (byte b : end.array()) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /** The name of its data where that is in the storage's own format. */
  static String optimized(String folder) {
    return folder + ".bin";
  }

  /** The files of the container among those of a folder. */
  static String rootfs(String folder) {
    return folder + "/rootfs";
  }
}
