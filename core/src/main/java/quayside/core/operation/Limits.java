package quayside.core.operation;

import java.time.Duration;

/**
 * How long an operation waits.
 *
 * @param answer for a node that is asked something short
 * @param stall for a sign of life while a node streams, stops or starts
 * @param patience for a running step when it is cancelled, before its connections are closed
 * @param settle for a node to end by itself what was begun on it
 * @param start for a container to run
 * @param poll between two looks
 */
public record Limits(
    Duration answer,
    Duration stall,
    Duration patience,
    Duration settle,
    Duration start,
    Duration poll) {

  /**
   * The usual ones. {@code stall} exceeds osctld's own limits for a stop (300 s) and a start (120
   * s), osctl(8) {@code ct stop}, {@code ct start}.
   */
  public static final Limits USUAL =
      new Limits(
          Duration.ofSeconds(90),
          Duration.ofSeconds(600),
          Duration.ofSeconds(10),
          Duration.ofSeconds(600),
          Duration.ofSeconds(120),
          Duration.ofMillis(250));
}
