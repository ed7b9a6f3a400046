package quayside.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quayside.core.archive.NameSearch;
import quayside.core.archive.zfs.BytePath;
import quayside.core.archive.zfs.Extractor;
import quayside.core.archive.zfs.FileStat;
import quayside.core.archive.zfs.FileType;
import quayside.core.archive.zfs.FileView;
import quayside.core.archive.zfs.FileWalk;
import quayside.core.archive.zfs.Manifest;
import quayside.core.archive.zfs.StreamDump;
import quayside.core.problem.ProblemException;

/** {@code archive …}: looks into ZFS send streams, bare or in an export. */
@Command(
    name = "archive",
    description = "Looks into exports and ZFS send streams; needs no node and no ZFS.",
    synopsisSubcommandLabel = "VERB")
final class ArchiveCommands {
  private final Shell shell;

  ArchiveCommands(Shell shell) {
    this.shell = shell;
  }

  @Command(name = "ls", description = "Lists everything, or what is at PATH and below.")
  int list(
      @Mixin ArchiveOptions options,
      @Parameters(
              index = "1",
              arity = "0..1",
              paramLabel = "PATH",
              defaultValue = "",
              description = "A file or folder in the archive.")
          String path,
      @Option(names = "--hash", description = "Also the SHA-256 of contents.") boolean hash,
      @Option(names = "--xattrs", description = "Also extended attributes.") boolean xattrs,
      @Option(
              names = "--name",
              paramLabel = "TEXT",
              description =
                  "Only what is called so: a part of the name, or with * and ? all of it.")
          Optional<String> name)
      throws IOException {
    Console console = shell.console();
    Predicate<BytePath> wanted = name.map(NameSearch::of).orElse(_ -> true);
    try (var open = options.open(shell)) {
      FileView view = open.view();
      var manifest = new Manifest(view, hash, xattrs);
      FileWalk.from(
          view,
          options.path(path),
          (at, stat) -> {
            if (!wanted.test(at)) {
              return;
            }
            Map<String, Object> entry = manifest.entry(at, stat);
            console.object(entry);
            if (!console.isJson()) {
              ArchiveLines.of(at, stat, entry).forEach(console::line);
            }
            console.mustBeRead();
          });
    }
    return Main.DONE;
  }

  @Command(name = "cat", description = "Prints the contents of files.")
  int contents(
      @Mixin ArchiveOptions options,
      @Parameters(
              index = "1..*",
              arity = "1..*",
              paramLabel = "PATH",
              description = "Files in the archive.")
          List<String> paths)
      throws IOException {
    try (var open = options.open(shell)) {
      FileView view = open.view();
      for (String path : paths) {
        BytePath at = options.path(path);
        FileStat stat =
            FileWalk.find(view, at).orElseThrow(() -> new NoSuchFileException(at.toString()));
        if (stat.type() != FileType.FILE) {
          throw new ProblemException(
              "not-a-file", "Not a file", at + " is a " + stat.type().word() + ".", "");
        }
        try (InputStream in = view.open(stat.object())) {
          shell.console().contents(at.toString(), in);
        }
      }
    }
    return Main.DONE;
  }

  @Command(name = "extract", description = "Copies files into a folder that is empty or not there.")
  int extract(
      @Mixin ArchiveOptions options,
      @Parameters(index = "1", paramLabel = "TARGET-FOLDER", description = "Made where missing.")
          Path target,
      @Parameters(
              index = "2",
              arity = "0..1",
              paramLabel = "PATH",
              defaultValue = "",
              description = "What to copy; everything where it is not said.")
          String path,
      @Option(names = "--owners", description = "Also set users and groups, which needs root.")
          boolean owners)
      throws IOException {
    Console console = shell.console();
    try (var open = options.open(shell)) {
      FileView view = open.view();
      Extractor.Result result =
          Extractor.extract(view, options.path(path), target, room(target), owners);
      for (String note : result.notes()) {
        console.object(Map.of("type", "note", "text", note));
        console.note(note);
      }
      var object = new LinkedHashMap<String, Object>();
      object.put("type", "extracted");
      object.put("files", result.files());
      object.put("bytes", result.bytes());
      object.put("notes", result.notes().size());
      console.object(object);
      console.line(
          "%,d files, %s, are in %s%s"
              .formatted(
                  result.files(),
                  Text.bytes(result.bytes()),
                  target,
                  result.notes().isEmpty() ? "." : "; what could not be kept is said above."));
    }
    return Main.DONE;
  }

  /** A stream may unpack to any size; it stops before the disk is full. */
  private static long room(Path target) throws IOException {
    Path there = target.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return Files.getFileStore(there).getUsableSpace();
  }

  @Command(name = "verify", description = "Checks all checksums and reads every file.")
  int verify(@Mixin ArchiveOptions options) throws IOException {
    return new ArchiveVerify(shell).run(options);
  }

  @Command(name = "show", description = "Tells what an archive holds, without reading its data.")
  int show(
      @Parameters(
              index = "0",
              paramLabel = "FILE",
              description = "An export or a ZFS send stream; - is standard input.")
          String file)
      throws IOException {
    return new ArchiveReport(shell).show(file);
  }

  @Command(
      name = "repair",
      description = "Writes a copy without what older or other programs did differently.")
  int repair(
      @Parameters(index = "0", paramLabel = "FILE", description = "An export; - is standard input.")
          String file,
      @Parameters(index = "1", paramLabel = "NEW-FILE", description = "Must not be there.")
          Path target)
      throws IOException {
    return new ArchiveReport(shell).repair(file, target);
  }

  @Command(name = "diff", description = "Compares the configurations of two exports.")
  int compare(
      @Parameters(index = "0", paramLabel = "FILE", description = "An export.") Path left,
      @Parameters(index = "1", paramLabel = "FILE", description = "Another one.") Path right)
      throws IOException {
    return new ArchiveReport(shell).compare(left, right);
  }

  @Command(name = "dump", description = "Prints the records of a stream as zstream dump does.")
  int dump(
      @Parameters(
              index = "0",
              paramLabel = "FILE[:MEMBER]",
              description = "A ZFS send stream; - is standard input.")
          String file,
      @Option(names = "-v", description = "Every record.") boolean verbose)
      throws IOException {
    try (InputStream in = ArchiveFile.parse(file).once(shell.console().in());
        var out = new DumpLines(shell.console())) {
      StreamDump.print(in, out, verbose);
    }
    return Main.DONE;
  }
}
