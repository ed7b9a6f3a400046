package quayside.core.migrate.osctl;

import java.util.ArrayList;
import java.util.List;
import quayside.core.migrate.MoveRequest;
import quayside.core.model.PeerAddress;
import quayside.transport.ShellWords;

/** The commands that do by hand what a move does, each with the node it is for. */
final class ByHand {
  private ByHand() {}

  /** The whole of it, in order. */
  static List<String> all(Errand errand, PeerAddress peer) {
    MoveRequest request = errand.request();
    MoveRequest.Options options = request.options();
    String name = request.source().onNode();
    var config = new ArrayList<>(List.of("osctl", "ct", "send", "config"));
    if (peer.port() != 22) {
      config.addAll(List.of("--port", Integer.toString(peer.port())));
    }
    options.asId().ifPresent(v -> config.addAll(List.of("--as-id", v)));
    errand.special().asUser().ifPresent(v -> config.addAll(List.of("--as-user", v)));
    errand.special().asGroup().ifPresent(v -> config.addAll(List.of("--as-group", v)));
    options.toPool().ifPresent(v -> config.addAll(List.of("--to-pool", v)));
    if (!options.network()) {
      config.add("--no-network-interfaces");
    }
    config.addAll(List.of(name, peer.host()));
    var state = new ArrayList<>(List.of("osctl", "ct", "send", "state"));
    if (request.cloning()) {
      state.add("--clone");
    }
    if (!options.consistent()) {
      state.add("--no-consistent");
    }
    if (!options.restart()) {
      state.add("--no-restart");
    }
    if (!options.start()) {
      state.add("--no-start");
    }
    state.add(name);
    String source = request.source().node();
    return List.of(
        on(source, config),
        on(source, List.of("osctl", "ct", "send", "rootfs", name)),
        on(source, List.of("osctl", "ct", "send", "sync", name)),
        on(source, state),
        on(request.target(), List.of("osctl", "ct", "show", request.targetId())),
        cleanup(request));
  }

  static String cleanup(MoveRequest request) {
    return on(
        request.source().node(),
        List.of("osctl", "ct", "send", "cleanup", request.source().onNode()));
  }

  static String cancel(MoveRequest request) {
    return on(
        request.source().node(),
        List.of("osctl", "ct", "send", "cancel", request.source().onNode()));
  }

  static String forget(MoveRequest request) {
    return on(
        request.source().node(),
        List.of("osctl", "ct", "send", "cancel", "--force", "--local", request.source().onNode()));
  }

  static String startSource(MoveRequest request) {
    return on(request.source().node(), List.of("osctl", "ct", "start", request.source().onNode()));
  }

  static String deleteSource(MoveRequest request) {
    return on(request.source().node(), List.of("osctl", "ct", "del", request.source().onNode()));
  }

  static String startTarget(MoveRequest request) {
    return on(request.target(), List.of("osctl", "ct", "start", targetName(request)));
  }

  static String deleteTarget(MoveRequest request) {
    return on(request.target(), List.of("osctl", "ct", "del", targetName(request)));
  }

  private static String targetName(MoveRequest request) {
    return request.options().toPool().map(p -> p + ":").orElse("") + request.targetId();
  }

  private static String on(String node, List<String> words) {
    return node + "# " + ShellWords.join(words);
  }
}
