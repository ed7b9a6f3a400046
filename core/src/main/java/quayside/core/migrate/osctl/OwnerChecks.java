package quayside.core.migrate.osctl;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.way.Findings;
import quayside.core.model.Container;
import quayside.core.model.IdMap;
import quayside.core.model.NodeFacts;
import quayside.core.model.NodeFacts.User;

/**
 * The user that owns the container there. The receiver takes a user of the same name only if its
 * map is the same, and never looks whether the host ids are used by somebody else.
 */
public final class OwnerChecks {
  private final Findings findings;
  private final String target;

  /** Checks of the owner on a node. */
  public OwnerChecks(Findings findings, String target) {
    this.findings = findings;
    this.target = target;
  }

  /** The owner of a container that goes from one node to another. */
  void check(Errand errand, Container container, NodeFacts here, NodeFacts there) {
    MoveRequest request = errand.request();
    Optional<User> owner =
        here.users().stream()
            .filter(u -> u.pool().equals(request.source().pool()))
            .filter(u -> u.name().equals(container.user()))
            .findFirst();
    if (owner.isEmpty()) {
      findings.unknown(
          OsctlCode.USER_MAP,
          "which ids the container has",
          "there is no user “" + container.user() + "” on " + request.source().node() + ".");
      return;
    }
    String name = errand.special().asUser().orElse(container.user());
    check(owner.get(), name, request.options().toPool(), there);
  }

  /**
   * An owner with these maps, under that name.
   *
   * @param pool where it will be; absent: not known
   */
  public void check(User owner, String name, Optional<String> pool, NodeFacts there) {
    List<User> users =
        there.users().stream().filter(u -> pool.map(u.pool()::equals).orElse(true)).toList();
    Optional<User> same = users.stream().filter(u -> u.name().equals(name)).findFirst();
    if (same.isPresent() && !equal(owner, same.get())) {
      findings.blocker(
          OsctlCode.USER_MAP,
          "On "
              + target
              + " a user “"
              + name
              + "” has another id map ("
              + text(same.get())
              + " instead of "
              + text(owner)
              + "); choose another user there."
              + suggestion(owner, users));
    } else if (same.isPresent()) {
      findings.fine(OsctlCode.USER_MAP, "The user “" + name + "” has the same ids on both nodes.");
    }
    overlap(owner, name, there.users());
  }

  private void overlap(User owner, String name, List<User> users) {
    String others =
        users.stream()
            .filter(u -> !u.name().equals(name))
            .filter(u -> overlaps(owner, u))
            .map(u -> "“" + u.name() + "”")
            .distinct()
            .limit(5)
            .collect(Collectors.joining(", "));
    if (!others.isEmpty()) {
      findings.warning(
          OsctlCode.USER_OVERLAP,
          "On "
              + target
              + " the host ids "
              + text(owner)
              + " are also used by "
              + others
              + ": both could touch each other's files if they broke out."
              + suggestion(owner, users));
    }
  }

  private static String suggestion(User owner, List<User> users) {
    return users.stream()
        .filter(u -> equal(owner, u))
        .findFirst()
        .map(u -> " The user “" + u.name() + "” there has exactly these ids.")
        .orElse("");
  }

  private static boolean equal(User a, User b) {
    return a.uidMap().equals(b.uidMap()) && a.gidMap().equals(b.gidMap());
  }

  private static boolean overlaps(User a, User b) {
    return Stream.concat(
            a.uidMap().stream().filter(m -> b.uidMap().stream().anyMatch(m::overlaps)),
            a.gidMap().stream().filter(m -> b.gidMap().stream().anyMatch(m::overlaps)))
        .findAny()
        .isPresent();
  }

  private static String text(User user) {
    return user.uidMap().stream().map(IdMap::text).collect(Collectors.joining(","));
  }
}
