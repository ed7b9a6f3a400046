package quayside.core.migrate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import quayside.core.fleet.NodeView;
import quayside.core.migrate.MoveRequest.Options;
import quayside.core.migrate.incus.IncusWay;
import quayside.core.migrate.osctl.OsctlWay;
import quayside.core.migrate.way.Way;
import quayside.core.model.Platform;
import quayside.core.operation.Recipe;

/** All ways of moving, best first, and the choice of one. */
final class Ways {
  private final List<Way> all;

  Ways(List<Way> all) {
    this.all = List.copyOf(all);
  }

  /** Every way that there is. */
  static Ways all() {
    return new Ways(List.of(new OsctlWay(), new IncusWay()));
  }

  /** What came of looking for a way. */
  sealed interface Choice {
    /** This one. */
    record Found(Way way) implements Choice {}

    /** None; why not is a sentence. */
    record Nothing(String why) implements Choice {}
  }

  List<Recipe> recipes() {
    return all.stream().map(Way::recipe).toList();
  }

  /** Those that join two nodes. */
  List<Way> joining(NodeView from, NodeView to) {
    return made(from, to).stream().filter(way -> way.hindrance(from, to).isEmpty()).toList();
  }

  /** Those that are made for the kinds of two nodes. */
  private List<Way> made(NodeView from, NodeView to) {
    return all.stream()
        .filter(way -> way.joins(from.node().platform(), to.node().platform()))
        .toList();
  }

  /** The first that joins the nodes, and is the one that was wished and knows what was wished. */
  Choice choose(Options options, NodeView from, NodeView to) {
    List<Way> joining = joining(from, to);
    List<Way> named =
        joining.stream().filter(way -> options.way().map(way.name()::equals).orElse(true)).toList();
    return named.stream()
        .filter(way -> way.takes(options.special()))
        .findFirst()
        .<Choice>map(Choice.Found::new)
        .orElseGet(() -> new Choice.Nothing(why(options, from, to, named)));
  }

  private String why(Options options, NodeView from, NodeView to, List<Way> named) {
    String a = from.node().name();
    String b = to.node().name();
    if (!named.isEmpty()) {
      return "On the way from %s to %s (%s) a container cannot be given %s."
          .formatted(a, b, names(named), String.join(" or ", options.special().wishes()));
    }
    List<Way> joining = joining(from, to);
    if (joining.isEmpty()) {
      return apart(made(from, to), from, to);
    }
    String wished = options.way().orElse("");
    return made(from, to).stream()
        .filter(way -> way.name().equals(wished))
        .flatMap(way -> way.hindrance(from, to).stream())
        .findFirst()
        .orElseGet(() ->
            "From %s to %s there is no way “%s”, but: %s.".formatted(a, b, wished, names(joining)));
  }

  /** Nothing joins them: for their kinds, or for what is known of these two. */
  private String apart(List<Way> made, NodeView from, NodeView to) {
    if (!made.isEmpty()) {
      return made.stream()
          .flatMap(way -> way.hindrance(from, to).stream())
          .collect(Collectors.joining(" "));
    }
    Platform kind = from.node().platform();
    String others =
        Arrays.stream(Platform.values())
            .filter(other -> all.stream().anyMatch(way -> way.joins(kind, other)))
            .map(Platform::text)
            .collect(Collectors.joining(" or "));
    String a = "%s (%s)".formatted(from.node().name(), kind.text());
    String b = "%s (%s)".formatted(to.node().name(), to.node().platform().text());
    return others.isEmpty()
        ? "Containers of %s cannot go to another node.".formatted(a)
        : "Containers of %s can go to nodes with %s, but not to %s.".formatted(a, others, b);
  }

  private static String names(List<Way> ways) {
    return ways.stream().map(Way::name).collect(Collectors.joining(", "));
  }
}
