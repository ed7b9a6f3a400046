package quayside.transport;

import java.util.List;
import java.util.Optional;

/**
 * A command as words. The words are quoted once, at the last moment, by {@link ShellWords}; no
 * caller ever writes shell text.
 *
 * @param argv program and arguments, at least one word
 * @param pty a terminal for the command, if it shall have one
 */
public record Command(List<String> argv, Optional<Pty> pty) {

  /**
   * A terminal's size.
   *
   * @param columns in characters
   * @param rows in characters
   */
  public record Pty(int columns, int rows) {}

  public Command {
    argv = List.copyOf(argv);
    if (argv.isEmpty()) {
      throw new IllegalArgumentException("a command needs at least one word");
    }
  }

  /** A command without a terminal. */
  public static Command of(String... argv) {
    return new Command(List.of(argv), Optional.empty());
  }

  /** A command without a terminal. */
  public static Command of(List<String> argv) {
    return new Command(argv, Optional.empty());
  }

  /** The command as one line for a POSIX shell. */
  public String line() {
    return ShellWords.join(argv);
  }

  @Override
  public String toString() {
    return line();
  }
}
