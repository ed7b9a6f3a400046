package quayside.core.create;

import quayside.core.migrate.way.FindingCode;

/** What can be found of wishes for instances alone. */
enum CreateCode implements FindingCode {
  NAME_MISSING,
  NAME_INVALID,
  NAME_TAKEN,
  SOURCE_MISSING,
  IMAGE_MISSING,
  IMAGE_ARCH,
  IMAGE_SERVER,
  ORIGINAL_MISSING,
  ORIGINAL_RUNS,
  PROJECT_MISSING,
  PROFILE_MISSING,
  POOL_MISSING,
  POOL_UNKNOWN,
  SIZE_INVALID,
  SIZE_IGNORED,
  MAYBE_SECRET;

  @Override
  public CreateCode unknown() {
    return this;
  }
}
