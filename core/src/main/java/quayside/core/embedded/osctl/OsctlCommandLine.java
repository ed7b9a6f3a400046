package quayside.core.embedded.osctl;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import quayside.core.embedded.osctld.OsctldService;
import quayside.core.embedded.osctld.OsctldService.OsctldError;

/**
 * The command {@code osctl} of an embedded node. What it prints and with which status it ends has
 * the form of osctl 24.05.0 (docs/protocols/osctl.md).
 */
public final class OsctlCommandLine {
  /** The version that {@code osctl --version} names. */
  public static final String VERSION = "24.05.0";

  private static final int USAGE = 64;

  private final OsctldService service;
  private final Function<String, Optional<Path>> files;
  private final Map<String, Action> actions = new HashMap<>();
  private final Verb root = CommandTree.load();

  /**
   * A command line in front of a daemon.
   *
   * @param service the daemon
   * @param files finds the file behind an absolute path of the node, for {@code ct log cat} and
   *     {@code send key gen}
   */
  public OsctlCommandLine(OsctldService service, Function<String, Optional<Path>> files) {
    this.service = service;
    this.files = files;
    new ContainerActions().register(actions);
    DetailActions.register(actions);
    SendActions.register(actions);
    new NodeActions().register(actions);
    EventActions.register(actions);
  }

  /**
   * Runs one command to its end.
   *
   * @param argv the words behind {@code osctl}
   * @param pty whether output goes to a terminal: lines at once and with CR, instead of bursts
   * @return the exit status: 0 done, 1 failed, 64 wrong usage, 2 and 3 from {@code ping}
   */
  public int run(
      List<String> argv, InputStream in, OutputStream out, OutputStream err, boolean pty) {
    var terminal = new Terminal(out, err, pty);
    try {
      return run(argv, in, terminal);
    } catch (UsageException e) {
      terminal.text(Help.of(e.verb(), VERSION));
      terminal.error("error: " + e.getMessage() + "\n");
      return USAGE;
    } catch (CommandFailed e) {
      terminal.error("error: " + e.getMessage());
      return e.status();
    } catch (OsctldError | IOException e) {
      terminal.error("error: " + e.getMessage());
      return 1;
    } finally {
      terminal.flush();
    }
  }

  private int run(List<String> argv, InputStream in, Terminal terminal)
      throws UsageException, CommandFailed, OsctldError, IOException {
    Parsed parsed = Parsed.parse(root, argv);
    if (parsed.globals().containsKey("version")) {
      terminal.line("osctl version " + VERSION);
      return 0;
    }
    if (parsed.verb().path().equals("help")) {
      return help(parsed.arguments(), terminal);
    }
    boolean bare = parsed.verb() == root && parsed.arguments().isEmpty();
    if (parsed.help() || bare) {
      terminal.text(Help.of(parsed.verb(), VERSION));
      return 0;
    }
    Action action = actions.get(parsed.verb().path());
    if (action == null) {
      throw unknown(parsed);
    }
    String cli = "osctl " + String.join(" ", argv);
    action.run(new Invocation(parsed, service, terminal, in, files, cli));
    return 0;
  }

  private int help(List<String> words, Terminal terminal) throws UsageException {
    Verb verb = root;
    for (String word : words) {
      Verb child = verb.child(word);
      if (child == null) {
        throw new UsageException(verb, "Unknown command '" + word + "'");
      }
      verb = child;
    }
    terminal.text(Help.of(verb, VERSION));
    return 0;
  }

  private UsageException unknown(Parsed parsed) throws CommandFailed {
    Verb verb = parsed.verb();
    List<String> words = parsed.arguments();
    if (verb == root) {
      return new UsageException(verb, "Unknown command '" + words.getFirst() + "'");
    }
    if (verb.children().isEmpty()) {
      throw new CommandFailed(1, "an embedded node does not offer 'osctl " + verb.path() + "'");
    }
    if (words.isEmpty()) {
      return new UsageException(
          verb,
          "Command '"
              + verb.name()
              + "' requires a subcommand "
              + String.join(",", verb.children().keySet()));
    }
    return new UsageException(
        verb, verb.name() + " expected no arguments, but received " + words.size());
  }
}
