package quayside.core.driver.osctl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import quayside.core.driver.DriverException;

/** Reads lines of UTF-8 that may not be longer than a limit. */
final class Lines {
  /** A list of some ten thousand containers fits. */
  static final int LIMIT = 64 << 20;

  private final InputStream in;
  private final int limit;
  private final Runnable heard;
  private final byte[] buffer = new byte[16 << 10];
  private int from;
  private int to;

  /**
   * Reads from a stream.
   *
   * @param heard called whenever bytes arrive
   */
  Lines(InputStream in, int limit, Runnable heard) {
    this.in = in;
    this.limit = limit;
    this.heard = heard;
  }

  /** The next line without its end, also an unfinished last one; null at the end. */
  @Nullable String next() throws IOException {
    var line = new ByteArrayOutputStream();
    while (true) {
      if (from == to && !fill()) {
        return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
      }
      int end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      line.write(buffer, from, end - from);
      if (line.size() > limit) {
        throw new DriverException.Unreadable(
            "The node sent a line of more than " + limit + " bytes; the rest was not read.",
            Refusals.beginning(line.toString(StandardCharsets.UTF_8)));
      }
      from = Math.min(end + 1, to);
      if (end < to) {
        return line.toString(StandardCharsets.UTF_8);
      }
    }
  }

  private boolean fill() throws IOException {
    int count = in.read(buffer);
    if (count < 0) {
      return false;
    }
    from = 0;
    to = count;
    heard.run();
    return true;
  }
}
