package quayside.core.migrate.osctl;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import quayside.core.driver.NodeKeys.AuthorizedKey;
import quayside.core.driver.NodeKeys;
import quayside.core.migrate.Finding;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.way.Findings;
import quayside.core.model.PeerAddress;

/** Whether the source gets into the target with its own key. */
final class KeyChecks {
  private final Findings findings;
  private final MoveRequest request;
  private final PeerAddress peer;
  private final String source;
  private final String target;

  KeyChecks(Findings findings, MoveRequest request, PeerAddress peer) {
    this.findings = findings;
    this.request = request;
    this.peer = peer;
    this.source = request.source().node();
    this.target = request.target();
  }

  void check(NodeKeys sending, NodeKeys receiving) throws IOException {
    findings.ask(OsctlCode.KEY, "whether there is a send key", () -> key(sending, receiving));
  }

  private void key(NodeKeys sending, NodeKeys receiving) throws IOException {
    String pool = request.source().pool();
    Optional<String> key = sending.sendKey(pool).map(NodeKeys.SendKey::publicKey);
    if (key.isEmpty()) {
      findings.blocker(
          OsctlCode.KEY_MISSING,
          "The pool “" + pool + "” of " + source + " has no send key yet.",
          new Finding.Fix(Fixes.GENERATE_KEY, "Make a send key on " + source));
      return;
    }
    findings.ask(
        OsctlCode.KEY,
        "whether " + target + " accepts the key",
        () -> access(sending.tryAccess(pool, peer), key.get(), receiving));
  }

  private void access(NodeKeys.Access access, String key, NodeKeys receiving) throws IOException {
    switch (access) {
      case UNREACHABLE ->
          findings.blocker(
              OsctlCode.PEER_UNREACHABLE,
              source
                  + " cannot reach "
                  + target
                  + " at "
                  + peer.text()
                  + ". Set the peer address of "
                  + target
                  + " to one that its peers can reach.");
      case UNAUTHORIZED ->
          findings.blocker(
              OsctlCode.KEY_UNAUTHORIZED,
              "The send key of " + source + " may not send to " + target + " yet.",
              authorize());
      case OTHER_HOST_KEY ->
          findings.blocker(
              OsctlCode.PEER_HOST_KEY,
              target
                  + " shows another host key at "
                  + peer.text()
                  + " than the one that "
                  + source
                  + " knows. It may be another machine, and a send would not notice: compare the"
                  + " keys, then let "
                  + source
                  + " know the new one (keys, host keys).");
      case AUTHORIZED -> line(key, receiving.authorizedKeys(request.options().toPool()));
    }
  }

  private Finding.Fix authorize() {
    return new Finding.Fix(Fixes.AUTHORIZE, "Allow " + source + " to send to " + target);
  }

  /** The receiver compares the whole line, with its comment, not the key alone. */
  private void line(String key, List<AuthorizedKey> known) {
    var same = known.stream().filter(k -> k.publicKey().strip().equals(key.strip())).toList();
    if (same.isEmpty() && request.options().toPool().isPresent()) {
      findings.blocker(
          OsctlCode.KEY_UNAUTHORIZED,
          "The send key of "
              + source
              + " may send to "
              + target
              + ", but not to its pool “"
              + request.options().toPool().get()
              + "” yet.",
          authorize());
    } else if (same.isEmpty()) {
      findings.blocker(
          OsctlCode.KEY_DIFFERS,
          "The send key of "
              + source
              + " is known to "
              + target
              + ", but with another comment, which the receiver does not accept.",
          authorize());
    } else if (same.stream().noneMatch(this::fits)) {
      findings.blocker(
          OsctlCode.KEY_LIMITED,
          "The send key of "
              + source
              + " may send to "
              + target
              + ", but not “"
              + request.targetId()
              + "”: it is limited to other ids or was used up.",
          authorize());
    } else if (same.stream().filter(this::fits).allMatch(k -> k.from().isPresent())) {
      findings.warning(
          OsctlCode.KEY_FROM,
          "The send key of "
              + source
              + " may send to "
              + target
              + " only from “"
              + same.getFirst().from().orElse("")
              + "”; whether that fits is seen when it is"
              + " tried.");
    } else {
      findings.fine(OsctlCode.KEY, source + " may send to " + target + ".");
    }
  }

  private boolean fits(AuthorizedKey key) {
    return !(key.singleUse() && key.inUse())
        && key.ctid()
            .map(glob ->
                FileSystems.getDefault()
                    .getPathMatcher("glob:" + glob)
                    .matches(Path.of(request.targetId())))
            .orElse(true);
  }
}
