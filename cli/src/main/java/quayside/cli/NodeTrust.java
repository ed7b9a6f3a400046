package quayside.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import quayside.core.Quayside;
import quayside.core.fleet.ClientRemotes;
import quayside.core.model.Node;
import quayside.core.problem.ProblemException;
import quayside.transport.TlsSettings;
import quayside.transport.keys.ClientCertificate;

/** {@code node import} and {@code node certificate}: how servers come to trust us. */
final class NodeTrust {
  private NodeTrust() {}

  /** Takes over what the servers' own clients know. */
  @Command(
      name = "import",
      description = "Writes the remotes of the clients incus and lxc into the book.")
  static final class Import implements java.util.concurrent.Callable<Integer> {
    private final Shell shell;

    @Option(
        names = "--from",
        paramLabel = "FILE",
        description = "A config.yml; without it the usual ones of the user.")
    private Optional<Path> from = Optional.empty();

    Import(Shell shell) {
      this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
      List<Path> files =
          from.map(List::of)
              .orElseGet(() -> ClientRemotes.files(Path.of(System.getProperty("user.home"))));
      if (files.isEmpty()) {
        throw new ProblemException(
            "nothing-to-import",
            "Nothing to import",
            "Neither incus nor lxc has a config.yml here.",
            "Name one by --from FILE.");
      }
      try (Quayside quayside = shell.open()) {
        for (Path file : files) {
          read(quayside, file);
        }
      }
      return Main.DONE;
    }

    private void read(Quayside quayside, Path file) throws IOException {
      Set<String> known =
          quayside.fleet().nodes().stream().map(v -> v.node().name()).collect(Collectors.toSet());
      ClientRemotes.Found found = ClientRemotes.read(file);
      for (Node node : found.nodes()) {
        if (known.contains(node.name())) {
          shell.console().note(node.name() + ": a node of this name is in the book already");
        } else {
          quayside.fleet().add(node);
          shell.console().object(Views.node(node));
          shell.console().line(node.name() + " is in the book.");
        }
      }
      found.left().forEach(shell.console()::note);
    }
  }

  /** Prints what a server's administrator can add. */
  @Command(
      name = "certificate",
      description = "Prints this program's certificate, for a server that shall trust it.")
  static final class Certificate implements java.util.concurrent.Callable<Integer> {
    private final Shell shell;

    Certificate(Shell shell) {
      this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
      Path file = TlsSettings.in(shell.home().config()).identity();
      ClientCertificate.makeIfMissing(file, System.getProperty("user.name", "somebody"));
      String pem = Files.readString(file);
      Map<String, Object> object = Views.typed("certificate");
      object.put("file", file);
      object.put("fingerprint", ClientCertificate.fingerprint(file));
      object.put("pem", pem);
      shell.console().object(object);
      pem.lines().forEach(shell.console()::line);
      shell.console().note("incus config trust add-certificate FILE, or lxc config trust add FILE");
      return Main.DONE;
    }
  }
}
