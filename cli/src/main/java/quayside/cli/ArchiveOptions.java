package quayside.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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
          "A ZFS send stream; or a tar archive and the member that is one; - is standard input.")
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

  /** An archive with what must be closed with it. */
  record Open(ZfsArchive archive, List<InputStream> streams) implements Closeable {
    @Override
    public void close() throws IOException {
      archive.close();
      for (InputStream stream : streams) {
        stream.close();
      }
    }
  }

  /** Checks and indexes all that was named. */
  Open open(Shell shell) throws IOException {
    List<ArchiveFile> files = new ArrayList<>();
    files.add(ArchiveFile.parse(base));
    for (String increment : increments) {
      files.add(ArchiveFile.parse(increment));
    }
    if (files.stream().filter(ArchiveFile::isStandardInput).count() > 1) {
      throw new IllegalArgumentException("Only one stream can come from standard input.");
    }
    Console console = shell.console();
    List<InputStream> streams = new ArrayList<>();
    boolean opened = false;
    try {
      List<StreamSource> sources = new ArrayList<>();
      for (ArchiveFile file : files) {
        Optional<StreamSource> place = file.inPlace();
        if (place.isPresent()) {
          sources.add(place.get());
        } else {
          InputStream stream = file.once(console.in());
          streams.add(stream);
          sources.add(new StreamSource.Pipe(stream));
        }
      }
      ZfsArchive archive =
          ZfsArchive.open(
              sources, temporary(shell), n -> console.status("checking … " + Text.bytes(n)));
      opened = true;
      return new Open(archive, streams);
    } finally {
      console.status("");
      if (!opened) {
        for (InputStream stream : streams) {
          stream.close();
        }
      }
    }
  }

  /** The state that was asked for. */
  FileView view(ZfsArchive archive) throws IOException {
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

  /** TMPDIR where it is set, else a folder of ours on the user's disk: /tmp may be memory. */
  private static Path temporary(Shell shell) throws IOException {
    String asked = shell.environment().getOrDefault("TMPDIR", "");
    return asked.isEmpty()
        ? Files.createDirectories(
            shell.home().state().resolve("tmp"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
        : Path.of(asked);
  }
}
