package quayside.core.migrate.incus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import quayside.core.driver.InstanceServer;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.way.Findings;
import quayside.core.migrate.way.IncusCode;
import quayside.core.model.InstanceSnapshot;

/** Which snapshots stay behind, and which the target would refuse. */
final class SnapshotChecks {
  private final Findings findings;
  private final Job job;
  private final MoveRequest request;
  private final String target;

  /**
   * @param target kind and version of the target's server
   */
  SnapshotChecks(Findings findings, Job job, String target) {
    this.findings = findings;
    this.job = job;
    this.request = job.request();
    this.target = target;
  }

  void check(Keys keys, InstanceServer here, InstanceServer there) throws IOException {
    List<InstanceSnapshot> snapshots = here.snapshots().list(job.here());
    if (snapshots.isEmpty()) {
      return;
    }
    String names = String.join(", ", snapshots.stream().map(InstanceSnapshot::name).toList());
    if (!job.special().snapshots()) {
      if (!request.cloning()) {
        findings.warning(
            IncusCode.SNAPSHOTS_LOST,
            "Its snapshots are left behind and removed with the original: %s.".formatted(names));
      }
    } else if (!Kinds.takesSnapshots(here, there)) {
      String sentence =
          "%s takes no snapshots from %s: %s."
              .formatted(target, here.info().platform().text(), names);
      if (request.cloning()) {
        findings.warning(IncusCode.SNAPSHOTS_LOST, sentence + " The clone will have none.");
      } else {
        findings.blocker(
            IncusCode.SNAPSHOTS_LOST,
            sentence + " They would be lost: say that it shall go without them, or clone it.");
      }
    } else {
      settings(snapshots, keys);
    }
  }

  /**
   * The servers carry the settings of snapshots by themselves, as they are; one key that the target
   * does not know by that name fails the whole move, after all data was carried. Profiles and
   * networks that it lacks do not (both seen with LXD 5.0.2, Incus 6.0.4 and Incus 7.0.2).
   */
  private void settings(List<InstanceSnapshot> snapshots, Keys keys) throws IOException {
    var refused = new ArrayList<String>();
    for (InstanceSnapshot snapshot : snapshots) {
      List<String> unknown = keys.notAsTheyAre(snapshot.settings().config().keySet());
      if (!unknown.isEmpty()) {
        refused.add("%s (%s)".formatted(snapshot.name(), String.join(", ", unknown)));
      }
    }
    if (!refused.isEmpty()) {
      findings.blocker(
          IncusCode.SNAPSHOTS_REFUSED,
          "%s does not know settings that snapshots hold, from which nothing can be left out: %s. Let it go without its snapshots, or remove these."
              .formatted(target, String.join("; ", refused)));
    }
  }
}
