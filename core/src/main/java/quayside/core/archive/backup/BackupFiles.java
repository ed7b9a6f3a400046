package quayside.core.archive.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quayside.core.archive.ArchiveException;
import quayside.core.archive.ArchiveFiles;
import quayside.core.archive.ArchiveProgress;
import quayside.core.archive.Census;
import quayside.core.archive.CountedInput;
import quayside.core.archive.JoinedView;
import quayside.core.archive.zfs.BytePath;
import quayside.core.archive.zfs.FileView;
import quayside.core.archive.zfs.FileWalk;
import quayside.core.archive.zfs.Snapshot;

/** The files of a backup; what is packed is unpacked first, beside other temporary files. */
final class BackupFiles implements ArchiveFiles {
  private final BackupArchive archive;
  private final BackupTree tree;
  private final Optional<Path> unpacked;

  private BackupFiles(BackupArchive archive, BackupTree tree, Optional<Path> unpacked) {
    this.archive = archive;
    this.tree = tree;
    this.unpacked = unpacked;
  }

  static BackupFiles open(BackupArchive archive, Path temporary, ArchiveProgress progress)
      throws IOException {
    if (archive.index().optimized()) {
      throw new ArchiveException(
          "optimized",
          "No files to be seen",
          "Its data is in the own format of "
              + archive.index().driver()
              + " (optimized storage), so its files cannot be shown.",
          "Import it into a pool of that kind, or export it without optimized storage.");
    }
    Optional<Path> unpacked = Optional.empty();
    boolean whole = false;
    try {
      if (archive.packing() != Packing.NONE) {
        unpacked = Optional.of(Files.createTempFile(temporary, "backup-", ".tar"));
        unpack(archive, unpacked.get(), progress);
      }
      Path plain = unpacked.orElse(archive.file());
      long size = Files.size(plain);
      BackupTree tree = BackupTree.read(plain, n -> progress.at("checking", n, size));
      whole = true;
      return new BackupFiles(archive, tree, unpacked);
    } finally {
      if (!whole && unpacked.isPresent()) {
        Files.deleteIfExists(unpacked.get());
      }
    }
  }

  private static void unpack(BackupArchive archive, Path into, ArchiveProgress progress)
      throws IOException {
    try (InputStream packed = Files.newInputStream(archive.file());
        InputStream counted =
            new CountedInput(packed, n -> progress.at("unpacking", n, archive.size()));
        InputStream in = archive.packing().open(counted);
        OutputStream out = Files.newOutputStream(into)) {
      in.transferTo(out);
    }
  }

  @Override
  public FileView container() throws IOException {
    return files(BackupArchive.INSTANCE);
  }

  private FileView files(String folder) throws IOException {
    BytePath root = BytePath.of(BackupArchive.rootfs(folder));
    if (FileWalk.find(tree, root).isEmpty()) {
      throw new ArchiveException(
          "no-files",
          "No files in it",
          "There is no folder "
              + root
              + " in "
              + archive.file()
              + ", so there are no files to show.",
          "Verify the archive: that tells whether something is missing.");
    }
    return new JoinedView(tree, root);
  }

  /** The name of what has all members. */
  @Override
  public List<String> systems() {
    return List.of(archive.index().name());
  }

  @Override
  public FileView system(String name) throws IOException {
    known(name);
    return new JoinedView(tree, BytePath.of("backup"));
  }

  private void known(String name) throws ArchiveException {
    if (!name.equals(archive.index().name())) {
      throw new ArchiveException(
          "dataset-unknown",
          "No such file system",
          "There is no file system “" + name + "” in the archive.",
          "It holds " + archive.index().name() + ".");
    }
  }

  @Override
  public List<Snapshot> snapshots(String name) throws IOException {
    known(name);
    var snapshots = new ArrayList<Snapshot>();
    long number = 1;
    for (String snapshot : archive.index().snapshots()) {
      String full = archive.index().name() + "@" + snapshot;
      snapshots.add(new Snapshot(full, number++, 0, 0, Optional.empty()));
    }
    return snapshots;
  }

  @Override
  public FileView snapshot(String name, Snapshot snapshot) throws IOException {
    known(name);
    return files(BackupArchive.SNAPSHOTS + "/" + snapshot.name());
  }

  @Override
  public Census.Counts checked() {
    return new Census.Counts(0, archive.size(), 0, 0, 0, 0);
  }

  @Override
  public void close() throws IOException {
    if (unpacked.isPresent()) {
      Files.deleteIfExists(unpacked.get());
    }
  }
}
