package quayside.core.migrate.osctl;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import quayside.core.driver.NativeSend;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.way.CommonChecks;
import quayside.core.migrate.way.CommonCode;
import quayside.core.migrate.way.Findings;
import quayside.core.model.NodeFacts;

/** The pool on the target: there, active, with room. */
final class PoolChecks {
  private final Findings findings;
  private final CommonChecks common;
  private final MoveRequest request;

  PoolChecks(Findings findings, CommonChecks common, MoveRequest request) {
    this.findings = findings;
    this.common = common;
    this.request = request;
  }

  /** Returns the bytes to carry. */
  OptionalLong check(NativeSend sending, NodeFacts there) throws IOException {
    OptionalLong[] size = {OptionalLong.empty()};
    findings.ask(
        CommonCode.FREE_SPACE,
        "how much there is to carry",
        () ->
            size[0] =
                OptionalLong.of(
                    sending.datasets(request.source().onNode()).stream()
                        .mapToLong(NativeSend.Dataset::used)
                        .sum()));
    Optional<NodeFacts.Pool> pool = pool(there);
    if (pool.isEmpty()) {
      String name = request.options().toPool().map(p -> "“" + p + "” ").orElse("");
      findings.blocker(
          OsctlCode.POOL_MISSING, request.target() + " has no pool " + name + "to take it.");
    } else {
      state(pool.get());
      common.room(pool.get().name(), pool.get().free(), size[0]);
    }
    return size[0];
  }

  private Optional<NodeFacts.Pool> pool(NodeFacts there) {
    List<NodeFacts.Pool> pools = there.pools();
    return request
        .options()
        .toPool()
        .map(wanted -> pools.stream().filter(p -> p.name().equals(wanted)).findFirst())
        .orElse(pools.isEmpty() ? Optional.empty() : Optional.of(pools.getFirst()));
  }

  private void state(NodeFacts.Pool pool) {
    if (!pool.state().equals("active")) {
      findings.blocker(
          OsctlCode.POOL_STATE,
          "The pool “"
              + pool.name()
              + "” of "
              + request.target()
              + " is "
              + pool.state()
              + "; it takes nothing until it is active.");
    }
  }
}
