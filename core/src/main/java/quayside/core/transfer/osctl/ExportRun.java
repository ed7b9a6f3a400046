package quayside.core.transfer.osctl;

import java.util.List;
import quayside.core.driver.NativeArchives;
import quayside.core.transfer.way.ExportErrand;
import quayside.core.transfer.way.Interruption;
import quayside.core.transfer.way.Landing;

/** What the steps of one export tell each other, and what it writes down. */
final class ExportRun {
  /** Noted when something may be left. */
  static final String BEGUN = "begun";

  final ExportErrand errand;
  final Landing landing;
  List<NativeArchives.Volume> volumes = List.of();
  boolean ranConsistent;

  boolean packed;

  ExportRun(ExportErrand errand) {
    this.errand = errand;
    this.landing = new Landing(errand);
  }

  /** The stop of the container for it. */
  Interruption stop() {
    return stop(errand);
  }

  static Interruption stop(ExportErrand errand) {
    return new Interruption(errand, errand.node() + ": osctl ct start " + errand.name());
  }
}
