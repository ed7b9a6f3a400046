package quayside.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quayside.core.Quayside;
import quayside.core.driver.NativeArchives.MissingDevices;
import quayside.core.migrate.Finding;
import quayside.core.transfer.Checked;
import quayside.core.transfer.ImportRequest;

/** {@code import}: an archive becomes a container of a node. */
@Command(
    name = "import",
    description = "Makes a container of an archive, after reading and checking all of it.")
final class ImportCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(
      index = "0",
      paramLabel = "FILE|-",
      description = "The archive; - is standard input, which is copied to this machine's disk.")
  private String file = "";

  @Parameters(index = "1", paramLabel = "NODE", description = "Where it shall be.")
  private String node = "";

  @Option(names = "--as-id", paramLabel = "ID", description = "Another id than the archive's.")
  private Optional<String> asId = Optional.empty();

  @Option(names = "--as-user", paramLabel = "NAME", description = "A user of the node.")
  private Optional<String> asUser = Optional.empty();

  @Option(names = "--as-group", paramLabel = "NAME", description = "A group of the node.")
  private Optional<String> asGroup = Optional.empty();

  @Option(names = "--to-pool", paramLabel = "POOL", description = "The pool there.")
  private Optional<String> pool = Optional.empty();

  @Option(
      names = "--to-project",
      paramLabel = "PROJECT",
      description = "The project of an Incus or LXD server; without it default.")
  private Optional<String> project = Optional.empty();

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description = "Its root dataset there; only by upload.")
  private Optional<String> dataset = Optional.empty();

  @Option(
      names = "--missing-devices",
      paramLabel = "WHAT",
      defaultValue = "check",
      description =
          "Devices that the group does not have: check (refuse), provide (give them to the group;"
              + " only by upload) or remove (go without).")
  private MissingDevices missing = MissingDevices.CHECK;

  @Option(names = "--start", description = "Start it when it is there.")
  private boolean start;

  @Option(
      names = "--way",
      paramLabel = "NAME",
      description =
          "push: handed in as a node would send it; upload: copied there and imported by osctl."
              + " Else the first that can.")
  private Optional<String> way = Optional.empty();

  @Option(names = "--check", description = "Only tell what would happen and what is in the way.")
  private boolean checkOnly;

  @Option(names = "--fix", description = "Do what the findings offer before importing.")
  private boolean fix;

  ImportCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (Quayside quayside = shell.open()) {
      Nodes.named(quayside, node);
      if (!file.equals("-")) {
        return run(quayside, Path.of(file).toAbsolutePath().normalize());
      }
      Path copy = Files.createTempFile(LocalFile.temporary(shell), "import-", ".tar");
      int code = Main.FAILED;
      boolean tried = false;
      try {
        Files.copy(shell.console().in(), copy, StandardCopyOption.REPLACE_EXISTING);
        tried = true;
        code = run(quayside, copy);
        return code;
      } finally {
        if (tried && code == Main.FAILED) {
          shell.console().note("The archive from standard input was kept in " + copy + ".");
        } else {
          Files.deleteIfExists(copy);
        }
      }
    }
  }

  private int run(Quayside quayside, Path archive) throws IOException, InterruptedException {
    var options =
        new ImportRequest.Options(
            asId, asUser, asGroup, pool, project, dataset, missing, start, way);
    var request = new ImportRequest(archive, node, options);
    var talk = new TransferTalk(shell.console());
    if (checkOnly || fix) {
      Checked found = fixed(quayside, request);
      if (checkOnly || !found.preflight().possible()) {
        return talk.check(found);
      }
    }
    shell.console().status("checking " + file + " …");
    String id = quayside.imports().start(request);
    return talk.follow(quayside.activity(), id, archive.toString(), node);
  }

  /** Checks; does what is offered and was not yet done, and checks again. */
  private Checked fixed(Quayside quayside, ImportRequest request) throws IOException {
    Checked found = quayside.imports().check(request);
    var done = new HashSet<Finding.Fix>();
    boolean more = fix;
    while (more) {
      more = false;
      for (Finding finding : found.preflight().findings()) {
        if (finding.fix().filter(done::add).isPresent()) {
          shell.console().line(finding.fix().get().label() + " …");
          quayside.imports().fix(request, finding.fix().get());
          more = true;
        }
      }
      found = more ? quayside.imports().check(request) : found;
    }
    return found;
  }
}
