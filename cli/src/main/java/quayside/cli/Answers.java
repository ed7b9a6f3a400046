package quayside.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import quayside.transport.HostKey;
import quayside.transport.HostKeys;
import quayside.transport.Secrets;
import quayside.transport.keys.Randomart;

/** Host keys, passphrases and passwords, asked at the terminal. */
record Answers(Console console) implements HostKeys, Secrets {
  @Override
  public Decision unknown(HostKey key) {
    console.note(
        "%s:%d is not known yet. Its %s key is %s"
            .formatted(key.host(), key.port(), key.type(), key.sha256()));
    Randomart.of(key.type(), OptionalInt.empty(), key.sha256()).forEach(console::note);
    String answer =
        console
            .ask("Compare it with the node's own. Trust it? [yes/once/no]")
            .orElse("")
            .toLowerCase(Locale.ROOT);
    return switch (answer) {
      case "yes", "y" -> Decision.TRUST_AND_SAVE;
      case "once" -> Decision.TRUST_ONCE;
      default -> {
        console.note("Not trusted. To accept this one key: --host-key " + key.sha256());
        yield Decision.REFUSE;
      }
    };
  }

  @Override
  public Optional<char[]> passphrase(Path keyFile, int attempt) {
    return attempt > 3
        ? Optional.empty()
        : console.askSecret(again(attempt) + "Passphrase of " + keyFile + ":");
  }

  @Override
  public Optional<char[]> password(String account, int attempt) {
    return attempt > 3
        ? Optional.empty()
        : console.askSecret(again(attempt) + "Password of " + account + ":");
  }

  @Override
  public Optional<char[]> answer(String account, String prompt, boolean echo) {
    String question = account + " asks: " + prompt;
    return echo ? console.ask(question).map(String::toCharArray) : console.askSecret(question);
  }

  @Override
  public boolean keep(String what) {
    return console
        .ask("Keep it in the system's keyring? [yes/no]")
        .filter("yes"::equals)
        .isPresent();
  }

  private static String again(int attempt) {
    return attempt > 1 ? "That was wrong. " : "";
  }
}
