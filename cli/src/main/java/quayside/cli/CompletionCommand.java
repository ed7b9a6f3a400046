package quayside.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code completion}: a script that lets the shell finish words. */
@Command(
    name = "completion",
    description = "Prints a completion script: source <(quayside completion bash)")
final class CompletionCommand implements Callable<Integer> {
  /** Shells that are known. */
  enum Kind {
    BASH,
    ZSH
  }

  private final Shell shell;

  @Parameters(index = "0", paramLabel = "bash|zsh")
  private Kind kind = Kind.BASH;

  CompletionCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    // the script serves both: for zsh it loads bashcompinit itself
    shell.console().raw(AutoComplete.bash("quayside", Main.commandLine(shell)));
    return kind == Kind.BASH || kind == Kind.ZSH ? Main.DONE : Main.FAILED;
  }
}
