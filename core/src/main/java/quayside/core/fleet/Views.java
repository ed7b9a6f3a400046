package quayside.core.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import quayside.core.driver.NodeEvent;
import quayside.core.model.Container;
import quayside.core.problem.Problem;

/** Views with one thing changed. */
final class Views {
  private Views() {}

  /** A container's state as an event told it. */
  static NodeView withState(NodeView old, NodeEvent.StateChanged event) {
    List<Container> containers =
        old.containers().stream()
            .map(c ->
                c.ref().pool().equals(event.pool()) && c.ref().id().equals(event.id())
                    ? inState(c, event)
                    : c)
            .toList();
    return new NodeView(
        old.node(),
        old.status(),
        old.facts(),
        containers,
        old.asOf(),
        old.problem(),
        old.nextTry());
  }

  private static Container inState(Container c, NodeEvent.StateChanged event) {
    return new Container(
        c.ref(),
        event.state(),
        c.user(),
        c.group(),
        c.dataset(),
        c.distribution(),
        c.version(),
        c.hostname(),
        c.initPid(),
        c.memory(),
        c.cpuTime(),
        c.disk(),
        c.addresses(),
        c.record());
  }

  /** What was known stays, with its age. */
  static NodeView unreachable(NodeView old, Problem problem, Optional<Instant> nextTry) {
    return new NodeView(
        old.node(),
        NodeView.Status.UNREACHABLE,
        old.facts(),
        old.containers(),
        old.asOf(),
        Optional.of(problem),
        nextTry);
  }

  /** Being tried again just now: still unreachable, but without a time for the next try. */
  static NodeView trying(NodeView old) {
    return new NodeView(
        old.node(),
        old.status(),
        old.facts(),
        old.containers(),
        old.asOf(),
        old.problem(),
        Optional.empty());
  }
}
