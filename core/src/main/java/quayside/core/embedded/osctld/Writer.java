package quayside.core.embedded.osctld;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import quayside.core.embedded.store.Dataset;
import quayside.transport.Threads;

/** What a running container does all day: it writes files, ten times a second. */
final class Writer {
  private static final System.Logger LOG = System.getLogger(Writer.class.getName());
  private static final int FILES = 64;
  private static final int TICK_MILLIS = 100;

  private final Dataset dataset;
  private final Path spare;
  private final LongSupplier rate;
  private final BooleanSupplier frozen;
  private final CountDownLatch ending = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicLong written;
  private int next;

  Writer(
      Dataset dataset, Path spare, LongSupplier rate, BooleanSupplier frozen, AtomicLong written) {
    this.dataset = dataset;
    this.spare = spare;
    this.rate = rate;
    this.frozen = frozen;
    this.written = written;
  }

  void start(String name) {
    Threads.start("writer of " + name, this::run);
  }

  /** Ends it; no byte is written after this returns. */
  void stop() throws InterruptedException {
    ending.countDown();
    ended.await();
  }

  private void run() {
    var random = new SplittableRandom(dataset.live().hashCode());
    long before = System.nanoTime();
    try {
      while (!ending.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
        long now = System.nanoTime();
        long bytes = (long) (rate.getAsLong() * ((now - before) / 1e9));
        before = now;
        if (bytes > 0 && !frozen.getAsBoolean()) {
          byte[] content = new byte[(int) Math.min(bytes, 64 << 20)];
          random.nextBytes(content);
          replace("var/log/journal/" + next++ % FILES + ".log", content);
          written.addAndGet(content.length);
        }
      }
    } catch (NoSuchFileException e) {
      LOG.log(System.Logger.Level.DEBUG, "the container's files are gone", e);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the container could not write", e);
    } catch (InterruptedException e) {
      LOG.log(System.Logger.Level.DEBUG, "the writer was interrupted", e);
    } finally {
      ended.countDown();
    }
  }

  private void replace(String name, byte[] content) throws IOException {
    Path file = dataset.live().resolve(name);
    Files.write(spare, content);
    dataset.change(() -> {
      Path place = dataset.live();
      for (String part : List.of("var", "log", "journal")) {
        place = place.resolve(part);
        if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
          Files.createDirectory(place);
        }
      }
      Files.move(spare, file, StandardCopyOption.ATOMIC_MOVE);
    });
  }
}
