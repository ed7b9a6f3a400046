package quayside.core.migrate.incus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import quayside.core.driver.InstanceServer;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.way.Ends;
import quayside.core.migrate.way.Findings;
import quayside.core.migrate.way.IncusCode;
import quayside.core.migrate.way.Sizes;
import quayside.core.model.Instance;
import quayside.core.model.InstanceSnapshot;

/** Whether an instance of the target can be refreshed, what that takes, and what is lost by it. */
final class RefreshChecks {
  /** Drivers of pools in which a copy shares the blocks of its original. */
  private static final Set<String> SHARING = Set.of("btrfs", "zfs", "ceph");

  private final Findings findings;
  private final Job job;
  private final MoveRequest request;

  RefreshChecks(Findings findings, Job job) {
    this.findings = findings;
    this.job = job;
    this.request = job.request();
  }

  /**
   * Looks at what has the name there.
   *
   * @param size of the source in bytes
   * @return the room that it takes on the target; empty: cannot be told, or not worth a look
   */
  OptionalLong check(Optional<Instance> old, Ends ends, OptionalLong size) throws IOException {
    if (old.isEmpty()) {
      findings.blocker(
          IncusCode.REFRESH,
          "There is no “%s” on %s that could be refreshed; move or clone it anew."
              .formatted(request.targetId(), request.target()));
      return size;
    }
    if (old.get().state().runs()) {
      findings.blocker(
          IncusCode.REFRESH,
          "“%s” runs on %s; stop it there before it is refreshed."
              .formatted(request.targetId(), request.target()));
      return size;
    }
    origin(old.get(), InstanceServer.of(ends.source()).instances().get(job.here()));
    snapshots(ends);
    InstanceServer there = InstanceServer.of(ends.target());
    String driver = there.objects().pools().getOrDefault(old.get().pool().orElse(""), "");
    boolean shared = SHARING.contains(driver);
    OptionalLong was = ends.target().show(job.there()).disk();
    findings.warning(
        IncusCode.REFRESH,
        "What “%s” holds on %s is replaced. Until the new one was verified it is kept there as “%s…”, which takes %s."
            .formatted(
                request.targetId(),
                request.target(),
                Aside.name(request.targetId(), "").strip(),
                shared
                    ? "only the room of what changes, for its pool shares blocks"
                    : was.isPresent()
                        ? Sizes.text(was.getAsLong()) + " more, and the time to copy that"
                        : "its size once more, and the time to copy that"));
    if (shared) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Math.max(size.orElse(0), was.orElse(0)));
  }

  /** Two of different images are not the same container. */
  private void origin(Instance old, Instance source) {
    String image = source.settings().config().getOrDefault(Outfit.BASE_IMAGE, "");
    String other = old.settings().config().getOrDefault(Outfit.BASE_IMAGE, "");
    if (!image.equals(other)) {
      findings.blocker(
          IncusCode.REFRESH,
          "“%s” on %s was made of another image than “%s” on %s, so it is no copy of it."
              .formatted(
                  request.targetId(),
                  request.target(),
                  request.source().id(),
                  request.source().node()));
    }
  }

  /** A refresh removes what the source has not; without snapshots, all. */
  private void snapshots(Ends ends) throws IOException {
    InstanceServer here = InstanceServer.of(ends.source());
    InstanceServer there = InstanceServer.of(ends.target());
    var lost = new ArrayList<>(names(there, job.there()));
    if (job.snapshots() && Kinds.takesSnapshots(here, there)) {
      lost.removeAll(names(here, job.here()));
    }
    if (!lost.isEmpty()) {
      findings.warning(
          IncusCode.SNAPSHOTS_LOST,
          "These snapshots of “%s” on %s are not on %s and are removed: %s."
              .formatted(
                  request.targetId(),
                  request.target(),
                  request.source().node(),
                  String.join(", ", lost)));
    }
  }

  private static List<String> names(InstanceServer server, String instance) throws IOException {
    return server.snapshots().list(instance).stream().map(InstanceSnapshot::name).toList();
  }
}
