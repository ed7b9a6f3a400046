package quayside.core.driver;

import java.time.Duration;
import java.util.Optional;

/**
 * How something is to be done, where the usual way is not wanted.
 *
 * @param force at once: nothing inside is asked to end itself
 * @param timeout how long a clean end may take
 * @param stateful keep the state of running at a stop, and go on from it at a start
 */
public record ActionOptions(boolean force, Optional<Duration> timeout, boolean stateful) {

  /** The usual way. */
  public static final ActionOptions USUAL = new ActionOptions(false, Optional.empty(), false);
}
