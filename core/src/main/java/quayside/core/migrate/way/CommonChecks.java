package quayside.core.migrate.way;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.TreeSet;
import quayside.core.migrate.MoveRequest;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;

/** What is looked at on every way: names and places, the container's state, room, addresses. */
public final class CommonChecks {
  private static final double TIGHT = 0.9;

  private final Findings findings;
  private final MoveRequest request;
  private final String target;

  /** Checks that tell their findings there. */
  public CommonChecks(Findings findings, MoveRequest request) {
    this.findings = findings;
    this.request = request;
    this.target = request.target();
  }

  /** Whether it would go where it is. */
  public void sameNode() {
    if (request.source().node().equals(target)) {
      findings.blocker(
          CommonCode.SAME_NODE, "“" + request.source().id() + "” is on " + target + " already.");
    }
  }

  /** The container is not there. */
  public void missing() {
    findings.blocker(
        CommonCode.SOURCE_MISSING,
        "There is no container “"
            + request.source().id()
            + "” on "
            + request.source().node()
            + ".");
  }

  /** Whether the container is in a state from which it can be sent. */
  public void state(Container container) {
    ContainerState state = container.state();
    if (!sendable(state)) {
      findings.blocker(
          CommonCode.SOURCE_STATE,
          "“"
              + request.source().id()
              + "” is “"
              + state.text()
              + "” on "
              + request.source().node()
              + " and cannot be sent in this state.");
    }
  }

  /** Whether a container can be sent from this state on any way. */
  public static boolean sendable(ContainerState state) {
    return state != ContainerState.STAGED && state != ContainerState.ERROR;
  }

  /** The id belongs to another container there. */
  public void taken() {
    findings.blocker(
        CommonCode.ID_TAKEN,
        "On "
            + target
            + " is a container “"
            + request.targetId()
            + "” already; give it another id there.");
  }

  /**
   * Whether there is room.
   *
   * @param pool that would take it
   * @param free bytes available in it
   * @param size bytes to carry
   */
  public void room(String pool, OptionalLong free, OptionalLong size) {
    if (size.isEmpty()) {
      return;
    }
    if (free.isEmpty()) {
      findings.unknown(
          CommonCode.FREE_SPACE, "whether there is room", target + " does not tell it.");
      return;
    }
    String needed = Sizes.text(size.getAsLong());
    String there = Sizes.text(free.getAsLong());
    if (size.getAsLong() > free.getAsLong()) {
      findings.blocker(
          CommonCode.FREE_SPACE,
          "The container uses "
              + needed
              + ", but the pool “"
              + pool
              + "” of "
              + target
              + " has only "
              + there
              + " free.");
    } else if (size.getAsLong() > free.getAsLong() * TIGHT) {
      findings.warning(
          CommonCode.FREE_SPACE,
          "The container uses "
              + needed
              + " of the "
              + there
              + " that are free on "
              + target
              + ": that is tight.");
    } else {
      findings.fine(CommonCode.FREE_SPACE, there + " are free on " + target + ".");
    }
  }

  /** Whether other containers of the target have an address of this one. */
  public void addresses(Container container, List<Container> others) {
    for (Container other : others) {
      var both = new TreeSet<>(other.addresses());
      both.retainAll(container.addresses());
      if (!both.isEmpty()) {
        findings.warning(
            CommonCode.ADDRESS_TAKEN,
            "“"
                + other.ref().id()
                + "” on "
                + target
                + " has the same address "
                + String.join(", ", both)
                + ".");
      }
    }
  }

  /**
   * Whether the container could run there.
   *
   * @param needed architecture of the container; empty: not told
   * @param offered architecture of the target; empty: not told
   */
  public void arch(String needed, String offered) {
    String wanted = normal(needed);
    String there = normal(offered);
    if (wanted.isEmpty() || there.isEmpty()) {
      findings.unknown(
          CommonCode.ARCH,
          "whether the architectures fit",
          (wanted.isEmpty() ? "the container" : target) + " does not tell it.");
    } else if (!wanted.equals(there)) {
      findings.blocker(
          CommonCode.ARCH,
          "The container is for "
              + wanted
              + ", but "
              + target
              + " is "
              + there
              + ": it could not run there.");
    }
  }

  private static String normal(String arch) {
    return switch (arch.strip().toLowerCase(Locale.ROOT)) {
      case "amd64", "x86-64", "x64" -> "x86_64";
      case "arm64" -> "aarch64";
      default -> arch.strip().toLowerCase(Locale.ROOT);
    };
  }
}
