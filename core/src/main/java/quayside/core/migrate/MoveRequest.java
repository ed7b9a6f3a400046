package quayside.core.migrate;

import java.time.Duration;
import java.util.Optional;
import quayside.core.model.ContainerRef;

/**
 * A wish to move or clone a container.
 *
 * @param source which container
 * @param target name of the node it shall go to
 * @param cloning whether the source stays
 * @param options the details
 */
public record MoveRequest(ContainerRef source, String target, boolean cloning, Options options) {

  /** A request with default options. */
  public static MoveRequest of(ContainerRef source, String target, boolean cloning) {
    return new MoveRequest(source, target, cloning, Options.DEFAULT);
  }

  /** The id that the container will have on the target. */
  public String targetId() {
    return options.asId().orElse(source.id());
  }

  /**
   * The details.
   *
   * @param asId another id there
   * @param asUser another user there
   * @param asGroup another group there
   * @param toPool pool there; absent: the one whose key is authorised
   * @param network whether network interfaces are kept
   * @param start whether it is started there, if it runs here
   * @param restart whether a clone's source is started again, if it was running
   * @param consistent whether a clone's source is stopped for the last round
   * @param port SSH port of the target, if not the one in the node book
   * @param switchOver when to switch over
   */
  public record Options(
      Optional<String> asId,
      Optional<String> asUser,
      Optional<String> asGroup,
      Optional<String> toPool,
      boolean network,
      boolean start,
      boolean restart,
      boolean consistent,
      Optional<Integer> port,
      SwitchOver switchOver) {

    /** Same names, everything kept, started there, switched over as soon as the stop is short. */
    public static final Options DEFAULT =
        new Options(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true,
            true,
            true,
            true,
            Optional.empty(),
            new SwitchOver.WhenReady());
  }

  /** When to switch over. */
  public sealed interface SwitchOver {
    /** As soon as more syncs would not shorten the stop. */
    record WhenReady() implements SwitchOver {}

    /** Straight after the first copy, without syncs. */
    record WithoutSync() implements SwitchOver {}

    /** When somebody says so; keeps syncing until more syncs would not shorten the stop. */
    record WhenTold() implements SwitchOver {}

    /** Only if the forecast stop is below a limit; otherwise waits to be told. */
    record IfBelow(Duration limit) implements SwitchOver {}
  }
}
