package quayside.core.driver;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import quayside.core.model.ServerOperation;

/** What the server works on. Operations that are over are forgotten after five seconds. */
public interface ServerOperations {

  /** The time by the server's own clock, in whole seconds. */
  Instant clock() throws IOException;

  /** Those that go on, of all projects. */
  List<ServerOperation> list() throws IOException;

  /**
   * Those that go on and are about one instance, or about something of it.
   *
   * @param instance as {@code project:name}
   */
  List<ServerOperation> about(String instance) throws IOException;

  /**
   * One as it is now.
   *
   * @throws DriverException.NotFound if the server does not know it any more
   */
  ServerOperation get(String id) throws IOException;

  /**
   * Waits for the end of an operation.
   *
   * @param seen hears of it about each second, on the calling thread
   * @return how it ended: successfully
   * @throws DriverException if it failed; {@link DriverException.Silent} if nothing was heard of it
   *     for too long, or if the server forgot it: it may have worked
   */
  ServerOperation await(String id, Consumer<ServerOperation> seen) throws IOException;

  /** Waits for the end of an operation without looking at it meanwhile. */
  default ServerOperation await(String id) throws IOException {
    return await(id, _ -> {});
  }

  /**
   * Asks the server to stop working on it.
   *
   * @throws DriverException.Rejected if this one cannot be cancelled
   */
  void cancel(String id) throws IOException;
}
