package quayside.core.driver;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import quayside.core.model.InstanceSettings;
import quayside.core.model.ServerInfo;
import quayside.core.model.ServerOperation;
import quayside.transport.http.WebSocket;

/**
 * The two ends of an instance's way to another server. The data flows over WebSockets called {@code
 * control}, {@code fs} and, for running ones, {@code criu}, between whoever knows the channels'
 * secrets: two servers (pull and push), or this program in between (relay). Each call starts an
 * operation, which must be waited for or cancelled on both servers.
 */
public interface InstanceTransfers {

  /** Makes an instance ready to be fetched, by another server or by us. */
  Offer offer(String instance, Way way) throws IOException;

  /** Lets an instance be sent to an operation of another server that expects it. */
  ServerOperation push(String instance, Way way, Far target) throws IOException;

  /** Makes an instance here, or refreshes it, by fetching it from another server. */
  ServerOperation pull(Arrival arrival, Far source) throws IOException;

  /**
   * Makes an instance here, or refreshes it, with data that somebody else brings. If that fails
   * early, an empty instance stays behind.
   */
  Offer expect(Arrival arrival) throws IOException;

  /**
   * Opens a channel of an operation; {@code control} has to be the first, and the others follow
   * within seconds.
   */
  WebSocket open(Offer offer, String channel) throws IOException;

  /**
   * Whether this server reaches another one and finds the certificate there that is expected. It is
   * made to ask there for an image that does not exist, so nothing changes on either. Where we may
   * not make it ask, it counts as not reached: that cannot be told, and another way is left.
   *
   * @param other the other server
   * @param limit how long it may try
   * @return the address of the other server that works; empty if none is known to
   */
  Optional<String> reaches(ServerInfo other, Duration limit) throws IOException;

  /** How long a short question and its answer take; the shortest time of some. */
  Duration distance() throws IOException;

  /**
   * Whether the server has what it takes to carry a running container with its memory, the program
   * CRIU.
   *
   * @return empty if that cannot be told
   */
  Optional<Boolean> canFreeze() throws IOException;

  /**
   * Lets a container go on that is still frozen for a live move which is over: LXD 5.0 was seen to
   * wait for ever for the answer of a target that had none. Not before the copy is gone.
   *
   * @param instance as {@code project:name}
   * @return whether it was frozen for that; empty if that cannot be told
   */
  Optional<Boolean> release(String instance) throws IOException;

  /**
   * Whether a program restores the memory of an instance just now.
   *
   * @param instance as {@code project:name}
   * @return empty if that cannot be told
   */
  Optional<Boolean> restores(String instance) throws IOException;

  /**
   * Why the memory of a copy that came with it could not be restored, as the program that does that
   * wrote it down.
   *
   * @param instance as {@code project:name}
   * @return a sentence; empty if that was not tried, or is not told
   */
  Optional<String> restoreTrouble(String instance) throws IOException;

  /** The channels of an operation as another server is told of them, by one of our addresses. */
  Far far(Offer offer, String address);

  /**
   * What is carried.
   *
   * @param live with the state of running
   * @param snapshots with its snapshots
   * @param inconsistent files that vanish meanwhile are no failure
   * @param snapshot the state to carry, as an instance of its own; absent: as it is now
   */
  record Way(boolean live, boolean snapshots, boolean inconsistent, Optional<String> snapshot) {
    /** As it is now, not running. */
    public Way(boolean snapshots, boolean inconsistent) {
      this(false, snapshots, inconsistent, Optional.empty());
    }
  }

  /**
   * An operation that waits for its channels.
   *
   * @param secrets by channel; whoever knows them may connect
   */
  record Offer(String operation, Map<String, String> secrets) {
    @Override
    public String toString() {
      return "Offer[" + operation + ", " + secrets.keySet() + "]"; // never the secrets
    }
  }

  /**
   * The channels of an operation on another server.
   *
   * @param url of the operation
   * @param certificate of that server, as PEM
   * @param secrets by channel
   */
  record Far(String url, String certificate, Map<String, String> secrets) {
    @Override
    public String toString() {
      return "Far[" + url + ", " + secrets.keySet() + "]";
    }
  }

  /**
   * What shall be here afterwards.
   *
   * @param baseImage fingerprint of the image it was made of, which spares some of the way
   * @param refresh only what is not here yet: the instance exists
   */
  record Arrival(
      String project,
      String name,
      InstanceSettings settings,
      Way way,
      Optional<String> baseImage,
      boolean refresh) {}
}
