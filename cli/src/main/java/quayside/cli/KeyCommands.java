package quayside.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quayside.core.Quayside;
import quayside.core.driver.NodeKeys.Access;
import quayside.core.driver.NodeKeys.AuthorizedKey;
import quayside.core.driver.NodeKeys.SendKey;
import quayside.core.keys.KeysOfNode;
import quayside.core.keys.Limits;
import quayside.core.keys.Sender;
import quayside.core.keys.Trust;
import quayside.core.keys.TrustCell;
import quayside.core.keys.TrustMatrix;
import quayside.core.problem.ProblemException;
import quayside.transport.keys.KeyFiles;
import quayside.transport.keys.PublicKeyLine;

/** {@code key …}: who may send containers to whom. */
@Command(
    name = "key",
    description = "Who may send to whom: send keys, and the keys that nodes accept.",
    synopsisSubcommandLabel = "VERB")
final class KeyCommands {
  private final Shell shell;

  KeyCommands(Shell shell) {
    this.shell = shell;
  }

  /** Reads {@code NODE} or {@code NODE:POOL}; without a pool, the node's first one. */
  static Sender sender(Quayside quayside, String text) throws IOException {
    int colon = text.indexOf(':');
    String node = colon < 0 ? text : text.substring(0, colon);
    Nodes.named(quayside, node);
    KeysOfNode keys = quayside.trust().refresh(node);
    String pool = colon < 0 ? "" : text.substring(colon + 1);
    Optional<String> found =
        keys.pools().stream()
            .map(KeysOfNode.PoolKeys::pool)
            .filter(p -> pool.isEmpty() || p.equals(pool))
            .findFirst();
    return new Sender(
        node,
        found.orElseThrow(() ->
            new ProblemException(
                "not-found",
                "Not there",
                node + " has no pool" + (pool.isEmpty() ? "." : " “" + pool + "”."),
                "")));
  }

  @Command(name = "gen", description = "Makes the send key of a node's pool.")
  int generate(
      @Parameters(paramLabel = "NODE[:POOL]") String name,
      @Option(names = "--type", defaultValue = "ed25519", description = "rsa, ecdsa or ed25519.")
          KeyFiles.Kind kind,
      @Option(
              names = "--bits",
              description = "Size of an RSA (2048 …) or ECDSA (256, 384, 521) key.")
          Optional<Integer> bits,
      @Option(names = "--replace", description = "Replace the one that is there.") boolean replace,
      @Option(
              names = "--reauthorize",
              description = "Put the new one wherever the old one was authorised.")
          boolean again)
      throws IOException {
    OptionalInt size = bits.isPresent() ? OptionalInt.of(bits.get()) : OptionalInt.empty();
    try (Quayside quayside = shell.open()) {
      Trust trust = quayside.trust();
      Sender source = sender(quayside, name);
      Optional<SendKey> before = trust.known().sendKey(source);
      if (before.isEmpty()) {
        show(source, trust.generate(source, kind, size), false);
        return Main.DONE;
      }
      Trust.Trusting old = trust.trusting(source);
      String who = old.nodes().isEmpty() ? "nobody" : String.join(", ", old.nodes());
      String unsure =
          old.unknown().isEmpty() ? "" : " Not asked: " + String.join(", ", old.unknown()) + ".";
      String sentence = source + " has a send key already; it is trusted by " + who + "." + unsure;
      if (!replace) {
        throw new ProblemException(
            "key-exists",
            "There is a send key",
            sentence + " It was left as it is.",
            "--replace makes a new one, --reauthorize also puts it wherever the old one was.");
      }
      shell.console().note(sentence);
      Trust.Renewal renewal = trust.renew(source, kind, size, again);
      show(source, renewal.key(), false);
      Map<String, Object> object = Views.typed("renewed");
      object.put("node", source.node());
      object.put("pool", source.pool());
      object.put("trustedBy", renewal.done());
      object.put("failed", renewal.failed());
      shell.console().object(object);
      renewal.done().forEach(node -> shell.console().line(node + " trusts the new key."));
      renewal.failed().forEach(shell.console()::note);
      return renewal.failed().isEmpty() ? Main.DONE : Main.FAILED;
    }
  }

