package quayside.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quayside.core.Quayside;
import quayside.core.archive.PartFile;
import quayside.core.archive.Sidecar;
import quayside.core.driver.NativeArchives.Packing;
import quayside.core.model.ContainerRef;
import quayside.core.model.Platform;
import quayside.core.problem.ProblemException;
import quayside.core.transfer.BackupOptions;
import quayside.core.transfer.ExportRequest;

/** {@code export}: a container becomes one file here. */
@Command(
    name = "export",
    description = {
      "Writes a container into an archive on this machine, reads it back and checks it.",
      "Beside it, FILE.sha256 is for sha256sum -c."
    })
final class ExportCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(index = "0", paramLabel = "NODE:CT", description = "The container.")
  private String name = "";

  @Parameters(
      index = "1",
      paramLabel = "FILE|-",
      description = "Where to; in a folder it is named ID-YYYYMMDD-HHMM.tar; - is standard output.")
  private String file = "";

  @Option(
      names = "--consistent",
      negatable = true,
      description = {
        "Whether a running one is stopped, so that its files fit each other. A vpsAdminOS node"
            + " stops it for a moment unless told not to; then the archive is as if it had lost"
            + " power. An Incus or LXD server stops it only if told to, for as long as it writes"
            + " the backup."
      })
  private Optional<Boolean> consistent = Optional.empty();

  @Option(
      names = "--compression",
      paramLabel = "HOW",
      defaultValue = "auto",
      description = "auto, off, gzip or (Incus, LXD) zstd; auto is what the node usually does.")
  private Packing packing = Packing.AUTO;

  @Option(names = "--instance-only", description = "Incus, LXD: without the snapshots.")
  private boolean instanceOnly;

  @Option(
      names = "--optimized-storage",
      description = "Incus, LXD: in the storage's own format, which only pools of that kind take.")
  private boolean optimized;

  @Option(names = "--replace", description = "Replace FILE if there is one.")
  private boolean replace;

  @Option(
      names = "--way",
      paramLabel = "NAME",
      description =
          "direct: streamed and written here; node: through the node's disk; backup: Incus and LXD."
              + " Else the first that can.")
  private Optional<String> way = Optional.empty();

  @Option(names = "--check", description = "Only tell what would happen and what is in the way.")
  private boolean checkOnly;

  ExportCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (Quayside quayside = shell.open()) {
      ContainerRef source = quayside.fleet().find(name);
      return file.equals("-") ? print(quayside, source) : run(quayside, source, target(source));
    }
  }

  private Path target(ContainerRef source) {
    Path named = Path.of(file).toAbsolutePath().normalize();
    return Files.isDirectory(named)
        ? named.resolve(
            ExportRequest.proposedName(
                source.id(), LocalDateTime.now(java.time.ZoneId.systemDefault())))
        : named;
  }

  private ExportRequest request(
      Quayside quayside, ContainerRef source, Path target, boolean replacing) throws IOException {
    Platform platform = Nodes.named(quayside, source.node()).platform();
    return new ExportRequest(
        source,
        target,
        replacing,
        consistent.orElse(ExportRequest.usuallyConsistent(platform)),
        packing,
        new BackupOptions(!instanceOnly, optimized),
        way);
  }

  private int run(Quayside quayside, ContainerRef source, Path target)
      throws IOException, InterruptedException {
    ExportRequest request = request(quayside, source, target, replace);
    var talk = new TransferTalk(shell.console());
    if (checkOnly) {
      return talk.check(quayside.exports().check(request));
    }
    shell.console().status("checking " + name + " …");
    String id = quayside.exports().start(request);
    return talk.follow(quayside.activity(), id, source.toString(), target.toString());
  }

  /**
   * A tar archive has the size of a member before its contents, and a stream tells its size at its
   * end: so the archive is made whole, checked, and then printed.
   */
  private int print(Quayside quayside, ContainerRef source)
      throws IOException, InterruptedException {
    Console console = shell.console();
    if (console.isTerminal()) {
      throw new ProblemException(
          "wrong-input",
          "Not to a terminal",
          "An archive is not printed on a terminal.",
          "Send it to a file or a pipe: quayside export " + name + " - > FILE");
    }
    Path folder = Files.createTempDirectory(LocalFile.temporary(shell), "export-");
    Path whole = folder.resolve(source.id() + ".tar");
    try {
      ExportRequest request = request(quayside, source, whole, false);
      var talk = new TransferTalk(console.aside());
      if (checkOnly) {
        return talk.check(quayside.exports().check(request));
      }
      String id = quayside.exports().start(request);
      int code = talk.follow(quayside.activity(), id, source.toString(), "-");
      if (code == Main.DONE) {
        try (InputStream in = Files.newInputStream(whole)) {
          console.contents(String.valueOf(whole.getFileName()).toLowerCase(Locale.ROOT), in);
        }
        console.mustBeRead();
      }
      return code;
    } finally {
      Files.deleteIfExists(Sidecar.of(whole));
      Files.deleteIfExists(whole);
      if (!Files.exists(PartFile.of(whole))) { // else resume needs it
        Files.deleteIfExists(folder);
      }
    }
  }
}
