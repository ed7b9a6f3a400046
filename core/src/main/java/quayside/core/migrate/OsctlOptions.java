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
 * @param once whether the target shall accept the source's key for this one move, if it does not
 *     accept it anyway; taken back afterwards, however the move ends
 */
public record OsctlOptions(
    Optional<String> asUser, Optional<String> asGroup, Optional<Integer> port, boolean once)
    implements WayOptions {

  /** Everything as it is here. */
  public static final OsctlOptions DEFAULT =
      new OsctlOptions(Optional.empty(), Optional.empty(), Optional.empty(), false);

  /** The fix of a finding that {@link #once} settles too, for one move alone. */
  public static final String ONCE_SETTLES = "authorize";

  /** Without a key for one move. */
  public OsctlOptions(Optional<String> asUser, Optional<String> asGroup, Optional<Integer> port) {
    this(asUser, asGroup, port, false);
  }

  /** With a key for this one move, or without. */
  public OsctlOptions withOnce(boolean wanted) {
    return new OsctlOptions(asUser, asGroup, port, wanted);
  }

  /** These, or {@link WayOptions.None} if nothing is wanted, so that any way may be gone. */
  public WayOptions orNone() {
    return equals(DEFAULT) ? new None() : this;
  }

  @Override
  public List<String> wishes() {
    return Stream.of(
            asUser.map(_ -> "another user"),
            asGroup.map(_ -> "another group"),
            port.map(_ -> "another SSH port"),
            once ? Optional.of("a key for this move only") : Optional.<String>empty())
        .flatMap(Optional::stream)
        .toList();
  }
}
