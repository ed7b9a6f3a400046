package quayside.core.migrate;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What only osctl's own send can be told: osctl(8), {@code ct send}.
 *
 * @param asUser another user there
 * @param asGroup another group there
 * @param port SSH port of the target, if not the one in the node book
 */
public record OsctlOptions(
    Optional<String> asUser, Optional<String> asGroup, Optional<Integer> port)
    implements WayOptions {

  /** Everything as it is here. */
  public static final OsctlOptions DEFAULT =
      new OsctlOptions(Optional.empty(), Optional.empty(), Optional.empty());

  /** These, or {@link WayOptions.None} if nothing is wanted, so that any way may be gone. */
  public WayOptions orNone() {
    return equals(DEFAULT) ? new None() : this;
  }

  @Override
  public List<String> wishes() {
    return Stream.of(
            asUser.map(_ -> "another user"),
            asGroup.map(_ -> "another group"),
            port.map(_ -> "another SSH port"))
        .flatMap(Optional::stream)
        .toList();
  }
}
