package quayside.cli;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Things that are closed together, the last opened first. */
final class Closing implements Closeable {
  private final Deque<Closeable> opened = new ArrayDeque<>();

  /** One more. */
  <T extends Closeable> T add(T thing) {
    opened.push(thing);
    return thing;
  }

  @Override
  public void close() throws IOException {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }
}
