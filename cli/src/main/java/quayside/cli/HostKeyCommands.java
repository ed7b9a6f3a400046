package quayside.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quayside.core.Quayside;
import quayside.core.keys.HostKeyBook;
import quayside.core.keys.HostKeyBook.OfNode;
import quayside.core.model.PeerAddress;
import quayside.core.problem.ProblemException;
import quayside.transport.hosts.KnownHost;
import quayside.transport.keys.PublicKeyLine;
import quayside.transport.keys.Randomart;

/** {@code hostkey …}: which machine has which host key. */
@Command(
    name = "hostkey",
    description = "Host keys: those that this desktop knows, and those that nodes know.",
    synopsisSubcommandLabel = "VERB")
final class HostKeyCommands {
  private final Shell shell;

  HostKeyCommands(Shell shell) {
    this.shell = shell;
  }

  @Command(name = "ls", description = "Lists the known host keys of nodes.")
  int list(
      @Parameters(arity = "0..*", paramLabel = "NODE") List<String> names,
      @Option(names = "--all", description = "Also those of machines that are no nodes.")
          boolean all,
      @Option(names = "--visual", description = "Show each as a picture, as ssh-keygen -lv does.")
          boolean visual)
      throws IOException {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("NODE", "KEY", "FINGERPRINT", "WHERE"));
    var pictures = new ArrayList<PublicKeyLine>();
    List<String> wanted = Optional.ofNullable(names).orElse(List.of());
    try (Quayside quayside = shell.open()) {
      for (String name : wanted) {
        Nodes.named(quayside, name);
      }
      for (OfNode node : quayside.hostKeys().nodes()) {
        String name = node.node().name();
        if (wanted.isEmpty() || wanted.contains(name)) {
          rows.addAll(rows(node));
          node.known().forEach(line -> pictures.add(line.key()));
        }
      }
      for (KnownHost line : all ? quayside.hostKeys().others() : List.<KnownHost>of()) {
        rows.add(row(Optional.empty(), line));
        pictures.add(line.key());
      }
    }
    shell.console().table(rows);
    if (visual) {
      pictures.stream().distinct().forEach(key -> picture(key));
    }
    return Main.DONE;
  }

  private void picture(PublicKeyLine key) {
    shell.console().line(key.fingerprint());
    Randomart.of(key).forEach(shell.console()::line);
  }

  private List<List<String>> rows(OfNode node) {
    Optional<String> name = Optional.of(node.node().name());
    var rows = new ArrayList<List<String>>();
    node.pin()
        .ifPresent(print -> {
          shell.console().object(KeyViews.hostKey(name, "book", print, Optional.empty()));
          rows.add(List.of(name.get(), "", print, "node book, the only one accepted"));
        });
    node.known().forEach(line -> rows.add(row(name, line)));
    if (rows.isEmpty()) {
      rows.add(List.of(name.get(), "", "-", "not known yet"));
    }
    return rows;
  }

  private List<String> row(Optional<String> node, KnownHost line) {
    String print = line.key().fingerprint();
    shell.console().object(KeyViews.hostKey(node, "known_hosts", print, Optional.of(line)));
    String hosts = line.hashed() ? "(hashed)" : line.hosts();
    return List.of(
        node.orElse(hosts),
        KeyViews.kind(line.key()) + (line.revoked() ? ", revoked" : ""),
        print,
        line.file() + ":" + line.line());
  }

  @Command(name = "forget", description = "Forgets the host key of nodes, or of HOST[:PORT].")
  int forget(@Parameters(arity = "1..*", paramLabel = "NODE|HOST[:PORT]") List<String> names)
      throws IOException {
    int code = Main.DONE;
    try (Quayside quayside = shell.open()) {
      for (String name : names) {
        boolean node =
            quayside.fleet().nodes().stream().anyMatch(v -> v.node().name().equals(name));
        HostKeyBook book = quayside.hostKeys();
        int forgotten = node ? book.forget(name) : book.forgetHost(PeerAddress.parse(name));
        Map<String, Object> object = Views.typed("forgotten");
        object.put("name", name);
        object.put("count", forgotten);
        shell.console().object(object);
        shell
            .console()
            .line(
                forgotten == 0
                    ? "Nothing was known of " + name + "."
                    : name + " is forgotten; its key is asked about when it is next connected to.");
        code = forgotten == 0 ? Main.FAILED : code;
      }
    }
    return code;
  }

  @Command(
      name = "replace",
      description = "Accepts the key that a node shows now in place of the known one.")
  int replace(
      @Parameters(paramLabel = "NODE") String name,
      @Option(
              names = "--accept",
              paramLabel = "SHA256:…",
              description = "The fingerprint, as whoever runs the machine told it.")
          Optional<String> accepted)
      throws IOException {
    try (Quayside quayside = shell.open()) {
      Nodes.named(quayside, name);
      PublicKeyLine shown = quayside.hostKeys().shown(name);
      Console console = shell.console();
      console.note(
          name
              + " shows "
              + shown.fingerprint()
              + ". If nobody set it up anew, another machine may be answering in its place.");
      Randomart.of(shown).forEach(console::note);
      Optional<String> answer =
          accepted.or(() ->
              console
                  .ask("Did its administrator tell you this fingerprint? [yes/no]")
                  .filter("yes"::equals)
                  .map(_ -> shown.fingerprint()));
      if (answer.isEmpty()) {
        throw new ProblemException(
            "host-key-changed",
            "Not replaced",
            "The known host key of " + name + " was left as it is.",
            "Ask for the fingerprint by another way, then --accept SHA256:…");
      }
      quayside.hostKeys().replace(name, answer.get());
      console.object(KeyViews.hostKey(Optional.of(name), "shown", answer.get(), Optional.empty()));
      console.line("From now on " + name + " is known by " + answer.get() + ".");
    }
    return Main.DONE;
  }

  @Command(
      name = "pin",
      description = {
        "Lets the source know the target's host key, so that another machine in its place is"
            + " noticed",
        "by the check before a move. osctl itself accepts any key."
      })
  int pin(
      @Parameters(paramLabel = "SOURCE") String source,
      @Parameters(paramLabel = "TARGET") String target,
      @Option(names = "--accept", paramLabel = "SHA256:…", description = "A key you vouch for.")
          Optional<String> accepted,
      @Option(names = "--show", description = "Only show what the source sees and knows.")
          boolean show)
      throws IOException {
    try (Quayside quayside = shell.open()) {
      Nodes.named(quayside, source);
      Nodes.named(quayside, target);
      if (show) {
        return show(quayside.hostKeys().between(source, target), source, target);
      }
      for (PublicKeyLine key : quayside.hostKeys().pin(source, target, accepted)) {
        Map<String, Object> object = between("pinned", source, target, key);
        shell.console().object(object);
        shell.console().line(source + " knows " + target + " by " + key.fingerprint() + " now.");
      }
    }
    return Main.DONE;
  }

  private static Map<String, Object> between(
      String what, String source, String target, PublicKeyLine key) {
    Map<String, Object> object = Views.typed("peer-host-key");
    object.put("source", source);
    object.put("target", target);
    object.put("what", what);
    object.put("keyType", key.type());
    object.put("fingerprint", key.fingerprint());
    return object;
  }

  private int show(HostKeyBook.Between seen, String source, String target) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("AT " + seen.peer().text(), "KEY", "FINGERPRINT"));
    Map.of(
            "own", seen.own(),
            "shown", seen.shown(),
            "known", seen.known())
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry ->
            entry
                .getValue()
                .forEach(key -> {
                  shell.console().object(between(entry.getKey(), source, target, key));
                  rows.add(
                      List.of(
                          switch (entry.getKey()) {
                            case "own" -> target + " has";
                            case "shown" -> source + " is shown";
                            default -> source + " knows";
                          },
                          KeyViews.kind(key),
                          key.fingerprint()));
                }));
    shell.console().table(rows);
    return seen.changed() ? Main.FAILED : Main.DONE;
  }
}
