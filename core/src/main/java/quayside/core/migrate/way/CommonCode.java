package quayside.core.migrate.way;

/** What can be found on every way. */
public enum CommonCode implements FindingCode {
  NO_WAY,
  SAME_NODE,
  ID_INVALID,
  SOURCE_MISSING,
  SOURCE_STATE,
  ID_TAKEN,
  UNSUPPORTED,
  ALREADY_MOVING,
  FREE_SPACE,
  FREE_SPACE_UNKNOWN,
  ADDRESS_TAKEN,
  ARCH,
  ARCH_UNKNOWN;

  @Override
  public CommonCode unknown() {
    return valueOf(name() + "_UNKNOWN");
  }
}
