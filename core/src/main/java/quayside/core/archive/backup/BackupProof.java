package quayside.core.archive.backup;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.zip.ZipException;
import quayside.core.archive.ArchiveException;
import quayside.core.archive.Census;
import quayside.core.archive.HashedInput;
import quayside.core.archive.tar.TarEntry;
import quayside.core.archive.tar.TarException;
import quayside.core.archive.tar.TarReader;

/**
 * Reads a backup once from start to end, as it is on the disk: each header has its sum, what the
 * index names is there, the end is there, and what packs it has its own checksums. On the way it
 * makes the checksum of the whole file. Needs no room.
 */
public final class BackupProof {
  private final BackupArchive archive;
  private final LongConsumer progress;
  private final Set<String> seen = new HashSet<>();
  private final byte[] piece = new byte[1 << 17];
  private long files;
  private long folders;
  private long others;
  private long contents;
  private long bytes;

  private BackupProof(BackupArchive archive, LongConsumer progress) {
    this.archive = archive;
    this.progress = progress;
  }

  /**
   * What reading came to.
   *
   * @param sha256 of the file, in hexadecimal
   * @param counts what is in it; streams have no records
   */
  record Result(String sha256, Census.Counts counts) {}

  /**
   * Proves a backup.
   *
   * @param progress told the bytes read so far
   * @return the SHA-256 of the file
   * @throws ArchiveException where something is wrong with it
   */
  public static byte[] of(Path file, LongConsumer progress) throws IOException {
    return HexFormat.of().parseHex(run(BackupArchive.read(file), progress).sha256());
  }

  static Result run(BackupArchive archive, LongConsumer progress) throws IOException {
    return new BackupProof(archive, progress).run();
  }

  private Result run() throws IOException {
    try (var hashed = new HashedInput(Files.newInputStream(archive.file()), progress);
        InputStream in = archive.packing().open(hashed)) {
      var tar = new TarReader(in);
      for (Optional<TarEntry> e = tar.next(); e.isPresent(); e = tar.next()) {
        member(tar, e.get());
      }
      if (tar.ending() != TarReader.Ending.PROPER) {
        throw broken("its end is missing.");
      }
      bytes = tar.position() + in.transferTo(OutputStream.nullOutputStream());
      hashed.transferTo(OutputStream.nullOutputStream());
      complete();
      return new Result(
          HexFormat.of().formatHex(hashed.sha256()),
          new Census.Counts(0, bytes, files, folders, others, contents));
    } catch (TarException | EOFException | ZipException e) {
      throw broken(String.valueOf(e.getMessage()));
    }
  }

  private void member(TarReader tar, TarEntry entry) throws IOException {
    switch (entry.type()) {
      case FILE -> {
        files++;
        InputStream in = tar.contents(entry);
        for (int n = in.read(piece); n > 0; n = in.read(piece)) {
          contents += n;
        }
      }
      case FOLDER -> folders++;
      case LINK, SYMLINK, CHAR, BLOCK, FIFO, OTHER -> others++;
    }
    String name = entry.name();
    if (name.endsWith("/backup.yaml") || name.endsWith(".bin")) {
      boolean deep = name.startsWith(BackupArchive.INSTANCE + "/rootfs/") || name.length() > 1024;
      if (!deep && seen.size() < 1 << 16) {
        seen.add(name);
      }
    }
  }

  /** Whether the instance and all snapshots that the index names are there. */
  private void complete() throws ArchiveException {
    BackupIndex index = archive.index();
    if (index.machine()) {
      return; // its disk is laid out otherwise
    }
    there(BackupArchive.INSTANCE, "the instance itself");
    for (String snapshot : index.snapshots()) {
      there(BackupArchive.SNAPSHOTS + "/" + snapshot, "the snapshot “" + snapshot + "”");
    }
  }

  private void there(String folder, String what) throws ArchiveException {
    String wanted =
        archive.index().optimized() ? BackupArchive.optimized(folder) : folder + "/backup.yaml";
    if (!seen.contains(wanted)) {
      throw broken(what + " is not in it: " + wanted + " is missing.");
    }
  }

  private ArchiveException broken(String why) {
    return new ArchiveException(
        "archive-broken",
        "The archive is not as it should be",
        "The backup " + archive.file() + " was read and something is wrong with it: " + why,
        "Use another copy, or export it again; look at the disk if it happens once more.");
  }
}
