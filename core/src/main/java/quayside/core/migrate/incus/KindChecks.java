package quayside.core.migrate.incus;

import java.io.IOException;
import java.util.List;
import quayside.core.driver.InstanceServer;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.way.Findings;
import quayside.core.migrate.way.IncusCode;
import quayside.core.model.Instance;
import quayside.core.model.InstanceSnapshot;

/** What gets lost where the servers are of two kinds, and which snapshots stay behind. */
final class KindChecks {
  private final Findings findings;
  private final Job job;
  private final MoveRequest request;

  KindChecks(Findings findings, Job job) {
    this.findings = findings;
    this.job = job;
    this.request = job.request();
  }

  void check(Instance source, InstanceServer here, InstanceServer there) throws IOException {
    Outfit outfit = Outfit.of(job, source, here.info(), there.info());
    String kind = there.info().platform().text();
    if (Kinds.differ(here, there)) {
      findings.warning(
          IncusCode.KIND,
          "It goes from %s to %s. Neither project promises that; it is tried with %s and %s. What inside talks to its server (/dev/lxd, /dev/incus) may have to be changed."
              .formatted(
                  here.info().platform().text(),
                  kind,
                  here.info().platform().text() + " " + here.info().version(),
                  kind + " " + there.info().version()));
    }
    if (!outfit.lost().isEmpty()) {
      findings.warning(
          IncusCode.SETTINGS_LOST,
          "%s does not know these settings; they are left out: %s."
              .formatted(kind, String.join(", ", outfit.lost())));
    }
    snapshots(here.snapshots().list(job.here()), here, there, kind);
  }

  private void snapshots(
      List<InstanceSnapshot> snapshots, InstanceServer here, InstanceServer there, String kind) {
    if (snapshots.isEmpty()) {
      return;
    }
    String names = String.join(", ", snapshots.stream().map(InstanceSnapshot::name).toList());
    if (job.snapshot().isPresent()) {
      return;
    }
    if (!job.special().snapshots()) {
      if (!request.cloning()) {
        findings.warning(
            IncusCode.SNAPSHOTS_LOST,
            "Its snapshots are left behind and removed with the original: %s.".formatted(names));
      }
    } else if (!Kinds.takesSnapshots(here, there)) {
      String sentence =
          "%s takes no snapshots from %s: %s."
              .formatted(kind + " " + there.info().version(), here.info().platform().text(), names);
      if (request.cloning()) {
        findings.warning(IncusCode.SNAPSHOTS_LOST, sentence + " The clone will have none.");
      } else {
        findings.blocker(
            IncusCode.SNAPSHOTS_LOST,
            sentence + " They would be lost: say that it shall go without them, or clone it.");
      }
    }
  }
}
