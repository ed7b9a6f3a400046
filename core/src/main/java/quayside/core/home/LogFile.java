package quayside.core.home;

import java.io.IOException;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Sends what is logged to the home's log file instead of the terminal. Two programs on one home
 * write into two files; old ones are replaced at 2 MB.
 */
public final class LogFile implements AutoCloseable {
  private static final int LIMIT_BYTES = 2_000_000;

  private final Logger root;
  private final Handler file;

  private LogFile(Logger root, Handler file) {
    this.root = root;
    this.file = file;
  }

  /** Logs to the file from now on. */
  public static LogFile open(Home home) throws IOException {
    Logger root = quiet();
    Handler file = new FileHandler(escaped(home), LIMIT_BYTES, 1, true);
    root.setLevel(Level.INFO);
    file.setFormatter(new SimpleFormatter());
    root.addHandler(file);
    return new LogFile(root, file);
  }

  private static Logger quiet() {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    return root;
  }

  /** FileHandler reads {@code %} as a pattern. */
  private static String escaped(Home home) {
    return home.log().toString().replace("%", "%%");
  }

  @Override
  public void close() {
    root.removeHandler(file);
    file.close();
  }
}
