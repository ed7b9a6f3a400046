package quayside.core.migrate.osctl;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import quayside.core.driver.NativeSend;
import quayside.core.migrate.Finding;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.OsctlOptions;
import quayside.core.migrate.Preflight;
import quayside.core.migrate.way.CommonChecks;
import quayside.core.migrate.way.CommonCode;
import quayside.core.migrate.way.Ends;
import quayside.core.migrate.way.Findings;
import quayside.core.migrate.way.SyncPolicy;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.core.model.NodeFacts;
import quayside.core.model.PeerAddress;

/** Asks both nodes what is in the way of a move. Changes nothing. */
final class Inspection {
  /** Ids as osctl accepts them; a leading dash would be read as an option. */
  private static final Pattern ID = Pattern.compile("(?i)[a-z0-9_][a-z0-9_-]{0,99}");

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.:-]+");

  private final Errand errand;
  private final MoveRequest request;
  private final Ends ends;
  private final PeerAddress peer;
  private final Findings findings = new Findings();
  private final CommonChecks common;
  private OptionalLong bytes = OptionalLong.empty();

  Inspection(Errand errand, Ends ends) {
    this.errand = errand;
    this.request = errand.request();
    this.ends = ends;
    this.peer = errand.peer(ends.to());
    this.common = new CommonChecks(findings, request);
  }

  Preflight run() throws IOException {
    common.sameNode();
    names();
    Optional<Container> container = Ends.show(ends.source(), request.source().onNode());
    if (container.isEmpty()) {
      common.missing();
    } else if (findings.sorted().isEmpty()) {
      inspect(container.get());
    }
    return new Preflight(
        findings.sorted(),
        bytes,
        Optional.empty(),
        container.flatMap(c -> SyncPolicy.expectedStop(request, c)),
        ByHand.all(errand, peer));
  }

  /** What needs no node: words that would go into commands on the nodes. */
  private void names() {
    if (!ID.matcher(request.targetId()).matches()) {
      findings.blocker(
          CommonCode.ID_INVALID,
          "“"
              + request.targetId()
              + "” cannot be the id of a container: letters, digits, “_” and"
              + " “-” are allowed, at most 100 of them.");
    }
    OsctlOptions special = errand.special();
    for (Optional<String> name : List.of(special.asUser(), request.options().toPool())) {
      if (name.isPresent() && !ID.matcher(name.get()).matches()) {
        findings.blocker(
            OsctlCode.NAME_INVALID, "“" + name.get() + "” cannot be the name of a user or pool.");
      }
    }
    if (special.asGroup().isPresent()
        && !special.asGroup().get().matches("/([A-Za-z0-9_-]{1,100}(/[A-Za-z0-9_-]{1,100})*)?")) {
      findings.blocker(
          OsctlCode.NAME_INVALID,
          "“" + special.asGroup().get() + "” cannot be the name of a group; it starts with “/”.");
    }
    if (!HOST.matcher(peer.host()).matches() || peer.host().startsWith("-")) {
      findings.blocker(
          OsctlCode.PEER_INVALID, "“" + peer.host() + "” cannot be the address of a node.");
    }
  }

  private void inspect(Container container) throws IOException {
    NativeSend sending = Situation.sends(ends.source());
    NativeSend receiving = Situation.sends(ends.target());
    NodeFacts here = ends.source().facts();
    NodeFacts there = ends.target().facts();
    List<Container> others = ends.target().list();
    common.state(container);
    open(container, sending, others);
    versions(here, there);
    bytes = new PoolChecks(findings, common, request).check(sending, there);
    new KeyChecks(findings, errand, peer).check(ends);
    new OwnerChecks(findings, request.target()).check(errand, container, here, there);
    new OutfitChecks(findings, request.target())
        .check(errand, container, new OutfitChecks.Nodes(sending, receiving, there));
    if (request.options().network()) {
      common.addresses(container, others);
    }
    findings.ask(
        CommonCode.ARCH,
        "which architecture it needs",
        () -> common.arch(sending.arch(request.source().onNode()), there.arch()));
  }

  private void open(Container container, NativeSend sending, List<Container> others)
      throws IOException {
    findings.ask(
        OsctlCode.SEND_OPEN,
        "whether a send is open",
        () -> {
          if (sending
              .log(container.ref().onNode())
              .filter(NativeSend.SendLog::source)
              .isPresent()) {
            findings.blocker(
                OsctlCode.SEND_OPEN,
                "A send of “"
                    + request.source().id()
                    + "” is open on "
                    + request.source().node()
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
            OsctlCode.STAGED_LEFTOVER,
            "On "
                + request.target()
                + " a half copy “"
                + request.targetId()
                + "” is left from an earlier try.",
            new Finding.Fix(Fixes.DELETE_STAGED, "Remove the half copy from " + request.target()));
      } else {
        common.taken();
      }
    }
  }

  private void versions(NodeFacts here, NodeFacts there) {
    if (here.version().isEmpty() || there.version().isEmpty()) {
      findings.unknown(
          OsctlCode.VERSION, "whether the versions fit", "a node does not tell its version.");
    } else if (!here.version().equals(there.version())) {
      findings.warning(
          OsctlCode.VERSION,
          request.source().node()
              + " runs version "
              + here.version()
              + ", "
              + request.target()
              + " version "
              + there.version()
              + "; they may not understand each other.");
    }
  }
}
