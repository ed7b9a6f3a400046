package quayside.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quayside.core.Quayside;
import quayside.core.keys.Identities.Identity;
import quayside.core.problem.ProblemException;
import quayside.transport.Keyring;
import quayside.transport.keys.PublicKeyLine;

/** {@code identity …}: the keys by which this desktop logs in to nodes. */
@Command(
    name = "identity",
    description = "The keys by which you log in to nodes.",
    synopsisSubcommandLabel = "VERB")
final class IdentityCommands {
  private final Shell shell;

  IdentityCommands(Shell shell) {
    this.shell = shell;
  }

  @Command(name = "ls", description = "Lists key files, and what the agent keeps besides.")
  int list() throws IOException {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("KEY", "FINGERPRINT", "PASSPHRASE", "WHERE"));
    try (Quayside quayside = shell.open()) {
      for (Identity identity : quayside.identities().list()) {
        shell.console().object(KeyViews.identity(identity));
        rows.add(
            List.of(
                identity.key().map(KeyViews::kind).orElse("?"),
                identity.key().map(PublicKeyLine::fingerprint).orElse("-"),
                identity.file().isEmpty() ? "-" : identity.encrypted() ? "yes" : "no",
                identity.file().map(Path::toString).orElse("agent")));
      }
    }
    shell.console().table(rows);
    return Main.DONE;
  }

  @Command(name = "gen", description = "Makes an ed25519 key with a passphrase.")
  int generate(
      @Parameters(paramLabel = "FILE") Path file,
      @Option(names = "--comment", description = "Who it belongs to.") Optional<String> comment,
      @Option(names = "--no-passphrase", description = "Whoever has the file can log in.")
          boolean open)
      throws IOException {
    char[] passphrase = open ? new char[0] : shell.console().newSecret("Passphrase:");
    try (Quayside quayside = shell.open()) {
      String words = comment.orElse(System.getProperty("user.name") + " with Quayside");
      Identity made =
          quayside.identities().generate(file.toAbsolutePath().normalize(), words, passphrase);
      shell.console().object(KeyViews.identity(made));
      shell
          .console()
          .line(
              "%s and %s.pub are made: %s"
                  .formatted(file, file, made.key().orElseThrow().fingerprint()));
    } finally {
      Arrays.fill(passphrase, '\0');
    }
    return Main.DONE;
  }

  @Command(
      name = "copy",
      description =
          "Adds the public half of a key to a node's authorized_keys, as ssh-copy-id does.")
  int copy(
      @Parameters(paramLabel = "FILE") Path file,
      @Parameters(arity = "1..*", index = "1..*", paramLabel = "NODE") List<String> nodes,
      @Option(names = "--use", description = "Log in to the node with this key from now on.")
          boolean use)
      throws IOException {
    Path whole = file.toAbsolutePath().normalize();
    Path half = whole.resolveSibling(whole.getFileName() + ".pub");
    if (!Files.isReadable(half)) {
      throw new ProblemException(
          "file-missing",
          "File missing",
          "There is no public half " + half + ".",
          "ssh-keygen -y -f " + file + " makes it.");
    }
    PublicKeyLine key = PublicKeyLine.parse(Files.readString(half));
    try (Quayside quayside = shell.open()) {
      for (String name : nodes) {
        Nodes.named(quayside, name);
        boolean added = quayside.identities().copy(name, key);
        shell.console().line(name + (added ? " accepts the key now." : " had the key already."));
        quayside.identities().tryLogin(name, whole);
        if (use) {
          Identity identity = new Identity(Optional.of(whole), Optional.of(key), false);
          quayside.identities().use(name, Optional.of(identity));
          shell.console().line(name + " is logged in to with " + file + " from now on.");
        }
        var object = Views.typed("copied");
        object.put("node", name);
        object.put("fingerprint", key.fingerprint());
        object.put("added", added);
        shell.console().object(object);
      }
    }
    return Main.DONE;
  }

  @Command(
      name = "forget",
      description = "Removes the passphrases and passwords that the system's keyring has of you.")
  int forget() throws IOException {
    Keyring keyring =
        Keyring.ofSystem(shell.environment())
            .orElseThrow(() ->
                new ProblemException(
                    "unsupported", "No keyring", "There is no keyring to be asked here.", ""));
    keyring.forgetAll();
    shell.console().line("Nothing of Quayside is in " + keyring.name() + " any more.");
    return Main.DONE;
  }
}
