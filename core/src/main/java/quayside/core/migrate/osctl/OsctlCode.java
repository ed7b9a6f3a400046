package quayside.core.migrate.osctl;

import quayside.core.migrate.way.FindingCode;

/** What can be found between vpsAdminOS nodes alone. */
public enum OsctlCode implements FindingCode {
  NAME_INVALID,
  PEER_INVALID,
  SEND_OPEN,
  SEND_OPEN_UNKNOWN,
  STAGED_LEFTOVER,
  VERSION,
  VERSION_UNKNOWN,
  POOL_MISSING,
  POOL_STATE,
  KEY,
  KEY_UNKNOWN,
  KEY_MISSING,
  KEY_UNAUTHORIZED,
  KEY_DIFFERS,
  KEY_LIMITED,
  KEY_FROM,
  KEY_ONCE,
  PEER_HOST_KEY,
  PEER_UNREACHABLE,
  USER_MAP,
  USER_MAP_UNKNOWN,
  USER_OVERLAP,
  GROUP_MISSING,
  DEVICE_MISSING,
  DEVICE_MISSING_UNKNOWN,
  LINK_MISSING,
  LINK_MISSING_UNKNOWN;

  @Override
  public OsctlCode unknown() {
    return valueOf(name() + "_UNKNOWN");
  }
}
