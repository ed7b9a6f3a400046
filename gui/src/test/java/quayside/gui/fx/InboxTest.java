package quayside.gui.fx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class InboxTest {
  private record Report(String step, int percent) {}

  private final Queue<Runnable> fx = new ArrayDeque<>();
  private final List<Report> delivered = new ArrayList<>();
  private final Inbox<Report> inbox = new Inbox<>(fx::add, Report::step, delivered::add);

  @Test
  void aMillionReportsOfOneStepAreOneTurn() {
    for (int i = 1; i <= 1_000_000; i++) {
      inbox.post(new Report("rootfs", i));
    }
    assertEquals(1, fx.size());
    fx.remove().run();
    assertEquals(List.of(new Report("rootfs", 1_000_000)), delivered);
  }

  @Test
  void differentThingsKeepTheirOrder() {
    inbox.post(new Report("config", 1));
    inbox.post(new Report("rootfs", 1));
    inbox.post(new Report("config", 2));
    fx.remove().run();
    assertEquals(List.of(new Report("config", 2), new Report("rootfs", 1)), delivered);
  }

  @Test
  void whatComesDuringADeliveryIsDeliveredNext() {
    inbox.post(new Report("a", 1));
    fx.remove().run();
    inbox.post(new Report("a", 2));
    assertEquals(1, fx.size());
    fx.remove().run();
    assertEquals(List.of(new Report("a", 1), new Report("a", 2)), delivered);
  }

  @Test
  void nothingIsLostBetweenThreads() throws InterruptedException {
    List<Report> seen = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(4);
    try (ExecutorService one = Executors.newSingleThreadExecutor();
        ExecutorService many = Executors.newFixedThreadPool(4)) {
      Inbox<Report> shared = new Inbox<>(one, r -> r, seen::add);
      for (int t = 0; t < 4; t++) {
        String name = "thread " + t;
        many.execute(() -> {
          for (int i = 0; i < 500; i++) {
            shared.post(new Report(name, i));
          }
          done.countDown();
        });
      }
      done.await();
    }
    assertEquals(2000, seen.size());
  }
}
