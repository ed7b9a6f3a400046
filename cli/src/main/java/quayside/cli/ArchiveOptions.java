package quayside.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quayside.core.archive.ArchiveFiles;
import quayside.core.archive.ArchiveKind;
import quayside.core.archive.ArchiveProgress;
import quayside.core.archive.Archives;
import quayside.core.archive.zfs.BytePath;
import quayside.core.archive.zfs.FileView;
import quayside.core.archive.zfs.Snapshot;
import quayside.core.archive.zfs.StreamSource;
import quayside.core.archive.zfs.ZfsArchive;
import quayside.core.problem.ProblemException;

/** What every verb that opens an archive understands. */
final class ArchiveOptions {
  @Parameters(
      index = "0",
      paramLabel = "FILE[:MEMBER]",
      description =
          "An export or a ZFS send stream; or a tar archive and a member that is a stream;"
              + " - is standard input.")
  private String base = "-";

  @Option(
      names = "--with",
      arity = "1..*",
      paramLabel = "INCREMENT[:MEMBER]",
      description = "Increments that build on it, in any order; say them after the rest.")
  private List<String> increments = List.of();

  @Option(
      names = "--snapshot",
      paramLabel = "NAME",
      description = "The files of that snapshot instead of the last one.")
  private Optional<String> snapshot = Optional.empty();

  @Option(
      names = "--hex",
      description = "PATH is in hexadecimal, as path_hex, for names that are not UTF-8.")
  private boolean hex;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description = "All of one dataset of an export, instead of what the container sees.")
  private Optional<String> dataset = Optional.empty();

  /** Files with what must be closed with them. */
  record Open(FileView view, Closing behind) implements Closeable {
    @Override
    public void close() throws IOException {
      behind.close();
    }
  }

  /**
   * The export that was named, where it can be read anywhere; empty where streams were named: a
   * bare one, a member, or several.
   *
   * @param behind closes it
   */
  Optional<Path> export(Shell shell, Closing behind) throws IOException {
    if (!increments.isEmpty() || !ArchiveFile.parse(base).member().isEmpty()) {
      return Optional.empty();
    }
    LocalFile local = behind.add(LocalFile.of(ArchiveFile.parse(base), shell));
    if (Archives.all().format(local.path()).kind() != ArchiveKind.ZFS_STREAM) {
      return Optional.of(local.path());
    }
    base = local.path().toString(); // standard input comes only once
    return Optional.empty();
  }

  /** The files in all that was named, checked and indexed. */
  Open open(Shell shell) throws IOException {
    Closing behind = new Closing();
    boolean opened = false;
    try {
      Optional<Path> export = export(shell, behind);
      FileView view =
          export.isPresent()
              ? container(shell, export.get(), behind)
              : view(streams(shell, behind));
      opened = true;
      return new Open(view, behind);
    } finally {
      shell.console().status("");
      if (!opened) {
        behind.close();
      }
    }
  }

  /** What the container sees, or one of its datasets. */
  private FileView container(Shell shell, Path export, Closing behind) throws IOException {
    ArchiveFiles files =
        behind.add(
            Archives.all().files(export, LocalFile.temporary(shell), progress(shell.console())));
    return dataset.isPresent() ? files.system(dataset.get()) : files.container();
  }

  /** A line at a terminal for something that takes a while. */
  static ArchiveProgress progress(Console console) {
    return (doing, done, total) ->
        console.status(
            doing + " … " + Text.bytes(done) + (total > 0 ? " of " + Text.bytes(total) : ""));
  }

  /** The streams that were named, for those that look at streams alone. */
  ZfsArchive streams(Shell shell, Closing behind) throws IOException {
    List<ArchiveFile> files = new ArrayList<>();
    files.add(ArchiveFile.parse(base));
    for (String increment : increments) {
      files.add(ArchiveFile.parse(increment));
    }
    if (files.stream().filter(ArchiveFile::isStandardInput).count() > 1) {
      throw new IllegalArgumentException("Only one stream can come from standard input.");
    }
    Console console = shell.console();
    List<StreamSource> sources = new ArrayList<>();
    for (ArchiveFile file : files) {
      Optional<StreamSource> place = file.inPlace();
      if (place.isPresent()) {
        sources.add(place.get());
      } else {
        InputStream stream = behind.add(file.once(console.in()));
        sources.add(new StreamSource.Pipe(stream));
      }
    }
    return behind.add(
        ZfsArchive.open(
            sources,
            LocalFile.temporary(shell),
            n -> console.status("checking … " + Text.bytes(n))));
  }

  /** The state that was asked for. */
  private FileView view(ZfsArchive archive) throws IOException {
    if (snapshot.isEmpty()) {
      return archive.latest();
    }
    List<String> names = new ArrayList<>();
    for (Snapshot each : archive.snapshots()) {
      if (snapshot.get().equals(each.name()) || snapshot.get().equals(each.fullName())) {
        return archive.view(each);
      }
      names.add(each.name());
    }
    throw new ProblemException(
        "snapshot-unknown",
        "No such snapshot",
        "There is no snapshot “" + snapshot.get() + "” in the archive.",
        "It holds " + String.join(", ", names));
  }

  /** A path in the archive without needless slashes and dots. */
  BytePath path(String text) {
    byte[] bytes = hex ? HexFormat.of().parseHex(text) : BytePath.of(text).bytes();
    BytePath path = BytePath.ROOT;
    int start = 0;
    for (int end = 0; end <= bytes.length; end++) {
      if (end == bytes.length || bytes[end] == '/') {
        BytePath part = BytePath.of(Arrays.copyOfRange(bytes, start, end));
        if (part.length() > 0 && !part.equals(BytePath.of("."))) {
          path = path.resolve(part);
        }
        start = end + 1;
      }
    }
    return path;
  }
}
