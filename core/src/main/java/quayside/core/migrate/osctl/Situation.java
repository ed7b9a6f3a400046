package quayside.core.migrate.osctl;

import java.io.IOException;
import java.util.Optional;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.NativeSend;
import quayside.core.driver.NativeSend.SendLog;
import quayside.core.driver.NodeKeys;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.way.Ends;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.core.operation.StepContext;

/**
 * What both nodes say about a container and its copy at one moment.
 *
 * @param source the container, if it is there
 * @param sourceLog its open send
 * @param target the container of the wanted id on the target
 * @param targetLog its open reception
 */
record Situation(
    Optional<Container> source,
    Optional<SendLog> sourceLog,
    Optional<Container> target,
    Optional<SendLog> targetLog) {

  /** How far a move got, as told by the nodes alone. */
  enum Stage {
    /** No send is open, nothing is on the target. */
    NOTHING,
    /** No send is open, but something staged is left on the target. */
    LEFTOVER,
    /** The configuration was copied. */
    CONFIGURED,
    /** Data was copied. */
    COPIED,
    /** The target took over; the source was not removed yet. */
    SWITCHED,
    /** No send is open, and the container is on the target, not staged. */
    THERE,
    /** The nodes do not fit together. */
    UNCLEAR
  }

  /** Asks both nodes. */
  static Situation look(StepContext context, MoveRequest request) throws IOException {
    String name = request.source().onNode();
    Optional<Container> source = Ends.show(context.source(), name);
    Optional<SendLog> sourceLog =
        source.isEmpty() ? Optional.empty() : log(sends(context.source()), name);
    Optional<Container> target =
        context.target().list().stream()
            .filter(c -> c.ref().id().equals(request.targetId()))
            .filter(c -> request.options().toPool().map(c.ref().pool()::equals).orElse(true))
            .findFirst();
    Optional<SendLog> targetLog =
        target.isEmpty()
            ? Optional.empty()
            : log(sends(context.target()), target.get().ref().onNode());
    return new Situation(
        source, sourceLog.filter(SendLog::source), target, targetLog.filter(l -> !l.source()));
  }

  private static Optional<SendLog> log(NativeSend sends, String name) throws IOException {
    try {
      return sends.log(name);
    } catch (DriverException.NotFound _) {
      return Optional.empty();
    }
  }

  /** The sending commands of a node. */
  static NativeSend sends(ContainerDriver driver) throws IOException {
    return driver
        .nativeSend()
        .orElseThrow(
            () -> new DriverException.Unsupported("This node cannot send or receive containers."));
  }

  /** The keys of a node. */
  static NodeKeys keys(ContainerDriver driver) throws IOException {
    return driver
        .keys()
        .orElseThrow(() -> new DriverException.Unsupported("This node has no keys to send with."));
  }

  Stage stage() {
    boolean staged = target.map(c -> c.state() == ContainerState.STAGED).orElse(false);
    if (sourceLog.isEmpty()) {
      if (target.isPresent()) {
        return staged ? Stage.LEFTOVER : Stage.THERE;
      }
      return source.isPresent() ? Stage.NOTHING : Stage.UNCLEAR;
    }
    return switch (sourceLog.get().state()) {
      case "stage" -> staged ? Stage.CONFIGURED : Stage.UNCLEAR;
      case "base", "incremental" -> staged ? Stage.COPIED : Stage.UNCLEAR;
      case "transfer", "cleanup" -> target.isPresent() ? Stage.SWITCHED : Stage.UNCLEAR;
      default -> Stage.UNCLEAR;
    };
  }

  /** Whether the node's switch-over went through on the source. */
  boolean transferred() {
    return sourceLog
        .map(l -> l.state().equals("transfer") || l.state().equals("cleanup"))
        .orElse(false);
  }

  boolean sourceRuns() {
    return source.map(c -> c.state().runs()).orElse(false);
  }

  boolean targetRuns() {
    return target.map(c -> c.state().runs()).orElse(false);
  }

  /**
   * Whether the newest snapshot of the send reached the target. If a round broke off, the source
   * has noted a snapshot that the target never got, and every later round would fail.
   */
  boolean complete() {
    if (sourceLog.isEmpty() || sourceLog.get().snapshots().isEmpty()) {
      return true;
    }
    String newest = sourceLog.get().snapshots().getLast();
    return targetLog
        .map(l -> l.snapshots().stream().anyMatch(s -> s.endsWith(newest)))
        .orElse(false);
  }
}
