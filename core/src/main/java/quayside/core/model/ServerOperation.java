package quayside.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something that an Incus or LXD server works on (REST API, {@code Operation}).
 *
 * @param id by which it is waited for and cancelled
 * @param description in the server's words, for example {@code Creating instance}
 * @param code status code: below 200 it goes on, 200 is success, above it failed
 * @param status the same as a word
 * @param resources what it is about, as addresses of the API
 * @param metadata what it tells while it runs and in the end (JSON values)
 * @param mayCancel whether it can be cancelled
 * @param error why it failed; empty otherwise
 * @param created when it began
 * @param updated when something was last heard of it
 */
public record ServerOperation(
    String id,
    String description,
    long code,
    String status,
    List<String> resources,
    Map<String, Object> metadata,
    boolean mayCancel,
    String error,
    Optional<Instant> created,
    Optional<Instant> updated) {

  /** The first code of those that do not change any more. */
  private static final long FINAL = 200;

  public boolean isOver() {
    return code >= FINAL;
  }

  public boolean isSuccess() {
    return code == FINAL;
  }

  /** Whether it is about an instance of this name, or about something of it; of any project. */
  public boolean isAbout(String instance) {
    String address = "/1\\.0/(instances|containers)/" + Pattern.quote(instance) + "([/?].*)?";
    return resources.stream().anyMatch(url -> url.matches(address));
  }

  /** The text of progress that the server shows, for example {@code c1: 2.81GB (87.43MB/s)}. */
  public Optional<String> progress() {
    return metadata.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith("_progress"))
        .map(entry -> String.valueOf(entry.getValue()))
        .findFirst();
  }
}
