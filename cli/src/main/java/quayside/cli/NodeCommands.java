package quayside.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quayside.core.Quayside;
import quayside.core.fleet.NodeView;
import quayside.core.model.Node;
import quayside.core.model.NodeFacts;
import quayside.core.model.Platform;
import quayside.transport.Endpoint;

/** {@code node …}: the book of nodes. */
@Command(name = "node", description = "The nodes of the fleet.", synopsisSubcommandLabel = "VERB")
final class NodeCommands {
  private final Shell shell;

  NodeCommands(Shell shell) {
    this.shell = shell;
  }

  /** With the verbs that are classes of their own. */
  static CommandLine line(Shell shell) {
    return new CommandLine(new NodeCommands(shell))
        .addSubcommand(new NodeTrust.Import(shell))
        .addSubcommand(new NodeTrust.Certificate(shell));
  }

  @Command(name = "add", description = "Writes a node into the book, after asking it who it is.")
  int add(
      @Parameters(paramLabel = "NAME") String name,
      @Parameters(
              paramLabel = "ADDRESS",
              description = "ssh://USER@HOST[:PORT] or https://HOST[:PORT]")
          String address,
      @Option(names = "--no-check", description = "Do not connect to it first.") boolean unchecked,
      @Option(
              names = "--kind",
              paramLabel = "KIND",
              description = "vpsadminos, incus or lxd; without it that is found out.")
          Optional<Platform> kind,
      @Mixin NodeSecret secret,
      @Mixin NodeDetails details)
      throws IOException {
    Endpoint at = details.on(Endpoint.parse(address));
    Node node;
    try (Quayside quayside = shell.open()) {
      boolean taken = quayside.fleet().nodes().stream().anyMatch(v -> v.node().name().equals(name));
      boolean asks = !unchecked && !taken; // a taken name is refused by add
      if (secret.isWanted() && asks) {
        at = introduced(quayside, at, secret);
      }
      Platform platform =
          kind.isPresent() || !asks ? kind.orElse(usual(at)) : kindOf(quayside, name, at);
      node = details.on(new Node(name, platform, at, Optional.empty()));
      if (asks) {
        check(quayside, node);
      }
      quayside.fleet().add(node);
    }
    shell.console().object(Views.node(node));
    shell.console().line(name + " is in the book.");
    return Main.DONE;
  }

  private Endpoint introduced(Quayside quayside, Endpoint at, NodeSecret given) throws IOException {
    if (!(at instanceof Endpoint.Https https)) {
      throw new IllegalArgumentException(
          "A token or trust password is for https:// addresses; by SSH none is needed.");
    }
    char[] secret = given.read(shell.console(), at.text());
    try {
      Endpoint.Https known = quayside.fleet().introduce(https, secret);
      shell.console().line(at.text() + " trusts this program from now on.");
      return known;
    } finally {
      Arrays.fill(secret, '\0');
    }
  }

  /** The kind that is meant where nobody is asked. */
  private static Platform usual(Endpoint at) {
    return switch (at) {
      case Endpoint.Ssh _ -> Platform.VPSADMINOS;
      case Endpoint.Https _ -> Platform.INCUS;
    };
  }

  private Platform kindOf(Quayside quayside, String name, Endpoint at) throws IOException {
    shell.console().status("finding out what " + name + " is …");
    return quayside.fleet().kindOf(at);
  }

  @Command(name = "edit", description = "Changes what the book says about a node.")
  int edit(
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--name", paramLabel = "NEW", description = "A new name.")
          Optional<String> newName,
      @Option(names = "--address", paramLabel = "ADDRESS", description = "Where it is now.")
          Optional<String> address,
      @Option(names = "--kind", paramLabel = "KIND", description = "vpsadminos, incus or lxd.")
          Optional<Platform> kind,
      @Mixin NodeDetails details)
      throws IOException {
    try (Quayside quayside = shell.open()) {
      Node old = Nodes.named(quayside, name);
      Endpoint at = old.address();
      if (address.isPresent()) {
        at = NodeDetails.moved(at, Endpoint.parse(address.get()));
      }
      Node node =
          details.on(new Node(newName.orElse(name), kind.orElse(old.platform()), at, old.peer()));
      quayside.fleet().update(name, node);
      shell.console().object(Views.node(node));
      shell.console().line(node.name() + " is changed.");
    }
    return Main.DONE;
  }

  @Command(name = "rm", description = "Takes nodes out of the book; nothing changes on them.")
  int remove(@Parameters(arity = "1..*", paramLabel = "NAME") List<String> names)
      throws IOException {
    try (Quayside quayside = shell.open()) {
      for (String name : names) {
        Nodes.named(quayside, name);
        quayside.fleet().remove(name);
        shell.console().line(name + " is out of the book.");
      }
    }
    return Main.DONE;
  }

  @Command(name = "check", description = "Connects to a node and asks it about itself.")
  int check(@Parameters(paramLabel = "NAME") String name) throws IOException {
    try (Quayside quayside = shell.open()) {
      Node node = Nodes.named(quayside, name);
      NodeFacts facts = check(quayside, node);
      Map<String, Object> object = Views.node(node);
      Views.facts(object, facts);
      shell.console().object(object);
    }
    return Main.DONE;
  }

  private NodeFacts check(Quayside quayside, Node node) throws IOException {
    shell.console().status("asking " + node.name() + " …");
    NodeFacts facts = quayside.fleet().check(node);
    String arch = facts.arch().isEmpty() ? "" : " on " + facts.arch();
    shell.console().line(node.name() + " answers: version " + facts.version() + arch);
    for (NodeFacts.Pool pool : facts.pools()) {
      shell
          .console()
          .line(
              "pool %s: %s, %s free".formatted(pool.name(), pool.state(), Views.size(pool.free())));
    }
    return facts;
  }

  @Command(name = "ls", description = "Lists the nodes and how they are.")
  int list(@Option(names = "--offline", description = "Do not connect.") boolean offline)
      throws IOException, InterruptedException {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("NODE", "KIND", "STATUS", "CONTAINERS", "FREE", "ADDRESS"));
    int code = Main.DONE;
    try (Quayside quayside = shell.open()) {
      List<NodeView> known = quayside.fleet().nodes();
      List<String> names = known.stream().map(v -> v.node().name()).toList();
      for (NodeView view : offline ? known : Asking.refresh(quayside.fleet(), names)) {
        shell.console().object(offline ? Views.node(view.node()) : Views.node(view));
        rows.add(row(view, offline));
        if (view.status() == NodeView.Status.UNREACHABLE && !offline) {
          view.problem().filter(_ -> !shell.console().isJson()).ifPresent(shell.console()::problem);
          code = Main.FAILED;
        }
      }
    }
    shell.console().table(rows);
    return code;
  }

  private static List<String> row(NodeView view, boolean offline) {
    String free =
        view.facts()
            .map(facts ->
                Text.bytes(facts.pools().stream().mapToLong(p -> p.free().orElse(0)).sum()))
            .orElse("-");
    return List.of(
        view.node().name(),
        view.node().platform().text(),
        offline ? "-" : Views.lower(view.status()),
        offline ? "-" : String.valueOf(view.containers().size()),
        free,
        view.node().address().text());
  }
}
