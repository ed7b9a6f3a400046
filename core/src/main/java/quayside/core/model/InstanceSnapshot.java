package quayside.core.model;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A snapshot of an instance.
 *
 * @param name within the instance
 * @param created when
 * @param expires when the server removes it by itself
 * @param stateful whether the state of running is in it
 * @param size bytes, where the pool can tell
 * @param settings those that the instance had
 */
public record InstanceSnapshot(
    String name,
    Optional<Instant> created,
    Optional<Instant> expires,
    boolean stateful,
    OptionalLong size,
    InstanceSettings settings) {}
