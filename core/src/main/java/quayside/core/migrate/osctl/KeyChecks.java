package quayside.core.migrate.osctl;

import java.io.IOException;
import java.util.Optional;
import quayside.core.driver.NodeKeys;
import quayside.core.driver.NodeKeys.AuthorizedKey;
import quayside.core.keys.Admission;
import quayside.core.keys.Limits;
import quayside.core.migrate.Finding;
import quayside.core.migrate.way.Ends;
import quayside.core.migrate.way.Findings;
import quayside.core.model.PeerAddress;

/** Whether the source gets into the target with its own key. */
final class KeyChecks {
  private final Findings findings;
  private final Errand errand;
  private final PeerAddress peer;
  private final String source;
  private final String target;

  KeyChecks(Findings findings, Errand errand, PeerAddress peer) {
    this.findings = findings;
    this.errand = errand;
    this.peer = peer;
    this.source = errand.request().source().node();
    this.target = errand.request().target();
  }

  void check(Ends ends) throws IOException {
    findings.ask(OsctlCode.KEY, "whether there is a send key", () -> key(ends));
  }

  private void key(Ends ends) throws IOException {
    String pool = errand.request().source().pool();
    NodeKeys keys = Situation.keys(ends.source());
    Optional<String> key = keys.sendKey(pool).map(NodeKeys.SendKey::publicKey);
    if (key.isEmpty()) {
      refused(
          OsctlCode.KEY_MISSING,
          "The pool “" + pool + "” of " + source + " has no send key yet.",
          Fixes.AUTHORIZE,
          ends);
      return;
    }
    findings.ask(
        OsctlCode.KEY,
        "whether " + target + " accepts the key",
        () -> access(keys.tryAccess(pool, peer), key.get(), ends));
  }

  private void access(NodeKeys.Access access, String key, Ends ends) throws IOException {
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
      case OTHER_HOST_KEY ->
          findings.blocker(
              OsctlCode.PEER_HOST_KEY,
              target
                  + " shows another host key at "
                  + peer.text()
                  + " than the one that "
                  + source
                  + " knows. It may be another machine, and a send would not notice. Compare the"
                  + " keys, then pin the right one on "
                  + source
                  + ".");
      case UNAUTHORIZED ->
          refused(
              OsctlCode.KEY_UNAUTHORIZED,
              target + " does not trust " + source + " yet: its send key is not authorised there.",
              Fixes.AUTHORIZE,
              ends);
      case AUTHORIZED -> judged(OnceKey.admission(errand, OnceKey.pools(ends.target()), key), ends);
    }
  }

  /** By osctld's own rules: the first entry that fits decides. */
  private void judged(Admission admission, Ends ends) throws IOException {
    String limits = admission.entry().map(Limits::words).orElse("");
    String name = admission.entry().map(AuthorizedKey::name).orElse("");
    switch (admission.kind()) {
      case OPEN -> findings.fine(OsctlCode.KEY, source + " may send to " + target + ".");
      case LIMITED -> limited(admission);
      case UNKNOWN, OTHER_POOL ->
          refused(
              OsctlCode.KEY_UNAUTHORIZED,
              "%s may send to %s, but not to its pool “%s” yet."
                  .formatted(source, target, admission.pool()),
              Fixes.AUTHORIZE,
              ends);
      case OTHER_TEXT ->
          refused(
              OsctlCode.KEY_DIFFERS,
              "The send key of %s is known to the pool “%s” of %s, but with another comment, which"
                      .formatted(source, admission.pool(), target)
                  + " the receiver does not accept.",
              Fixes.AUTHORIZE,
              ends);
      case PASSPHRASE ->
          refused(
              OsctlCode.KEY_LIMITED,
              source + " may send to " + target + " only with a passphrase, which is not given.",
              Fixes.AUTHORIZE,
              ends);
      case OTHER_ID ->
          findings.blocker(
              OsctlCode.KEY_LIMITED,
              "The entry “%s” of %s lets %s send %s: not “%s”."
                  .formatted(name, target, source, limits, errand.request().targetId()),
              new Finding.Fix(Fixes.LIFT, "Lift the limits"));
      case IN_USE -> inUse(name);
    }
  }

  private void inUse(String name) {
    if (errand.special().once()) {
      findings.warning(
          OsctlCode.KEY_LIMITED,
          target
              + " is receiving another container from "
              + source
              + " with a key for one use; this move waits until that has ended.");
      return;
    }
    findings.blocker(
        OsctlCode.KEY_LIMITED,
        "The entry “%s” of %s is for one use and being used; wait until that move has ended."
            .formatted(name, target));
  }

  private void limited(Admission admission) {
    Optional<String> from = admission.entry().flatMap(AuthorizedKey::from);
    if (from.isPresent()) {
      findings.warning(
          OsctlCode.KEY_FROM,
          "The send key of %s may send to %s only from “%s”; whether that fits is seen when it is"
                  .formatted(source, target, from.get())
              + " tried.");
    } else {
      findings.fine(OsctlCode.KEY, source + " may send to " + target + ".");
    }
  }

  /** In the way, unless the move brings a key for itself. */
  private void refused(OsctlCode code, String sentence, String fix, Ends ends) throws IOException {
    if (errand.special().once()) {
      SeenAddress seen = SeenAddress.of(errand, ends.to(), ends.source(), ends.target());
      findings.warning(
          OsctlCode.KEY_ONCE,
          "%s will let %s send “%s” once, %s. The permission comes with this move and goes with it."
              .formatted(target, source, errand.request().targetId(), seen.words()));
    } else {
      findings.blocker(
          code, sentence, new Finding.Fix(fix, "Allow " + source + " to send to " + target));
    }
  }
}
