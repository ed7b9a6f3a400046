package quayside.core.migrate.osctl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import quayside.core.driver.NodeKeys;
import quayside.core.driver.NodeKeys.AuthorizedKey;
import quayside.core.driver.NodeKeys.SendKey;
import quayside.core.keys.Admission;
import quayside.core.keys.KeysOfNode.PoolKeys;
import quayside.core.model.NodeFacts;
import quayside.core.operation.Recipe.Judgement;
import quayside.core.operation.StepContext;
import quayside.transport.keys.KeyFiles;

/**
 * The permission to send one container once: the source's key, authorised at the target for the
 * container's id, from the source's address, for a single use. osctld removes it when the container
 * has arrived; if that does not happen, it is removed here, by the name that the journal has.
 */
final class OnceKey {
  static final String PREFIX = "quayside-once-";

  private final Errand errand;
  private final String name;

  private OnceKey(Errand errand, String name) {
    this.errand = errand;
    this.name = name;
  }

  /** The key of an errand that wants one. */
  static Optional<OnceKey> of(Errand errand) {
    return errand.onceKey().map(name -> new OnceKey(errand, name));
  }

  private String target() {
    return errand.request().target();
  }

  private String source() {
    return errand.request().source().node();
  }

  /** Authorises it, unless the source gets in anyway. */
  void authorise(StepContext context) throws IOException {
    SendKey key = sendKey(context);
    OptionalLong since = OptionalLong.empty();
    while (!admitted(context, key)) {
      Optional<AuthorizedKey> hiding = hiding(context, key);
      if (hiding.isEmpty()) {
        add(context, key);
        if (!admitted(context, key)) {
          remove(context); // somebody was quicker: theirs hides ours
        }
      } else {
        since = since.isPresent() ? since : OptionalLong.of(System.nanoTime());
        waitFor(context, hiding.get(), since.getAsLong());
      }
    }
  }

  private SendKey sendKey(StepContext context) throws IOException {
    String pool = errand.request().source().pool();
    Optional<SendKey> there = Situation.keys(context.source()).sendKey(pool);
    if (there.isPresent()) {
      return there.get();
    }
    context.detail("Making a send key on " + source());
    NodeKeys keys = Situation.keys(context.source());
    keys.generate(pool, KeyFiles.Kind.ED25519, OptionalInt.empty(), false);
    return keys.sendKey(pool).orElseThrow();
  }

  private boolean admitted(StepContext context, SendKey key) throws IOException {
    return admission(errand, pools(context), key.publicKey()).admits();
  }

  /** What the target does with the source's key. */
  static Admission admission(Errand errand, List<PoolKeys> pools, String publicKey) {
    return Admission.of(
        publicKey,
        pools,
        errand.request().options().toPool(),
        Optional.of(errand.request().targetId()));
  }

  /** All keys that the target accepts, by pool. */
  static List<PoolKeys> pools(quayside.core.driver.ContainerDriver target) throws IOException {
    var pools = new ArrayList<PoolKeys>();
    for (NodeFacts.Pool pool : target.facts().pools()) {
      pools.add(
          new PoolKeys(
              pool.name(),
              Optional.empty(),
              Situation.keys(target).authorizedKeys(Optional.of(pool.name()))));
    }
    return pools;
  }

  private List<PoolKeys> pools(StepContext context) throws IOException {
    return pools(context.target());
  }

  /** An entry that decides against us, whatever is added behind it. */
  private Optional<AuthorizedKey> hiding(StepContext context, SendKey key) throws IOException {
    Admission admission = admission(errand, pools(context), key.publicKey());
    return switch (admission.kind()) {
      case IN_USE, OTHER_ID -> admission.entry();
      case OPEN, LIMITED, PASSPHRASE, OTHER_TEXT, OTHER_POOL, UNKNOWN -> Optional.empty();
    };
  }

  /** Another move's one-time key goes by itself; a person's limit does not. */
  private void waitFor(StepContext context, AuthorizedKey hiding, long since) throws IOException {
    boolean passing = hiding.name().startsWith(PREFIX) || hiding.singleUse();
    boolean late = System.nanoTime() - since > context.limits().settle().toNanos();
    if (!passing || (late && !hiding.inUse())) {
      throw MoveRun.problem(
          "key-limited",
          "Another entry is in the way",
          target()
              + " knows the send key of "
              + source()
              + " as “"
              + hiding.name()
              + "” with limits that exclude “"
              + errand.request().targetId()
              + "”, and looks no further. Nothing was changed.",
          "Revoke that entry, or lift its limits.");
    }
    context.detail(
        "Waiting: another container is being sent from " + source() + " with a key for one use");
    context.pause(context.limits().poll());
  }

  private void add(StepContext context, SendKey key) throws IOException {
    SeenAddress seen =
        SeenAddress.of(errand, context.targetNode(), context.source(), context.target());
    var entry =
        new AuthorizedKey(
            name,
            key.publicKey(),
            seen.address(),
            Optional.of(errand.request().targetId()),
            true,
            false,
            false);
    Situation.keys(context.target()).authorize(entry, errand.request().options().toPool());
    context.detail(
        "%s accepts “%s” once, %s".formatted(target(), errand.request().targetId(), seen.words()));
  }

  /** Removes it and looks whether it is gone; nothing happens if it is not there. */
  void remove(StepContext context) throws IOException {
    if (isThere(context)) {
      context.detail("Removing the key for one use from " + target());
      for (PoolKeys pool : pools(context)) {
        if (pool.authorized().stream().anyMatch(k -> k.name().equals(name))) {
          Situation.keys(context.target()).revoke(name, Optional.of(pool.pool()));
        }
      }
      if (isThere(context)) {
        throw MoveRun.problem(
            "key-left", "A key is left", left(), "Remove it by hand: " + byHand());
      }
    }
  }

  private boolean isThere(StepContext context) throws IOException {
    return pools(context).stream()
        .flatMap(p -> p.authorized().stream())
        .anyMatch(k -> k.name().equals(name));
  }

  /** While a send is open its key is needed to go on or to take it back; else it goes now. */
  Judgement judged(StepContext context, Situation now, Judgement judged) throws IOException {
    boolean open =
        switch (now.stage()) {
          case CONFIGURED, COPIED, UNCLEAR -> true;
          case NOTHING, LEFTOVER, SWITCHED, THERE -> false;
        };
    if (!open) {
      remove(context);
      return judged;
    }
    return isThere(context) ? unknown(judged) : judged;
  }

  /** With what may be left of it said. */
  Judgement unknown(Judgement judged) {
    var left = new ArrayList<>(judged.leftovers());
    left.add(left() + " It goes with the open send; to remove it by hand: " + byHand());
    return new Judgement(judged.sentence(), List.copyOf(left), judged.offers());
  }

  private String left() {
    return "On %s the key “%s” may still be there, by which %s can send “%s” once."
        .formatted(target(), name, source(), errand.request().targetId());
  }

  private String byHand() {
    return "osctl receive authorized-keys del " + name;
  }
}
