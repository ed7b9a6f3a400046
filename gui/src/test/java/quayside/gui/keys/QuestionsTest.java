package quayside.gui.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class QuestionsTest {
  @Test
  void theFirstAnswerCountsAndTheThreadThatWaitsGetsIt() throws Exception {
    Asked<String> asked = new Asked<>();
    try (ExecutorService worker = Executors.newSingleThreadExecutor()) {
      var waiting = worker.submit(() -> asked.await("nobody"));
      asked.answer("yes");
      asked.answer("no");
      assertEquals("yes", waiting.get());
    }
  }
}
