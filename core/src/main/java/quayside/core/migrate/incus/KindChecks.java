package quayside.core.migrate.incus;

import java.io.IOException;
import quayside.core.driver.InstanceServer;
import quayside.core.migrate.way.Findings;
import quayside.core.migrate.way.IncusCode;
import quayside.core.model.Instance;

/** What gets lost where the servers are of two kinds or versions. */
final class KindChecks {
  private final Findings findings;
  private final Job job;

  KindChecks(Findings findings, Job job) {
    this.findings = findings;
    this.job = job;
  }

  void check(Instance source, InstanceServer here, InstanceServer there) throws IOException {
    var keys = Keys.of(here, there);
    Outfit outfit = Outfit.of(job, source, keys);
    String kind = there.info().platform().text();
    String server = kind + " " + there.info().version();
    if (Kinds.differ(here, there)) {
      findings.warning(
          IncusCode.KIND,
          "It goes from %s to %s. Neither project promises that; it is tried with %s and %s. What inside talks to its server (/dev/lxd, /dev/incus) may have to be changed."
              .formatted(
                  here.info().platform().text(),
                  kind,
                  here.info().platform().text() + " " + here.info().version(),
                  server));
    }
    if (!outfit.lost().isEmpty()) {
      findings.warning(
          IncusCode.SETTINGS_LOST,
          "%s does not know these settings; they are left out: %s."
              .formatted(server, String.join(", ", outfit.lost())));
    }
    if (job.snapshot().isEmpty()) {
      new SnapshotChecks(findings, job, server).check(keys, here, there);
    }
  }
}
