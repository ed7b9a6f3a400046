package quayside.core.migrate;

import java.util.Optional;
import quayside.core.migrate.incus.Remnants;
import quayside.core.model.Container;

/**
 * What an operation left on a node, or just works on there, as the node's own list tells; whichever
 * computer began it.
 *
 * @param kind what it is
 * @param sentence that says what to think of it
 */
public record Remnant(Kind kind, String sentence) {

  /** What can be left. */
  public enum Kind {
    /** A copy that is not whole yet, or never became it. */
    HALF_COPY,
    /** A half copy that somebody has started. */
    USED_COPY,
    /** A whole copy whose move was not ended: its original may be there yet. */
    WHOLE_COPY,
    /** What a refresh is to replace, under its other name. */
    SET_ASIDE
  }

  /** What a container is, if it is not just a container. */
  public static Optional<Remnant> of(Container container) {
    return Remnants.of(container);
  }
}
