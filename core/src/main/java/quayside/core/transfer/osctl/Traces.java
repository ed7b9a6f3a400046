package quayside.core.transfer.osctl;

import quayside.core.driver.NativeArchives.Packing;
import quayside.core.transfer.way.ExportErrand;
import quayside.core.transfer.way.ImportErrand;

/** Names of what exports and imports leave on a vpsAdminOS node for a while. */
final class Traces {
  private Traces() {}

  /** The snapshot of the first copy. */
  static String base(ExportErrand errand) {
    return "quayside-base-" + errand.tag();
  }

  /** The snapshot of the last moment. */
  static String last(ExportErrand errand) {
    return "quayside-incr-" + errand.tag();
  }

  /** A folder on the node, in the folder of its pool, for an archive that the node writes. */
  static String nodeFolder(ExportErrand errand, String poolFolder) {
    return folder(poolFolder, errand.tag());
  }

  /** That archive. */
  static String nodeFile(ExportErrand errand, String poolFolder) {
    return nodeFolder(errand, poolFolder) + "/export.tar";
  }

  /** A folder on the node, in the folder of its pool, for the archive that is uploaded. */
  static String nodeFolder(ImportErrand errand, String poolFolder) {
    return folder(poolFolder, errand.tag());
  }

  /** That archive. */
  static String nodeFile(ImportErrand errand, String poolFolder) {
    return nodeFolder(errand, poolFolder) + "/import.tar";
  }

  private static String folder(String poolFolder, String tag) {
    return poolFolder + "/.quayside-" + tag;
  }

  /** Under this name the node knows the key for this one container. */
  static String keyName(ImportErrand errand) {
    return "quayside-import-" + errand.tag();
  }

  /** Whether streams are packed: osctld's “auto” always does. */
  static boolean gzip(ExportErrand errand) {
    return errand.request().packing() != Packing.OFF;
  }
}
