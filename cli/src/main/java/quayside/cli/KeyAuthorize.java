package quayside.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quayside.core.Quayside;
import quayside.core.driver.NodeKeys.AuthorizedKey;
import quayside.core.keys.Sender;

/** {@code key authorize}: lets a node, or the holder of any key, send to a node. */
@Command(
    name = "authorize",
    customSynopsis = {
      "quayside key authorize SOURCE[:POOL] TARGET[:POOL] [OPTIONS]",
      "quayside key authorize --file FILE|- TARGET[:POOL] [OPTIONS]"
    },
    description = "Lets a node send to another; a send key is made if there is none.")
final class KeyAuthorize implements Callable<Integer> {
  private static final int LONGEST_LINE = 64 << 10;

  private final Shell shell;

  @Parameters(arity = "1..2", paramLabel = "SOURCE[:POOL] TARGET[:POOL]", hideParamSyntax = true)
  private String[] words = {};

  @Option(names = "--file", paramLabel = "FILE", description = "A public key file; - reads it.")
  private Optional<String> file = Optional.empty();

  @Option(names = "--name", description = "How the target shall call it.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "PATTERNS",
      description = "Addresses or host names that may use it, with commas.")
  private Optional<String> from = Optional.empty();

  @Option(names = "--ctid", paramLabel = "PATTERN", description = "Ids that it may send.")
  private Optional<String> ctid = Optional.empty();

  @Option(names = "--single-use", description = "Removed by the target after its use.")
  private boolean once;

  @Option(
      names = "--passphrase",
      description = {
        "Asks for a passphrase that the sender must give (from standard input where nobody can be",
        "asked). The node keeps it in clear and puts it into an ssh command on the sender."
      })
  private boolean passphrase;

  KeyAuthorize(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    if (words.length != (file.isPresent() ? 1 : 2)) {
      throw new IllegalArgumentException(
          file.isPresent() ? "Name the target." : "Name the source and the target.");
    }
    char[] secret = passphrase ? shell.console().newSecret("Passphrase:") : new char[0];
    try (Quayside quayside = shell.open()) {
      String target = words[words.length - 1];
      Sender to = KeyCommands.sender(quayside, target);
      Optional<String> pool = target.contains(":") ? Optional.of(to.pool()) : Optional.empty();
      AuthorizedKey done =
          file.isPresent()
              ? quayside.trust().authorize(to.node(), wish(line()), secret, pool)
              : quayside
                  .trust()
                  .authorize(
                      KeyCommands.sender(quayside, words[0]), to.node(), wish(""), secret, pool);
      shell
          .console()
          .object(KeyViews.authorized(to.node(), to.pool(), done, quayside.trust().known()));
      shell
          .console()
          .line(
              "%s accepts %s as “%s”."
                  .formatted(to.node(), KeyCommands.fingerprint(done.publicKey()), done.name()));
    } finally {
      Arrays.fill(secret, '\0');
    }
    return Main.DONE;
  }

  private AuthorizedKey wish(String line) {
    String called = name.orElse(line.isEmpty() ? "" : comment(line));
    return new AuthorizedKey(called, line, from, ctid, once, false, passphrase);
  }

  private static String comment(String line) {
    String[] parts = line.split("\\s+", 3);
    return parts.length > 2 && !parts[2].isBlank() ? parts[2] : "key";
  }

  private String line() throws IOException {
    String source = file.orElseThrow();
    String text =
        source.equals("-")
            ? new String(shell.console().in().readNBytes(LONGEST_LINE), StandardCharsets.UTF_8)
            : Files.readString(Path.of(source));
    return text.strip();
  }
}
