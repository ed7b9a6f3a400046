package quayside.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: two embedded nodes and a move between them. */
@Command(
    name = "demo",
    description = "Starts two embedded nodes and moves a container between them.")
final class DemoCommand implements Callable<Integer> {
  private final Shell shell;

  @Option(names = "--headless", description = "In the terminal, even where there is a display.")
  private boolean headless;

  DemoCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    shell.console().line("demo" + headless);
    return Main.FAILED;
  }
}
