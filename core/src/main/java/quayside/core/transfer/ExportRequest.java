package quayside.core.transfer;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import quayside.core.driver.NativeArchives.Packing;
import quayside.core.model.ContainerRef;

/**
 * A wish to export a container.
 *
 * @param source which container
 * @param file absolute path of the archive
 * @param replace whether a file of that name may be replaced
 * @param consistent whether a running container is stopped for a moment, so that its files fit each
 *     other
 * @param packing of the streams in it
 * @param way by which; absent: the first that can
 */
public record ExportRequest(
    ContainerRef source,
    Path file,
    boolean replace,
    boolean consistent,
    Packing packing,
    Optional<String> way) {

  /** A consistent one that replaces nothing. */
  public static ExportRequest of(ContainerRef source, Path file) {
    return new ExportRequest(
        source, file.toAbsolutePath(), false, true, Packing.AUTO, Optional.empty());
  }

  /** The name that an archive gets if nobody gives it another: {@code ID-YYYYMMDD-HHMM.tar}. */
  public static String proposedName(String id, LocalDateTime now) {
    return id
        + "-"
        + DateTimeFormatter.ofPattern("yyyyMMdd-HHmm", Locale.ROOT).format(now)
        + ".tar";
  }
}
