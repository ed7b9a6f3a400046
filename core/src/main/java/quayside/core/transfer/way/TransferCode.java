package quayside.core.transfer.way;

import quayside.core.migrate.way.FindingCode;

/** What can be found of exports and imports alone. */
public enum TransferCode implements FindingCode {
  NO_WAY,
  UNSUPPORTED,
  ALREADY_EXPORTING,
  FILE_EXISTS,
  FOLDER_MISSING,
  FOLDER_FORBIDDEN,
  DISK_SPACE,
  DISK_SPACE_UNKNOWN,
  NODE_SPACE,
  NODE_SPACE_UNKNOWN,
  STOPS,
  STOPS_UNKNOWN,
  RESUME,
  TOO_LARGE,
  ARCHIVE_DAMAGED,
  ARCHIVE_REFUSED,
  ARCHIVE_ODD,
  ARCHIVE_UNVERIFIED,
  ID_MISSING,
  USER_MISSING,
  GROUP_MISSING,
  DATASET,
  DEVICES,
  KEY,
  RECEIVE_ONLY,
  OPTIMIZED,
  PACKING,
  MAC_TAKEN,
  STAGED_LEFTOVER;

  @Override
  public TransferCode unknown() {
    return valueOf(name() + "_UNKNOWN");
  }
}
