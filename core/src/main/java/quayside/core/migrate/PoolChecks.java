package quayside.core.migrate;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import quayside.core.driver.NativeSend;
import quayside.core.model.NodeFacts;

/** The pool on the target: there, active, with room. */
final class PoolChecks {
  private static final double TIGHT = 0.9;

  private final Findings findings;
  private final MoveRequest request;

  PoolChecks(Findings findings, MoveRequest request) {
    this.findings = findings;
    this.request = request;
  }

  /** Returns the bytes to carry. */
  OptionalLong check(NativeSend sending, NodeFacts there) throws IOException {
    OptionalLong[] size = {OptionalLong.empty()};
    findings.ask(
        FindingCode.FREE_SPACE,
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
          FindingCode.POOL_MISSING, request.target() + " has no pool " + name + "to take it.");
    } else {
      state(pool.get());
      space(pool.get(), size[0]);
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
          FindingCode.POOL_STATE,
          "The pool “"
              + pool.name()
              + "” of "
              + request.target()
              + " is "
              + pool.state()
              + "; it takes nothing until it is active.");
    }
  }

  private void space(NodeFacts.Pool pool, OptionalLong size) {
    if (size.isEmpty()) {
      return;
    }
    if (pool.free().isEmpty()) {
      findings.unknown(
          FindingCode.FREE_SPACE, "whether there is room", request.target() + " does not tell it.");
      return;
    }
    long free = pool.free().getAsLong();
    if (size.getAsLong() > free) {
      findings.blocker(
          FindingCode.FREE_SPACE,
          "The container uses "
              + text(size.getAsLong())
              + ", but the pool “"
              + pool.name()
              + "” of "
              + request.target()
              + " has only "
              + text(free)
              + " free.");
    } else if (size.getAsLong() > free * TIGHT) {
      findings.warning(
          FindingCode.FREE_SPACE,
          "The container uses "
              + text(size.getAsLong())
              + " of the "
              + text(free)
              + " that are free on "
              + request.target()
              + ": that is tight.");
    } else {
      findings.fine(FindingCode.FREE_SPACE, text(free) + " are free on " + request.target() + ".");
    }
  }

  static String text(long bytes) {
    double value = bytes;
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    int unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
  }
}
