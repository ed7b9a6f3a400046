package quayside.core.archive.zfs.record;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a stream says it needs from its reader: bits 2 to 31 of the version word in BEGIN (OpenZFS,
 * zfs_ioctl.h, DMU_BACKUP_FEATURE_*).
 */
public enum Feature {
  DEDUP(0),
  DEDUP_PROPS(1),
  SA_SPILL(2),
  EMBED_DATA(16),
  LZ4(17),
  LARGE_BLOCKS(19),
  RESUMING(20),
  REDACTED(21),
  COMPRESSED(22),
  LARGE_DNODE(23),
  RAW(24),
  ZSTD(25),
  HOLDS(26),
  SWITCH_TO_LARGE_BLOCKS(27),
  LONGNAME(28),
  LARGE_MICROZAP(29);

  private final int bit;

  Feature(int bit) {
    this.bit = bit;
  }

  /** This feature's bit among the feature flags. */
  public long mask() {
    return 1L << bit;
  }

  /** The known features among the flags. */
  public static Set<Feature> of(long flags) {
    EnumSet<Feature> found = EnumSet.noneOf(Feature.class);
    for (Feature feature : values()) {
      if ((flags & feature.mask()) != 0) {
        found.add(feature);
      }
    }
    return found;
  }

  /** The flags that no known feature explains; 0 where all are known. */
  public static long unknown(long flags) {
    long rest = flags;
    for (Feature feature : values()) {
      rest &= ~feature.mask();
    }
    return rest;
  }
}
