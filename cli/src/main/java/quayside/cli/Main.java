package quayside.cli;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import quayside.core.home.LogFile;
import quayside.core.migrate.Finding;
import quayside.core.migrate.MoveRefused;
import quayside.core.problem.Problem;
import quayside.transport.SshSettings;

/** Where the command line starts. */
@Command(
    name = "quayside",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Moves containers between nodes. Containers are named NODE:ID.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "1:failed; what is left is said",
      "2:wrong usage",
      "3:refused by the check before it begins; nothing was changed",
      "130:cancelled"
    })
public final class Main implements Callable<Integer> {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;
  static final int REFUSED = 3;
  static final int CANCELLED = 130;

  /** Codes of problems with what was typed. */
  private static final Set<String> MISTYPED = Set.of("wrong-input", "bad-node-name", "bad-address");

  private final Shell shell;

  private Main(Shell shell) {
    this.shell = shell;
  }

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print one JSON object a line, for programs.")
  void useJson(boolean on) {
    shell.console().useJson(on);
  }

  /** Runs one verb and ends the program. */
  public static void main(String[] args) {
    Map<String, String> environment = System.getenv();
    var shell = new Shell(Console.ofProcess(environment), environment, SshSettings.ofUser());
    System.exit(logged(shell, args));
  }

  private static int logged(Shell shell, String... args) {
    try (var _ = LogFile.open(shell.home())) {
      return run(shell, args);
    } catch (IOException e) {
      shell.console().problem(Problem.of(e));
      return FAILED;
    }
  }

  /** Runs one verb and returns its exit status. */
  static int run(Shell shell, String... args) {
    return commandLine(shell).execute(args);
  }

  static CommandLine commandLine(Shell shell) {
    var line = new CommandLine(new Main(shell));
    line.addSubcommand(new DemoCommand(shell))
        .addSubcommand(new EmbeddedCommand(shell))
        .addSubcommand(NodeCommands.line(shell))
        .addSubcommand(new ListCommand(shell))
        .addSubcommand(new ShowCommand(shell))
        .addSubcommand(new SendCommand(shell))
        .addSubcommand(new SnapshotCommands(shell))
        .addSubcommand(new RenameCommand(shell))
        .addSubcommand(new CreateCommand(shell))
        .addSubcommand(new ConfigCommands(shell))
        .addSubcommand(new ProfileCommands(shell))
        .addSubcommand(new ProjectCommands(shell))
        .addSubcommand(new OperationCommands(shell))
        .addSubcommand(new ActivityCommands(shell))
        .addSubcommand(new ArchiveCommands(shell))
        .addSubcommand(new ExportCommand(shell))
        .addSubcommand(new ImportCommand(shell))
        .addSubcommand(
            "key", new CommandLine(new KeyCommands(shell)).addSubcommand(new KeyAuthorize(shell)))
        .addSubcommand(new HostKeyCommands(shell))
        .addSubcommand(new IdentityCommands(shell))
        .addSubcommand(new CompletionCommand(shell));
    for (var verb : ActCommand.verbs(shell)) {
      line.addSubcommand(verb);
    }
    line.setOut(shell.console().out());
    line.setErr(shell.console().err());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((failure, _, _) -> failed(shell, failure));
    CommandLine.IParameterExceptionHandler usage = line.getParameterExceptionHandler();
    line.setParameterExceptionHandler((mistake, words) -> {
      if (shell.console().isJson() || java.util.List.of(words).contains("--json")) {
        shell.console().useJson(true);
        String message = String.valueOf(mistake.getMessage());
        shell.console().problem(new Problem("usage", "Wrong usage", message, "", ""));
        return WRONG_USAGE;
      }
      return usage.handleParseException(mistake, words);
    });
    return line;
  }

  private static int failed(Shell shell, Exception failure) {
    Console console = shell.console();
    if (failure instanceof MoveRefused refused) {
      for (Finding finding : refused.preflight().findings()) {
        if (finding.severity() != Finding.Severity.OK) {
          say(console, finding);
        }
      }
      console.problem(
          new Problem(
              "refused", "Not possible", "Nothing was changed: " + refused.getMessage(), "", ""));
      return REFUSED;
    }
    Problem problem = Problem.of(failure);
    console.problem(problem);
    if (MISTYPED.contains(problem.code())) {
      return WRONG_USAGE;
    }
    return failure instanceof InterruptedException ? CANCELLED : FAILED;
  }

  static void say(Console console, Finding finding) {
    console.object(Views.finding(finding));
    String fix = finding.fix().map(f -> "  (--fix: " + f.label() + ")").orElse("");
    console.note("%-7s %s%s".formatted(Views.lower(finding.severity()), finding.sentence(), fix));
  }

  @Override
  public Integer call() {
    commandLine(shell).usage(shell.console().err());
    return WRONG_USAGE;
  }

  /** The version of this build, as the module knows it. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"quayside " + number() + " (Java " + Runtime.version() + ")"};
    }

    private static String number() {
      var descriptor = Main.class.getModule().getDescriptor();
      return descriptor == null ? "unknown" : descriptor.rawVersion().orElse("unknown");
    }
  }
}