  @Command(name = "show", description = "Shows send keys: of the named pools, or of all.")
  int show(
      @Parameters(arity = "0..*", paramLabel = "NODE[:POOL]") List<String> names,
      @Option(names = "--public", description = "Only the public line, as it is authorised.")
          boolean line,
      @Option(
              names = "--save",
              paramLabel = "FILE",
              description = "Write the public line to a file.")
          Optional<Path> file)
      throws IOException {
    try (Quayside quayside = shell.open()) {
      var sources = new ArrayList<Sender>();
      for (String name : Optional.ofNullable(names).orElse(List.of())) {
        sources.add(sender(quayside, name));
      }
      TrustMatrix matrix =
          sources.isEmpty() ? quayside.trust().refresh() : quayside.trust().known();
      int code = Main.DONE;
      for (Sender source : sources.isEmpty() ? matrix.sources() : sources) {
        Optional<SendKey> key = matrix.sendKey(source);
        if (key.isEmpty()) {
          shell.console().note(without(matrix, source));
          code = sources.isEmpty() ? code : Main.FAILED;
          continue;
        }
        show(source, key.get(), line);
        if (file.isPresent()) {
          Files.writeString(file.get(), key.get().publicKey() + "\n", StandardCharsets.UTF_8);
          shell.console().note("The public line is in " + file.get() + ".");
        }
      }
      return code;
    }
  }

  private static String without(TrustMatrix matrix, Sender source) {
    return matrix
        .node(source.node())
        .flatMap(KeysOfNode::problem)
        .map(problem -> source.node() + ": " + problem.sentence())
        .orElse(source + " has no send key yet: quayside key gen " + source);
  }

  private void show(Sender source, SendKey key, boolean lineOnly) {
    Console console = shell.console();
    console.object(KeyViews.sendKey(source, key));
    if (lineOnly) {
      console.line(key.publicKey());
      return;
    }
    List<String> print = KeyViews.print(key.publicKey());
    String made = key.made().map(at -> ", made " + at).orElse("");
    console.line("%s  %s  %s".formatted(source, print.get(0), print.get(1)));
    console.line("  " + key.file() + made);
    console.line("  " + key.publicKey());
  }

