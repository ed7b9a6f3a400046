package quayside.core.archive;

/** Hears how far something that reads a whole archive is; may throw to end it. */
@FunctionalInterface
public interface ArchiveProgress {
  /** Nobody hears. */
  ArchiveProgress NONE = (_, _, _) -> {};

  /**
   * So far.
   *
   * @param doing what is being done, for example {@code checking}
   * @param done bytes
   * @param total bytes; 0 where it is not known
   */
  void at(String doing, long done, long total);
}
