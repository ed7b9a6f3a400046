package quayside.core.embedded.osctld;

import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The commands of osctld as its socket offers them (names, options and answers of the control
 * protocol). The command line and the socket of the embedded node both go through this one face.
 */
public interface OsctldService {

  /**
   * Runs one command to its end.
   *
   * @param command for example {@code ct_list}
   * @param options JSON values by name
   * @param progress hears texts and objects while it runs, on the calling thread
   * @return a JSON value: list, map, string, number, boolean or null
   * @throws OsctldError if osctld would answer with {@code status: false}
   */
  @Nullable Object call(
      String command, Map<String, ? extends @Nullable Object> options, Consumer<Object> progress)
      throws OsctldError;

  /** Subscribes to events, each a map with {@code type} and {@code opts}; close to stop. */
  Subscription subscribe(Consumer<Map<String, Object>> events);

  /** What {@link #subscribe} began. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /** osctld's refusal, in its own words. */
  final class OsctldError extends Exception {
    private static final long serialVersionUID = 1L;

    public OsctldError(String message) {
      super(message);
    }
  }
}
