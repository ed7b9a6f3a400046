package quayside.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quayside.core.Quayside;
import quayside.core.fleet.NodeView;
import quayside.core.model.Node;
import quayside.core.model.NodeFacts;
import quayside.core.model.PeerAddress;
import quayside.core.model.Platform;
import quayside.transport.Endpoint;

/** {@code node …}: the book of nodes. */
@Command(name = "node", description = "The nodes of the fleet.", synopsisSubcommandLabel = "VERB")
final class NodeCommands {
  private final Shell shell;

  NodeCommands(Shell shell) {
    this.shell = shell;
  }

  /** What can be said about a node beside its name and address. */
  static final class Details {
    @Option(names = "--identity", paramLabel = "FILE", description = "Private key to log in with.")
    private Optional<Path> identity = Optional.empty();

    @Option(
        names = "--host-key",
        paramLabel = "SHA256:…",
        description = "The one accepted host key; known_hosts is then not asked.")
    private Optional<String> hostKey = Optional.empty();

    @Option(
        names = "--peer",
        paramLabel = "HOST[:PORT]",
        description = "Where other nodes reach this one, if not at the same address.")
    private Optional<String> peer = Optional.empty();

    @Option(
        names = "--sudo",
        negatable = true,
        description = "Commands need sudo -n, because the login is not root's.")
    private Optional<Boolean> sudo = Optional.empty();

    @Option(
        names = "--timeout",
        paramLabel = "SECONDS",
        description = "How long to wait for it when connecting and logging in (15).")
    private Optional<Integer> timeout = Optional.empty();

    Node on(Node node) {
      Endpoint.Ssh at = node.address();
      if (identity.isPresent()) {
        at = at.withIdentity(identity.get().toAbsolutePath().normalize());
      }
      if (hostKey.isPresent()) {
        at = at.withHostKey(hostKey.get());
      }
      if (sudo.isPresent()) {
        at = at.withSudo(sudo.get());
      }
      if (timeout.isPresent()) {
        at = at.withTimeout(Duration.ofSeconds(Math.clamp(timeout.get(), 1, 3600)));
      }
      Optional<PeerAddress> others = peer.map(PeerAddress::parse).or(node::peer);
      return new Node(node.name(), node.platform(), at, others);
    }
  }

  @Command(name = "add", description = "Writes a node into the book, after asking it who it is.")
  int add(
      @Parameters(paramLabel = "NAME") String name,
      @Parameters(paramLabel = "ssh://USER@HOST[:PORT]") String address,
      @Option(names = "--no-check", description = "Do not connect to it first.") boolean unchecked,
      @Mixin Details details)
      throws IOException {
    Endpoint.Ssh at = Endpoint.Ssh.parse(address);
    Node node = details.on(new Node(name, Platform.VPSADMINOS, at, Optional.empty()));
    try (Quayside quayside = shell.open()) {
      boolean taken = quayside.fleet().nodes().stream().anyMatch(v -> v.node().name().equals(name));
      if (!unchecked && !taken) { // a taken name is refused by add
        check(quayside, node);
      }
      quayside.fleet().add(node);
    }
    shell.console().object(Views.node(node));
    shell.console().line(name + " is in the book.");
    return Main.DONE;
  }

  @Command(name = "edit", description = "Changes what the book says about a node.")
  int edit(
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--name", paramLabel = "NEW", description = "A new name.")
          Optional<String> newName,
      @Option(
              names = "--address",
              paramLabel = "ssh://USER@HOST[:PORT]",
              description = "Where it is now.")
          Optional<String> address,
      @Mixin Details details)
      throws IOException {
    try (Quayside quayside = shell.open()) {
      Node old = Nodes.named(quayside, name);
      Endpoint.Ssh at = old.address();
      if (address.isPresent()) {
        Endpoint.Ssh to = Endpoint.Ssh.parse(address.get());
        at =
            new Endpoint.Ssh(
                to.host(),
                to.port(),
                to.user(),
                at.identity(),
                at.hostKey(),
                at.sudo(),
                at.timeout());
      }
      Node node = details.on(new Node(newName.orElse(name), old.platform(), at, old.peer()));
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
    rows.add(List.of("NODE", "STATUS", "CONTAINERS", "FREE", "ADDRESS"));
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
        offline ? "-" : Views.lower(view.status()),
        offline ? "-" : String.valueOf(view.containers().size()),
        free,
        view.node().address().text());
  }
}
