package quayside.gui.fx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Small things that a page remembers from start to start: texts by key in a properties file, since
 * the window has no JSON reader of its own. May be used from any thread; only opening reads, and
 * writing happens beside the window.
 */
public final class Remembered {
  private static final System.Logger LOG = System.getLogger(Remembered.class.getName());

  private final Executor work;
  private final Path file;
  private final Properties stored = new Properties();
  private final ReentrantLock writing = new ReentrantLock();

  private Remembered(Executor work, Path file) {
    this.work = work;
    this.file = file;
  }

  /** Reads what is in a file; what is missing or senseless is forgotten. */
  public static Remembered in(Executor work, Path file) {
    var remembered = new Remembered(work, file);
    if (Files.exists(file)) {
      try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        remembered.stored.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        LOG.log(System.Logger.Level.WARNING, file + " could not be read", e);
      }
    }
    return remembered;
  }

  /** What is remembered under a key. */
  public Optional<String> get(String key) {
    return Optional.ofNullable(stored.getProperty(key));
  }

  /** The keys with a beginning. */
  public List<String> keys(String prefix) {
    return stored.stringPropertyNames().stream().filter(k -> k.startsWith(prefix)).toList();
  }

  /** Remembers a text, and forgets what was under that key. */
  public void put(String key, String value) {
    if (!value.equals(stored.setProperty(key, value))) {
      work.execute(this::write);
    }
  }

  /** Forgets. */
  public void forget(List<String> keys) {
    boolean changed = false;
    for (String key : keys) {
      changed |= stored.remove(key) != null;
    }
    if (changed) {
      work.execute(this::write);
    }
  }

  private void write() {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    writing.lock();
    try {
      try (var writer = Files.newBufferedWriter(fresh, StandardCharsets.UTF_8)) {
        stored.store(writer, "Quayside window");
      }
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, file + " could not be written", e);
    } finally {
      writing.unlock();
    }
  }
}
