package quayside.core.driver.osctl;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import quayside.core.driver.NativeSend;
import quayside.core.json.JsonValue;

/** How commands get to osctld: by its socket or by its command line. */
interface Carrier {

  /** Hears nothing. */
  NativeSend.Listener DEAF =
      new NativeSend.Listener() {
        @Override
        public void update(String text) {}

        @Override
        public void bytes(long done, long total) {}
      };

  /**
   * Runs a command to its end.
   *
   * @param silence how long the node may say nothing
   * @param listener hears progress
   * @return the answer; null where there is none
   */
  JsonValue call(Call call, Duration silence, NativeSend.Listener listener) throws IOException;

  /** Hands over events until the connection ends; returns only by an exception. */
  void watch(Consumer<JsonValue> events) throws IOException;

  /** osctld's version. */
  String version() throws IOException;

  /** Closes what is kept open between calls. */
  default void closeIdle() {}
}
