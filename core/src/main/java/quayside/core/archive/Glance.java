package quayside.core.archive;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What can be told of an archive without reading its data.
 *
 * @param file where it is
 * @param kind what it is
 * @param size bytes of the file
 * @param modified when the file was last written
 * @param id of the container in it; images have none
 * @param exportedAt when it was made, if it says so
 * @param traits a few words, such as {@code full}, {@code consistent}, {@code gzip}
 * @param remarks what is odd about it so far
 */
public record Glance(
    Path file,
    ArchiveKind kind,
    long size,
    Instant modified,
    Optional<String> id,
    Optional<Instant> exportedAt,
    List<String> traits,
    List<Remark> remarks) {
  public Glance {
    traits = List.copyOf(traits);
    remarks = List.copyOf(remarks);
  }

  /** Whether something is missing or broken, as far as can be seen. */
  public boolean damaged() {
    return remarks.stream().anyMatch(r -> r.severity() == Remark.Severity.DAMAGE);
  }
}
