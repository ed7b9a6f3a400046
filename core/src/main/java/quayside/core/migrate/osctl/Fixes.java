package quayside.core.migrate.osctl;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.NativeSend;
import quayside.core.driver.NodeKeys.AuthorizedKey;
import quayside.core.driver.NodeKeys;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.Moves;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.core.problem.ProblemException;
import quayside.transport.keys.KeyFiles;

/** Does what a finding's fix says. */
final class Fixes {
  static final String GENERATE_KEY = "generate-key";
  static final String AUTHORIZE = "authorize";
  static final String CANCEL_SEND = "cancel-send";
  static final String DELETE_STAGED = "delete-staged";

  private final MoveRequest request;
  private final ContainerDriver source;
  private final ContainerDriver target;

  Fixes(MoveRequest request, ContainerDriver source, ContainerDriver target) {
    this.request = request;
    this.source = source;
    this.target = target;
  }

  void apply(String id) throws IOException {
    switch (id) {
      case GENERATE_KEY -> generate();
      case AUTHORIZE -> authorize(false);
      case Moves.AUTHORIZE_ONCE_ID -> authorize(true);
      case CANCEL_SEND -> cancel();
      case DELETE_STAGED -> delete();
      default ->
          throw new ProblemException(
              "wrong-input", "Unknown fix", "There is no fix “" + id + "”.", "");
    }
  }

  private void generate() throws IOException {
    NodeKeys keys = Situation.keys(source);
    if (keys.sendKey(request.source().pool()).isEmpty()) { // never replace one that is in use
      keys.generate(request.source().pool(), KeyFiles.Kind.ED25519, OptionalInt.empty(), false);
    }
  }

  private void authorize(boolean once) throws IOException {
    String key =
        Situation.keys(source)
            .sendKey(request.source().pool())
            .map(NodeKeys.SendKey::publicKey)
            .orElseThrow(() ->
                new ProblemException(
                    "key-missing",
                    "No send key",
                    "The pool “" + request.source().pool() + "” has no send key yet.",
                    "Make one first."));
    NodeKeys receiving = Situation.keys(target);
    Set<String> names =
        receiving.authorizedKeys(request.options().toPool()).stream()
            .map(AuthorizedKey::name)
            .collect(Collectors.toSet());
    receiving.authorize(
        new AuthorizedKey(
            free(names, once),
            key,
            Optional.empty(),
            once ? Optional.of(request.targetId()) : Optional.empty(),
            once,
            false,
            false),
        request.options().toPool());
  }

  /** A name that the receiver accepts and does not know yet. */
  private String free(Set<String> taken, boolean once) {
    String base =
        ("quayside-"
                + request.source().node()
                + "-"
                + request.source().pool()
                + (once ? "-once-" + request.targetId() : ""))
            .replaceAll("[^a-zA-Z0-9_:.-]", "_");
    String name = base;
    for (int i = 2; taken.contains(name); i++) {
      name = base + "-" + i;
    }
    return name;
  }

  private void cancel() throws IOException {
    NativeSend sends = Situation.sends(source);
    String name = request.source().onNode();
    try {
      sends.cancel(name, false, false);
    } catch (DriverException.Rejected _) {
      sends.cancel(name, true, false); // the receiver knows nothing of it any more
    }
  }

  private void delete() throws IOException {
    List<Container> staged =
        target.list().stream()
            .filter(c -> c.ref().id().equals(request.targetId()))
            .filter(c -> c.state() == ContainerState.STAGED)
            .toList();
    for (Container leftover : staged) {
      target.act(leftover.ref().onNode(), ContainerAction.DELETE);
    }
  }
}
