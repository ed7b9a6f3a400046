package quayside.core.transfer;

import java.nio.file.Path;
import java.util.Optional;
import quayside.core.driver.NativeArchives.MissingDevices;

/**
 * A wish to make a container of an archive.
 *
 * @param file absolute path of the archive
 * @param node name of the node it shall be on
 * @param options the details
 */
public record ImportRequest(Path file, String node, Options options) {

  /** A request with default options. */
  public static ImportRequest of(Path file, String node) {
    return new ImportRequest(file.toAbsolutePath(), node, Options.DEFAULT);
  }

  /**
   * The details.
   *
   * @param asId another id than the archive's
   * @param asUser another user
   * @param asGroup another group
   * @param pool there; absent: the node's first
   * @param project of an Incus or LXD server; absent: {@code default}
   * @param dataset full name of its root dataset; absent: the usual one
   * @param missing what to do about devices that the group does not have
   * @param start whether it is started
   * @param way by which; absent: the first that can
   */
  public record Options(
      Optional<String> asId,
      Optional<String> asUser,
      Optional<String> asGroup,
      Optional<String> pool,
      Optional<String> project,
      Optional<String> dataset,
      MissingDevices missing,
      boolean start,
      Optional<String> way) {

    /** All as the archive says it, not started. */
    public static final Options DEFAULT =
        new Options(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            MissingDevices.CHECK,
            false,
            Optional.empty());

    public Options withId(String id) {
      return new Options(
          Optional.of(id), asUser, asGroup, pool, project, dataset, missing, start, way);
    }

    public Options withWay(String name) {
      return new Options(
          asId, asUser, asGroup, pool, project, dataset, missing, start, Optional.of(name));
    }
  }
}
