package quayside.core.migrate.osctl;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.NativeSend;
import quayside.core.driver.NodeKeys;
import quayside.core.driver.NodeKeys.AuthorizedKey;
import quayside.core.keys.KeysOfNode;
import quayside.core.keys.KeysOfNode.PoolKeys;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.OsctlOptions;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.core.problem.ProblemException;
import quayside.transport.keys.KeyFiles;

/** Does what a finding's fix says. */
final class Fixes {
  static final String AUTHORIZE = OsctlOptions.ONCE_SETTLES;
  static final String LIFT = "lift-limits";
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
      case AUTHORIZE -> authorize();
      case LIFT -> lift();
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

  /** A send key is made where there is none: one press settles it. */
  private void authorize() throws IOException {
    generate();
    String pool = request.source().pool();
    String key = Situation.keys(source).sendKey(pool).orElseThrow().publicKey();
    NodeKeys receiving = Situation.keys(target);
    List<String> taken =
        receiving.authorizedKeys(request.options().toPool()).stream()
            .map(AuthorizedKey::name)
            .toList();
    String base =
        ("quayside-" + request.source().node() + "-" + pool).replaceAll("[^a-zA-Z0-9_:.-]", "_");
    String name = base;
    for (int i = 2; taken.contains(name); i++) {
      name = base + "-" + i;
    }
    receiving.authorize(AuthorizedKey.of(name, key), request.options().toPool());
  }

  /** Takes the limited entries away that would hide an unlimited one, then adds that. */
  private void lift() throws IOException {
    String key = Situation.keys(source).sendKey(request.source().pool()).orElseThrow().publicKey();
    for (PoolKeys pool : OnceKey.pools(target)) {
      for (AuthorizedKey entry : pool.authorized()) {
        boolean ours =
            KeysOfNode.parse(key)
                .flatMap(own -> KeysOfNode.parse(entry.publicKey()).filter(own::sameKey))
                .isPresent();
        if (ours && entry.limited() && !entry.inUse()) {
          Situation.keys(target).revoke(entry.name(), Optional.of(pool.pool()));
        }
      }
    }
    authorize();
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
