package quayside.core.home;

import java.io.IOException;
import java.util.List;
import java.util.logging.ErrorManager;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is logged to the home's log file instead of the terminal. Two programs on one home
 * write into two files; old ones are replaced at 2 MB.
 */
public final class LogFile implements AutoCloseable {
  private static final int LIMIT_BYTES = 2_000_000;

  /** They tell each connection twice. */
  private static final List<String> TALKATIVE = List.of("net.schmizz", "org.apache.sshd");

  private final Logger root;
  private final List<Logger> hushed; // kept, because a logger that nobody holds forgets its level
  private final Handler file;

  private LogFile(Logger root, List<Logger> hushed, Handler file) {
    this.root = root;
    this.hushed = hushed;
    this.file = file;
  }

  /** Logs to the file from now on. */
  public static LogFile open(Home home) throws IOException {
    Logger root = quiet();
    OwnerOnly.make(home.log());
    Handler file = new FileHandler(escaped(home), LIMIT_BYTES, 1, true);
    root.setLevel(Level.INFO);
    // its own words of trouble, such as a line that comes while the program ends, go nowhere
    file.setErrorManager(new SilentErrors());
    file.setFormatter(new SimpleFormatter());
    root.addHandler(file);
    List<Logger> hushed = TALKATIVE.stream().map(Logger::getLogger).toList();
    hushed.forEach(logger -> logger.setLevel(Level.WARNING));
    return new LogFile(root, hushed, file);
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

  /** A log that cannot be written must not disturb what it tells about. */
  private static final class SilentErrors extends ErrorManager {
    @Override
    public synchronized void error(
        @Nullable String message, @Nullable Exception failure, int code) {}
  }

  @Override
  public void close() {
    hushed.forEach(logger -> logger.setLevel(Level.INFO));
    root.removeHandler(file);
    file.close();
  }
}
