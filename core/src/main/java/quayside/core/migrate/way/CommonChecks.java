package quayside.core.migrate.way;

import java.util.List;
import java.util.OptionalLong;
import quayside.core.migrate.MoveRequest;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;

/** What is looked at on every way: names and places, the container's state, room, addresses. */
public final class CommonChecks {
  private final Findings findings;
  private final MoveRequest request;
  private final String target;
  private final TargetChecks there;

  /** Checks that tell their findings there. */
  public CommonChecks(Findings findings, MoveRequest request) {
    this.findings = findings;
    this.request = request;
    this.target = request.target();
    this.there = new TargetChecks(findings, target);
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

  /** What is looked at on the target whatever comes there. */
  public TargetChecks there() {
    return there;
  }

  /** The id belongs to another container there. */
  public void taken() {
    there.taken(request.targetId());
  }

  /**
   * Whether there is room.
   *
   * @param pool that would take it
   * @param free bytes available in it
   * @param size bytes to carry
   */
  public void room(String pool, OptionalLong free, OptionalLong size) {
    there.room("The container uses", pool, free, size);
  }

  /** Whether other containers of the target have an address of this one. */
  public void addresses(Container container, List<Container> others) {
    there.addresses(container.addresses(), others);
  }

  /**
   * Whether the container could run there.
   *
   * @param needed architecture of the container; empty: not told
   * @param offered architecture of the target; empty: not told
   */
  public void arch(String needed, String offered) {
    there.arch(needed, offered);
  }
}
