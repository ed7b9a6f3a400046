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

  /** Whether the container is stopped for it, if it runs. */
  public boolean stops() {
    return !cloning || options.consistent();
  }

  /**
   * The details.
   *
   * @param asId another id there
   * @param toPool pool there; absent: the one that the way chooses
   * @param network whether network interfaces are kept
   * @param start whether it is started there, if it runs here
   * @param restart whether a clone's source is started again, if it was running
   * @param consistent whether a clone's source is stopped for the last round
   * @param switchOver when to switch over
   * @param way name of the way to go; absent: the first that joins the nodes
   * @param special what only some ways know; it leaves those that do not out of the choice
   */
  public record Options(
      Optional<String> asId,
      Optional<String> toPool,
      boolean network,
      boolean start,
      boolean restart,
      boolean consistent,
      SwitchOver switchOver,
      Optional<String> way,
      WayOptions special) {

    /** Same names, everything kept, started there, switched over as soon as the stop is short. */
    public static final Options DEFAULT =
        new Options(
            Optional.empty(),
            Optional.empty(),
            true,
            true,
            true,
            true,
            new SwitchOver.WhenReady(),
            Optional.empty(),
            new WayOptions.None());

    /** With another id there. */
    public Options withAsId(String id) {
      return new Options(
          Optional.of(id), toPool, network, start, restart, consistent, switchOver, way, special);
    }

    /** To another pool there. */
    public Options withToPool(String pool) {
      return new Options(
          asId, Optional.of(pool), network, start, restart, consistent, switchOver, way, special);
    }

    /** With or without its network interfaces. */
    public Options withNetwork(boolean kept) {
      return new Options(asId, toPool, kept, start, restart, consistent, switchOver, way, special);
    }

    /** Started there or not. */
    public Options withStart(boolean started) {
      return new Options(
          asId, toPool, network, started, restart, consistent, switchOver, way, special);
    }

    /** With or without a stop for the last round of a clone. */
    public Options withConsistent(boolean wanted) {
      return new Options(asId, toPool, network, start, restart, wanted, switchOver, way, special);
    }

    /** Switched over at another time. */
    public Options withSwitchOver(SwitchOver when) {
      return new Options(asId, toPool, network, start, restart, consistent, when, way, special);
    }

    /** On the way of this name. */
    public Options withWay(String name) {
      return new Options(
          asId,
          toPool,
          network,
          start,
          restart,
          consistent,
          switchOver,
          Optional.of(name),
          special);
    }

    /** With what only some ways know. */
    public Options withSpecial(WayOptions known) {
      return new Options(asId, toPool, network, start, restart, consistent, switchOver, way, known);
    }
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