  @Command(name = "ls", description = "Lists the keys that may send to nodes.")
  int list(@Parameters(arity = "0..*", paramLabel = "NODE") List<String> names) throws IOException {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("NODE", "NAME", "KEY OF", "FINGERPRINT", "LIMITS"));
    int code = Main.DONE;
    try (Quayside quayside = shell.open()) {
      List<String> wanted = Optional.ofNullable(names).orElse(List.of());
      for (String name : wanted) {
        Nodes.named(quayside, name);
      }
      TrustMatrix matrix = quayside.trust().refresh();
      for (KeysOfNode node : matrix.nodes()) {
        if (!wanted.isEmpty() && !wanted.contains(node.node())) {
          continue;
        }
        if (node.problem().isPresent()) {
          shell.console().problem(node.problem().get());
          code = Main.FAILED;
        }
        for (KeysOfNode.PoolKeys pool : node.pools()) {
          for (AuthorizedKey key : pool.authorized()) {
            shell.console().object(KeyViews.authorized(node.node(), pool.pool(), key, matrix));
            rows.add(
                List.of(
                    matrix.label(new Sender(node.node(), pool.pool())),
                    key.name(),
                    matrix.owner(key.publicKey()).map(matrix::label).orElse("-"),
                    KeyViews.print(key.publicKey()).get(1),
                    Limits.words(key)));
          }
        }
      }
    }
    shell.console().table(rows);
    return code;
  }

  @Command(name = "revoke", description = "Withdraws keys from a node, or all of one sender's.")
  int revoke(
      @Parameters(paramLabel = "TARGET[:POOL]") String target,
      @Parameters(arity = "0..*", index = "1..*", paramLabel = "NAME") List<String> names,
      @Option(
              names = "--of",
              paramLabel = "NODE[:POOL]",
              description = "The send key of that node.")
          Optional<String> of)
      throws IOException {
    List<String> wanted = Optional.ofNullable(names).orElse(List.of());
    if (wanted.isEmpty() == of.isEmpty()) {
      throw new IllegalArgumentException("Name the keys to withdraw, or --of and their node.");
    }
    try (Quayside quayside = shell.open()) {
      Sender to = sender(quayside, target);
      Optional<String> pool = target.contains(":") ? Optional.of(to.pool()) : Optional.empty();
      if (of.isPresent()) {
        wanted = quayside.trust().revoke(sender(quayside, of.get()), to.node());
      } else {
        for (String name : wanted) {
          quayside.trust().revoke(to.node(), pool, name);
        }
      }
      for (String name : wanted) {
        Map<String, Object> object = Views.typed("revoked");
        object.put("node", to.node());
        object.put("name", name);
        shell.console().object(object);
        shell.console().line(to.node() + " no longer accepts “" + name + "”.");
      }
      if (wanted.isEmpty()) {
        shell.console().line(to.node() + " did not know that key.");
      }
    }
    return Main.DONE;
  }

  @Command(
      name = "test",
      description = "Opens the restricted shell of the target from the source, with its own key.")
  int test(
      @Parameters(paramLabel = "SOURCE[:POOL]") String source,
      @Parameters(paramLabel = "TARGET") String target)
      throws IOException {
    try (Quayside quayside = shell.open()) {
      Nodes.named(quayside, target);
      Sender from = sender(quayside, source);
      Access access = quayside.trust().test(from, target);
      Map<String, Object> object = Views.typed("access");
      object.put("source", from.node());
      object.put("pool", from.pool());
      object.put("target", target);
      object.put("access", Views.lower(access));
      shell.console().object(object);
      shell.console().line(words(access, source, target));
      return access == Access.AUTHORIZED ? Main.DONE : Main.FAILED;
    }
  }

  private static String words(Access access, String source, String target) {
    return switch (access) {
      case AUTHORIZED -> target + " lets " + source + " in.";
      case UNAUTHORIZED -> target + " does not accept the send key of " + source + ".";
      case UNREACHABLE -> source + " cannot reach " + target + ".";
      case OTHER_HOST_KEY ->
          target + " shows another host key than the one that " + source + " knows.";
    };
  }

  @Command(name = "matrix", description = "Sources down, targets across: who may send to whom.")
  int matrix() throws IOException {
    try (Quayside quayside = shell.open()) {
      shell.console().status("asking all nodes …");
      TrustMatrix matrix = quayside.trust().refresh();
      int code = Main.DONE;
      var rows = new ArrayList<List<String>>();
      var head = new ArrayList<String>(List.of("FROM \\ TO"));
      head.addAll(matrix.targets());
      rows.add(head);
      for (Sender source : matrix.sources()) {
        var row = new ArrayList<String>(List.of(matrix.label(source)));
        for (String target : matrix.targets()) {
          TrustCell cell = matrix.cell(source, target);
          if (cell.state() != TrustCell.State.SELF) {
            shell.console().object(KeyViews.cell(cell));
          }
          row.add(word(cell));
        }
        rows.add(row);
      }
      shell.console().table(rows);
      for (KeysOfNode node : matrix.nodes()) {
        if (node.problem().isPresent()) {
          shell.console().problem(node.problem().get());
          code = Main.FAILED;
        }
      }
      return code;
    }
  }

  private static String word(TrustCell cell) {
    return switch (cell.state()) {
      case AUTHORISED -> "yes";
      case RESTRICTED -> "limited";
      case REFUSED -> "no";
      case UNKNOWN -> "?";
      case SELF -> "-";
    };
  }

  /** The fingerprint of a line, for sentences. */
  static String fingerprint(String line) {
    return KeysOfNode.parse(line).map(PublicKeyLine::fingerprint).orElse("no key");
  }
}
