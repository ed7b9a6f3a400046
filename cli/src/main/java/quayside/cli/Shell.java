package quayside.cli;

import java.io.IOException;
import java.util.Map;
import quayside.core.Quayside;
import quayside.core.home.Home;
import quayside.transport.Keyring;
import quayside.transport.SshSettings;
import quayside.transport.Vault;

/**
 * What every verb has at hand.
 *
 * @param console to print on
 * @param environment the variables of the process
 * @param ssh the user's OpenSSH files
 */
record Shell(Console console, Map<String, String> environment, SshSettings ssh) {

  /** The engine on the user's home; the caller closes it. */
  Quayside open() throws IOException {
    return open(home());
  }

  /** The user's home. */
  Home home() throws IOException {
    return Home.of(environment);
  }

  /** The engine on some home; the caller closes it. */
  Quayside open(Home home) throws IOException {
    var answers = new Answers(console);
    var vault = new Vault(answers, Keyring.ofSystem(environment));
    return Quayside.open(home, ssh, answers, vault);
  }
}
