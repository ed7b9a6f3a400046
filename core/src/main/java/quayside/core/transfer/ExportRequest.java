package quayside.core.transfer;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import quayside.core.driver.NativeArchives.Packing;
import quayside.core.model.ContainerRef;
import quayside.core.model.Platform;

/**
 * A wish to export a container.
 *
 * @param source which container
 * @param file absolute path of the archive
 * @param replace whether a file of that name may be replaced
 * @param consistent whether a running container is stopped for a moment, so that its files fit each
 *     other
 * @param packing of the streams in it
 * @param backup what only exports of Incus and LXD servers can be told
 * @param way by which; absent: the first that can
 */
public record ExportRequest(
    ContainerRef source,
    Path file,
    boolean replace,
    boolean consistent,
    Packing packing,
    BackupOptions backup,
    Optional<String> way) {

  /** One that is told nothing that only some servers understand. */
  public ExportRequest(
      ContainerRef source,
      Path file,
      boolean replace,
      boolean consistent,
      Packing packing,
      Optional<String> way) {
    this(source, file, replace, consistent, packing, BackupOptions.DEFAULT, way);
  }

  /** A consistent one that replaces nothing. */
  public static ExportRequest of(ContainerRef source, Path file) {
    return new ExportRequest(
        source, file.toAbsolutePath(), false, true, Packing.AUTO, Optional.empty());
  }

  /**
   * Whether a running container is stopped for its export unless somebody says so: a vpsAdminOS
   * node needs it for a moment only, a server of instances for as long as it writes.
   */
  public static boolean usuallyConsistent(Platform platform) {
    return !platform.isInstanceServer();
  }

  /** The name that an archive gets if nobody gives it another: {@code ID-YYYYMMDD-HHMM.tar}. */
  public static String proposedName(String id, LocalDateTime now) {
    return id
        + "-"
        + DateTimeFormatter.ofPattern("yyyyMMdd-HHmm", Locale.ROOT).format(now)
        + ".tar";
  }
}
