package quayside.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import quayside.core.Quayside;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.NativeSend;
import quayside.core.fleet.NodeView;
import quayside.core.model.ContainerRef;
import quayside.core.model.Node;
import quayside.core.model.PeerAddress;
import quayside.core.problem.ProblemException;

/** Looks at the target of a send before the source is removed. */
final class SentCheck {
  private SentCheck() {}

  /** Throws with a sentence unless the target has the container with all its datasets. */
  static void complete(Quayside quayside, ContainerRef source, NativeSend send) throws IOException {
    NativeSend.SendLog log =
        send.log(source.onNode())
            .filter(NativeSend.SendLog::source)
            .orElseThrow(() -> refused(source + " has no open send."));
    PeerAddress at = log.target().orElseThrow(() -> refused("Its target is not known."));
    Node target =
        quayside.fleet().nodes().stream()
            .map(NodeView::node)
            .filter(node -> node.peerAddress().equals(at))
            .findFirst()
            .orElseThrow(() -> refused("The target " + at.text() + " is not in the book."));
    String id = log.targetId().orElse(source.id());
    try (ContainerDriver driver = quayside.drivers().open(target)) {
      Optional<NativeSend> receiver = driver.nativeSend();
      if (receiver.isEmpty()) {
        throw refused(target.name() + " cannot be asked about what it received.");
      }
      String there =
          driver.list().stream()
              .filter(container -> container.ref().id().equals(id))
              .map(container -> container.ref().onNode())
              .findFirst()
              .orElseThrow(() -> refused(target.name() + " has no container " + id + "."));
      if (receiver.get().log(there).filter(open -> !open.source()).isPresent()) {
        throw refused(target.name() + ":" + id + " is still being received.");
      }
      Set<String> missing = new TreeSet<>(names(send, source.onNode()));
      missing.removeAll(names(receiver.get(), there));
      if (!missing.isEmpty()) {
        throw refused(target.name() + ":" + id + " lacks the datasets " + missing + ".");
      }
    }
  }

  private static Set<String> names(NativeSend node, String container) throws IOException {
    return node.datasets(container).stream()
        .map(NativeSend.Dataset::name)
        .collect(Collectors.toSet());
  }

  private static ProblemException refused(String why) {
    return new ProblemException(
        "not-verified",
        "Not cleaned up",
        why + " The source was left as it is.",
        "Finish the send first: quayside send state NODE:CT");
  }
}
