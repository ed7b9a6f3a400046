package quayside.core.transfer.incus;

import quayside.core.transfer.way.ExportErrand;
import quayside.core.transfer.way.Interruption;
import quayside.core.transfer.way.Landing;

/** What the steps of one export tell each other, and what it writes down. */
final class ExportRun {
  /** Noted when something may be left. */
  static final String BEGUN = "begun";

  /** Noted when the server is asked to write the backup. */
  static final String PACKING = "packing";

  /** Noted when the backup is ready on the server. */
  static final String PACKED = "packed";

  /** Noted when the unfinished file here is ours: what tells the backup from another one. */
  static final String FETCHING = "fetching";

  final ExportErrand errand;
  final Landing landing;
  final ServerBackup backup;
  boolean packed;

  ExportRun(ExportErrand errand) {
    this.errand = errand;
    this.landing = new Landing(errand);
    this.backup = new ServerBackup(errand);
  }

  /** The stop of the container for it. */
  Interruption stop() {
    return new Interruption(
        errand,
        "%s: incus start %s --project %s (on LXD: lxc start)"
            .formatted(errand.node(), errand.id(), errand.source().pool()));
  }
}
