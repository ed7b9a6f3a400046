package quayside.core.migrate;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** What a drop would mean, from what is known already: no node is asked. */
public sealed interface Preview {

  /**
   * It can be tried.
   *
   * @param method how, in a few words: {@code node to node, step by step}
   * @param bytes to carry, if known
   * @param duration of the whole, if it can be told
   * @param stop how long the container would be stopped, if it can be told
   */
  record Possible(
      String method, OptionalLong bytes, Optional<Duration> duration, Optional<Duration> stop)
      implements Preview {}

  /**
   * It cannot.
   *
   * @param reason one sentence
   */
  record Refused(String reason) implements Preview {}
}
