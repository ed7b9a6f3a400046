package quayside.core.archive;

import java.util.Optional;

/**
 * Something in which two archives differ.
 *
 * @param where for example {@code container.hostname} or {@code hooks/post-start}
 * @param left in the first archive; empty if it is not there
 * @param right in the second one
 */
public record Difference(String where, Optional<String> left, Optional<String> right) {}
