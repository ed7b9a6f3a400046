package quayside.gui.nodes;

import java.time.Instant;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import quayside.core.fleet.NodeView;
import quayside.core.model.NodeFacts;
import quayside.gui.fx.Figures;
import quayside.gui.fx.Texts;

/** A node of the list; the row stays while what is known of the node changes. */
public final class NodeRow {
  private final ReadOnlyObjectWrapper<NodeView> view;

  NodeRow(NodeView view) {
    this.view = new ReadOnlyObjectWrapper<>(view);
  }

  /** Name of the node. */
  public String name() {
    return view.get().node().name();
  }

  /** What is known now. */
  public ReadOnlyObjectProperty<NodeView> view() {
    return view.getReadOnlyProperty();
  }

  void show(NodeView now) {
    view.set(now);
  }

  /** The second line: how many containers, or why not. */
  String summary(Instant now) {
    NodeView seen = view.get();
    return switch (seen.status()) {
      case CONNECTING -> Texts.get(seen.asOf().isEmpty() ? "node.connecting" : "node.reconnecting");
      case READY -> count(seen.containers().size());
      case UNREACHABLE ->
          seen.asOf()
              .map(then -> Texts.get("node.unreachable.since", Figures.ago(then, now)))
              .orElseGet(() -> Texts.get("node.unreachable"));
    };
  }

  /** The whole truth about an unreachable node; empty while all is well. */
  String trouble(Instant now) {
    NodeView seen = view.get();
    String why = seen.problem().map(p -> p.sentence() + " " + p.tryThis()).orElse("").strip();
    String again =
        seen.nextTry()
            .filter(next -> next.isAfter(now))
            .map(next -> Texts.get("node.next", Figures.time(left(now, next))))
            .orElse("");
    return (why + " " + again).strip();
  }

  /** The used part of the node's pools, 0 to 1; negative if it does not tell. */
  double used() {
    long used = 0;
    long all = 0;
    for (NodeFacts.Pool pool :
        view.get().facts().map(NodeFacts::pools).orElse(java.util.List.of())) {
      if (pool.free().isPresent() && pool.used().isPresent()) {
        used += pool.used().getAsLong();
        all += pool.used().getAsLong() + pool.free().getAsLong();
      }
    }
    return all == 0 ? -1 : (double) used / all;
  }

  private static java.time.Duration left(Instant now, Instant next) {
    return java.time.Duration.ofSeconds(
        Math.max(1, java.time.Duration.between(now, next).toSeconds()));
  }

  private static String count(int containers) {
    return containers == 1 ? Texts.get("node.count.one") : Texts.get("node.count", containers);
  }
}
