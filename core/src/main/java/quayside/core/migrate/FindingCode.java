package quayside.core.migrate;

import java.util.Locale;

/**
 * Everything that preflight can find. The names are the stable codes of {@link Finding}, so that a
 * test can ask for each of them whether its condition was ever made on a node.
 */
enum FindingCode {
  SAME_NODE,
  ID_INVALID,
  NAME_INVALID,
  PEER_INVALID,
  SOURCE_MISSING,
  SOURCE_STATE,
  SEND_OPEN,
  SEND_OPEN_UNKNOWN,
  STAGED_LEFTOVER,
  ID_TAKEN,
  VERSION,
  VERSION_UNKNOWN,
  UNSUPPORTED,
  ALREADY_MOVING,
  FREE_SPACE,
  FREE_SPACE_UNKNOWN,
  POOL_MISSING,
  POOL_STATE,
  KEY,
  KEY_UNKNOWN,
  KEY_MISSING,
  KEY_UNAUTHORIZED,
  KEY_DIFFERS,
  KEY_LIMITED,
  KEY_FROM,
  PEER_UNREACHABLE,
  USER_MAP,
  USER_MAP_UNKNOWN,
  USER_OVERLAP,
  GROUP_MISSING,
  DEVICE_MISSING,
  DEVICE_MISSING_UNKNOWN,
  LINK_MISSING,
  LINK_MISSING_UNKNOWN,
  ADDRESS_TAKEN,
  ARCH,
  ARCH_UNKNOWN;

  /** As {@link Finding#code} has it: {@code key-missing}. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The finding that this one could not be looked for. */
  FindingCode unknown() {
    return valueOf(name() + "_UNKNOWN");
  }
}
