package quayside.core.driver.osctl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import quayside.core.driver.DriverException;
import quayside.core.driver.Limits;
import quayside.transport.Command;
import quayside.transport.keys.PublicKeyLine;

/**
 * The account's own {@code ~/.ssh/authorized_keys} (sshd(8), AUTHORIZED_KEYS FILE FORMAT). Commands
 * begin in the account's home, so its path needs no shell to be found.
 */
final class LoginFile {
  private static final String FOLDER = ".ssh";
  private static final String FILE = FOLDER + "/authorized_keys";

  private final Shell shell;
  private final Limits limits;

  LoginFile(Shell shell, Limits limits) {
    this.shell = shell;
    this.limits = limits;
  }

  /** Adds a key unless it is there, with whatever options and comment. */
  boolean add(PublicKeyLine key) throws IOException {
    Optional<String> before = read();
    if (before.isPresent() && has(before.get(), key)) {
      return false;
    }
    if (before.isEmpty()) {
      succeed("mkdir", "-p", "-m", "700", FOLDER);
      succeed("install", "-m", "600", "/dev/null", FILE);
    }
    append(shell, limits, FILE, List.of(key.line()));
    var wanted = new ArrayList<>(before.orElse("").lines().toList());
    wanted.add(key.line());
    if (!read().orElse("").lines().toList().equals(wanted)) {
      throw new DriverException.Rejected(
          "The key was written to "
              + FILE
              + " on the node, but the file is not what it should be now; somebody else may have"
              + " changed it meanwhile. Look at it.");
    }
    return true;
  }

  /** The file's text; empty if there is none. */
  private Optional<String> read() throws IOException {
    Shell.Result result = shell.run(Command.of("cat", FILE), "", limits.answer());
    if (result.exit() != 0 && result.err().contains("No such file")) {
      return Optional.empty();
    }
    check(result);
    return Optional.of(result.out());
  }

  private static boolean has(String text, PublicKeyLine key) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.startsWith("#"))
        .anyMatch(line -> Arrays.asList(line.split("\\s+")).contains(key.base64()));
  }

  /** Adds lines to a file; the line before them may lack its end. */
  static void append(Shell shell, Limits limits, String file, List<String> lines)
      throws IOException {
    Shell.Result last = shell.run(Command.of("tail", "-c", "1", file), "", limits.answer());
    String text = (last.out().isBlank() ? "" : "\n") + String.join("\n", lines) + "\n";
    Shell.Result result = shell.run(Command.of("tee", "-a", file), text, limits.answer());
    check(result);
  }

  private void succeed(String... words) throws IOException {
    check(shell.run(Command.of(words), "", limits.answer()));
  }

  private static void check(Shell.Result result) throws DriverException {
    if (result.exit() != 0) {
      String said = Refusals.beginning(result.err().strip());
      throw new DriverException.Rejected(
          "The account's " + FILE + " could not be read or written on the node: “" + said + "”.");
    }
  }
}
