package quayside.core.migrate.incus;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import quayside.core.driver.InstanceServer;
import quayside.core.migrate.IncusOptions.Route;

/**
 * Which way the bytes go.
 *
 * @param route how
 * @param address where the one that connects reaches the other; empty for a relay
 */
record Routes(Route route, String address) {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** A round trip to both servers that is shorter comes by a network faster than they compress. */
  private static final Duration NEAR = Duration.ofMillis(10);

  static final Routes RELAY = new Routes(Route.RELAY, "");

  /**
   * The way that was wished, if it leads there; without a wish the target fetches it, else the
   * source brings it, else it goes through here, which always works.
   */
  static Optional<Routes> find(Job job, InstanceServer here, InstanceServer there)
      throws IOException {
    Optional<Route> wish = job.special().route();
    if (wish.isPresent()) {
      return switch (wish.get()) {
        case RELAY -> Optional.of(RELAY);
        case PULL -> pull(here, there);
        case PUSH -> push(here, there);
      };
    }
    Optional<Routes> direct = pull(here, there);
    if (direct.isEmpty()) {
      direct = push(here, there);
    }
    return Optional.of(direct.orElse(RELAY));
  }

  /**
   * Whether both servers are so near to this computer that what goes through it need not be
   * compressed.
   */
  static boolean areNear(InstanceServer here, InstanceServer there) throws IOException {
    Duration both = here.transfers().distance().plus(there.transfers().distance());
    return both.compareTo(NEAR) < 0;
  }

  /**
   * Whether the last refresh goes through this computer whatever way the others go, where no way
   * was wished: see {@link Run#carryLast}.
   *
   * @param near see {@link #areNear}
   */
  static boolean endsHere(Job job, boolean near) {
    return near && job.special().route().isEmpty();
  }

  private static Optional<Routes> pull(InstanceServer here, InstanceServer there)
      throws IOException {
    return there
        .transfers()
        .reaches(here.info(), PATIENCE)
        .map(address -> new Routes(Route.PULL, address));
  }

  private static Optional<Routes> push(InstanceServer here, InstanceServer there)
      throws IOException {
    return here.transfers()
        .reaches(there.info(), PATIENCE)
        .map(address -> new Routes(Route.PUSH, address));
  }
}
