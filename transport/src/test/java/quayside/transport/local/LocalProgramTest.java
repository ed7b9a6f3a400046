package quayside.transport.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import quayside.transport.Threads;

class LocalProgramTest {
  @Test
  void whatIsSaidIsHeard() throws Exception {
    byte[] words = "moored".getBytes(StandardCharsets.UTF_8);
    var result = LocalProgram.run(List.of("/bin/cat"), Map.of(), words, Duration.ofSeconds(20));
    byte[] said = new byte[result.out().remaining()];
    result.out().get(said);
    assertEquals(0, result.exit());
    assertArrayEquals(words, said);
  }

  /**
   * The scheduler of virtual threads makes up for those that read a pipe, but gives up what it took
   * for that after half a minute in which nothing happens.
   */
  @Test
  void silentProgramsStopNobodyElse() throws Exception {
    int programs = Runtime.getRuntime().availableProcessors() + 1;
    var ended = new CountDownLatch(programs);
    for (int i = 0; i < programs; i++) {
      Threads.start(
          "waits",
          () -> {
            try {
              LocalProgram.run(
                  List.of("/bin/sleep", "90"), Map.of(), new byte[0], Duration.ofSeconds(40));
            } catch (IOException _) {
              ended.countDown(); // it took too long, as it should
            }
          });
    }
    assertFalse(ended.await(33, TimeUnit.SECONDS));
    var ran = new CountDownLatch(1);
    Threads.start("another", ran::countDown);
    assertTrue(ran.await(5, TimeUnit.SECONDS), "no virtual thread runs any more");
    assertTrue(ended.await(30, TimeUnit.SECONDS));
  }
}
