package quayside.core.driver;

import java.time.Duration;

/**
 * How long a node may say nothing. Not a limit for the whole call: whoever keeps talking may go on.
 *
 * @param answer for questions; on vpsAdminOS each call of the command line starts an interpreter,
 *     which alone takes seconds on slow machines
 * @param step for starting, stopping, deleting and the steps of a send: a stream may stand still
 *     for minutes while buffers drain
 */
public record Limits(Duration answer, Duration step) {

  /** What is used on real nodes. */
  public static final Limits DEFAULT = new Limits(Duration.ofSeconds(60), Duration.ofMinutes(30));
}
