package quayside.core.migrate;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.NativeSend;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.core.model.Node;
import quayside.core.model.NodeFacts;
import quayside.core.model.PeerAddress;

/** Asks both nodes what is in the way of a move. Changes nothing. */
final class Inspection {
  /** Ids as osctl accepts them; a leading dash would be read as an option. */
  private static final Pattern ID = Pattern.compile("(?i)[a-z0-9_][a-z0-9_-]{0,99}");

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.:-]+");

  private final MoveRequest request;
  private final Node sourceNode;
  private final Node targetNode;
  private final Findings findings = new Findings();
  private OptionalLong bytes = OptionalLong.empty();

  Inspection(MoveRequest request, Node sourceNode, Node targetNode) {
    this.request = request;
    this.sourceNode = sourceNode;
    this.targetNode = targetNode;
  }

  PeerAddress peer() {
    PeerAddress peer = targetNode.peerAddress();
    return request.options().port().map(p -> new PeerAddress(peer.host(), p)).orElse(peer);
  }

  Preflight run(ContainerDriver source, ContainerDriver target) throws IOException {
    names();
    Optional<Container> container = Situation.show(source, request.source().onNode());
    if (container.isEmpty()) {
      findings.blocker(
          FindingCode.SOURCE_MISSING,
          "There is no container “" + request.source().id() + "” on " + sourceNode.name() + ".");
    } else if (!sameNode() && findings.sorted().isEmpty()) {
      inspect(container.get(), source, target);
    }
    PeerAddress peer = peer();
    return new Preflight(
        findings.sorted(),
        bytes,
        Optional.empty(),
        container.flatMap(c -> expectedStop(request, c)),
        ByHand.all(request, peer.host(), peer.port()));
  }

  /** How long the container would be stopped, as far as can be told without trying. */
  static Optional<Duration> expectedStop(MoveRequest request, Container container) {
    boolean stops = !request.cloning() || request.options().consistent();
    if (!stops || !Situation.runs(container.state())) {
      return Optional.of(Duration.ZERO);
    }
    return request.options().switchOver() instanceof MoveRequest.SwitchOver.WithoutSync
        ? Optional.empty()
        : Optional.of(SyncPolicy.SHORT);
  }

  private boolean sameNode() {
    return sourceNode.name().equals(targetNode.name());
  }

  /** What needs no node: words that would go into commands on the nodes. */
  private void names() {
    if (sameNode()) {
      findings.blocker(
          FindingCode.SAME_NODE,
          "“" + request.source().id() + "” is on " + targetNode.name() + " already.");
    }
    if (!ID.matcher(request.targetId()).matches()) {
      findings.blocker(
          FindingCode.ID_INVALID,
          "“"
              + request.targetId()
              + "” cannot be the id of a container: letters, digits, “_” and"
              + " “-” are allowed, at most 100 of them.");
    }
    MoveRequest.Options options = request.options();
    for (Optional<String> name : List.of(options.asUser(), options.toPool())) {
      if (name.isPresent() && !ID.matcher(name.get()).matches()) {
        findings.blocker(
            FindingCode.NAME_INVALID, "“" + name.get() + "” cannot be the name of a user or pool.");
      }
    }
    if (options.asGroup().isPresent()
        && !options.asGroup().get().matches("/([A-Za-z0-9_-]{1,100}(/[A-Za-z0-9_-]{1,100})*)?")) {
      findings.blocker(
          FindingCode.NAME_INVALID,
          "“" + options.asGroup().get() + "” cannot be the name of a group; it starts with “/”.");
    }
    if (!HOST.matcher(peer().host()).matches() || peer().host().startsWith("-")) {
      findings.blocker(
          FindingCode.PEER_INVALID, "“" + peer().host() + "” cannot be the address of a node.");
    }
  }

  private void inspect(Container container, ContainerDriver source, ContainerDriver target)
      throws IOException {
    NativeSend sending = Situation.sends(source);
    NativeSend receiving = Situation.sends(target);
    NodeFacts here = source.facts();
    NodeFacts there = target.facts();
    List<Container> others = target.list();
    state(container);
    open(container, sending, others);
    versions(here, there);
    var pool = new PoolChecks(findings, request);
    bytes = pool.check(sending, there);
    new KeyChecks(findings, request, peer()).check(sending, receiving);
    new OwnerChecks(findings, request).check(container, here, there);
    new OutfitChecks(findings, request)
        .check(container, new OutfitChecks.Nodes(sending, receiving, there, others));
  }

  private void state(Container container) {
    ContainerState state = container.state();
    if (state == ContainerState.STAGED || state == ContainerState.ERROR) {
      findings.blocker(
          FindingCode.SOURCE_STATE,
          "“"
              + request.source().id()
              + "” is “"
              + state.text()
              + "” on "
              + sourceNode.name()
              + " and cannot be sent in this state.");
    }
  }

  private void open(Container container, NativeSend sending, List<Container> others)
      throws IOException {
    findings.ask(
        FindingCode.SEND_OPEN,
        "whether a send is open",
        () -> {
          if (sending
              .log(container.ref().onNode())
              .filter(NativeSend.SendLog::source)
              .isPresent()) {
            findings.blocker(
                FindingCode.SEND_OPEN,
                "A send of “"
                    + request.source().id()
                    + "” is open on "
                    + sourceNode.name()
                    + " already.",
                new Finding.Fix(Fixes.CANCEL_SEND, "Take the open send back"));
          }
        });
    for (Container other : others) {
      if (!other.ref().id().equals(request.targetId())) {
        continue;
      }
      if (other.state() == ContainerState.STAGED) {
        findings.blocker(
            FindingCode.STAGED_LEFTOVER,
            "On "
                + targetNode.name()
                + " a half copy “"
                + request.targetId()
                + "” is left from an earlier try.",
            new Finding.Fix(Fixes.DELETE_STAGED, "Remove the half copy from " + targetNode.name()));
      } else {
        findings.blocker(
            FindingCode.ID_TAKEN,
            "On "
                + targetNode.name()
                + " is a container “"
                + request.targetId()
                + "” already; give it another id there.");
      }
    }
  }

  private void versions(NodeFacts here, NodeFacts there) {
    if (here.version().isEmpty() || there.version().isEmpty()) {
      findings.unknown(
          FindingCode.VERSION, "whether the versions fit", "a node does not tell its version.");
    } else if (!here.version().equals(there.version())) {
      findings.warning(
          FindingCode.VERSION,
          sourceNode.name()
              + " runs version "
              + here.version()
              + ", "
              + targetNode.name()
              + " version "
              + there.version()
              + "; they may not understand each other.");
    }
  }

  /** The question of an unsupported node as a sentence of preflight. */
  static Preflight unsupported(DriverException.Unsupported e) {
    return new Preflight(
        List.of(
            new Finding(
                FindingCode.UNSUPPORTED.text(),
                Finding.Severity.BLOCKER,
                e.getMessage() == null ? "This node cannot send." : e.getMessage(),
                Optional.empty())),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }
}
