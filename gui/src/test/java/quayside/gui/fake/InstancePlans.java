package quayside.gui.fake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import quayside.core.migrate.Finding;
import quayside.core.migrate.Finding.Severity;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.IncusOptions.Manner;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.Preflight;

/** What two Incus servers would say of a move: their engine's own sentences. */
final class InstancePlans {
  /** What allows a container to be moved while it runs. */
  static final String ALLOW = "allow-live";

  private InstancePlans() {}

  /**
   * An answer.
   *
   * @param settled fixes that were done
   * @param taken names that the target has already
   */
  static Preflight check(MoveRequest request, Set<String> settled, Set<String> taken) {
    Manner manner =
        request.options().special() instanceof IncusOptions told
            ? told.manner()
            : IncusOptions.DEFAULT.manner();
    List<Finding> found = new ArrayList<>();
    if (manner instanceof Manner.Live) {
      if (!settled.contains(ALLOW)) {
        found.add(
            new Finding(
                IncusOptions.ABOUT_LIVE,
                Severity.BLOCKER,
                "Not while it runs: Incus carries no memory without the setting"
                    + " migration.stateful=true.",
                Optional.of(new Finding.Fix(ALLOW, "Set migration.stateful for it"))));
      }
      found.add(
          new Finding(
              IncusOptions.ABOUT_LIVE,
              Severity.WARNING,
              "Moving it while it runs may fail, and then it goes on on %s: LXC up to 5 cannot restore a console; “raw.lxc: lxc.console.path = none” takes it away."
                  .formatted(request.source().node()),
              Optional.empty()));
    }
    boolean there = taken.contains(request.targetId());
    if (manner instanceof Manner.Refresh) {
      String sentence =
          there
              ? "What “%s” holds on %s is replaced. Until the new one was verified it is kept there"
                  + " as “%1$s-before-…”, which takes 1.2 GB more, and the time to copy that."
              : "There is no “%s” on %s that could be refreshed; move or clone it anew.";
      found.add(
          new Finding(
              IncusOptions.ABOUT_REFRESH,
              there ? Severity.WARNING : Severity.BLOCKER,
              sentence.formatted(request.targetId(), request.target()),
              Optional.empty()));
    } else if (there) {
      found.add(
          new Finding(
              IncusOptions.REFRESH_SETTLES,
              Severity.BLOCKER,
              "On %s is a container “%s” already; give it another id there."
                  .formatted(request.target(), request.targetId()),
              Optional.empty()));
    }
    found.add(
        new Finding(
            "route",
            Severity.OK,
            "%s fetches it from %s. Its last refresh goes through this computer, near to both."
                .formatted(request.target(), request.source().node()),
            Optional.empty()));
    return new Preflight(
        found,
        OptionalLong.of(4_200_000_000L),
        Optional.of(Duration.ofSeconds(70)),
        Optional.of(Duration.ofSeconds(manner instanceof Manner.Live ? 7 : 2)),
        List.of("%s: incus copy %s".formatted(request.source().node(), request.source().id())));
  }
}
