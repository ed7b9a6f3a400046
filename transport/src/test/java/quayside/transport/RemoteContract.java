package quayside.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import quayside.transport.TransportException.Disconnected;
import quayside.transport.TransportException.Refused;
import quayside.transport.lab.Lab;

/** What every remote machine owes its user, whoever serves it. */
@Timeout(60)
abstract class RemoteContract {
  @TempDir Path folder;
  private Lab lab;
  private Remote remote;

  /** A machine for one test. */
  protected abstract Lab open(Path folder) throws Exception;

  /** Whether the server can hand a terminal over. */
  protected boolean hasTerminals() {
    return true;
  }

  @BeforeEach
  void connect() throws Exception {
    lab = open(folder);
    remote = over(plain()).connect(lab.endpoint());
  }

  private Connector plain() {
    return Connectors.ssh(SshSettings.in(folder.resolve("ssh")), HostKeys.REFUSING, Secrets.NONE);
  }

  /** What the contract is about, where it is more than plain connections. */
  protected Connector over(Connector plain) {
    return plain;
  }

  @AfterEach
  void close() {
    if (remote != null) {
      remote.close();
    }
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void wordsArriveUnchanged() throws Exception {
    List<String> odd =
        List.of(
            "plain",
            "",
            "two words",
            "it's",
            "\"quoted\"",
            "$(touch x) `id` $HOME",
            "a\nb\tc",
            "*?[a]~",
            "\\ back \\\\",
            "; rm -rf / #",
            "ünïcødé ☃",
            "-n",
            "--",
            "!event",
            "a=b&c|d>e");
    var argv = new ArrayList<>(List.of("printf", "%s\\0"));
    argv.addAll(odd);
    assertEquals(
        odd, List.of(text(remote.start(Command.of(argv))).split("\0", -1)).subList(0, odd.size()));
  }

  @Test
  void inputIsStreamedAndItsEndIsSeen() throws Exception {
    byte[] bytes = new byte[8 << 20];
    new Random(7).nextBytes(bytes);
    try (Exec cat = remote.start(Command.of("cat"))) {
      var writing = feed(cat, bytes);
      assertArrayEquals(bytes, cat.in().readAllBytes());
      assertEquals(0, cat.await());
      writing.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void answersComeWhileTheCommandStillRuns() throws Exception {
    try (Exec cat = remote.start(Command.of("cat"))) {
      for (int i = 0; i < 3; i++) {
        cat.out().write(("line " + i).getBytes(StandardCharsets.UTF_8));
        cat.out().flush();
        assertEquals("line " + i, new String(cat.in().readNBytes(6), StandardCharsets.UTF_8));
      }
      cat.out().close();
      assertEquals(-1, cat.in().read());
      assertEquals(0, cat.await());
    }
  }

  @Test
  void exitStatusAndSignalAreTold() throws Exception {
    assertEquals(7, shell("exit 7\n"));
    assertEquals(0, shell("exit 0\n"));
    assertEquals(128 + 15, shell("kill -TERM $$\n"));
  }

  @Test
  void unknownCommandsEndWith127AndSayWhyOnTheOtherStream() throws Exception {
    try (Exec exec = remote.start(Command.of("no-such-command"))) {
      exec.out().close();
      var err = read(exec.err());
      assertEquals(0, exec.in().readAllBytes().length);
      assertTrue(err.get(10, TimeUnit.SECONDS).contains("not found"));
      assertEquals(127, exec.await());
    }
  }

  @Test
  void tenMegabytesOfErrorsDoNotBlockAnything() throws Exception {
    Command flood = Command.of("dd", "if=/dev/zero", "of=/dev/stderr", "bs=1M", "count=10");
    try (Exec exec = remote.start(flood)) {
      exec.out().close();
      long count = 0;
      byte[] buffer = new byte[64 << 10];
      for (int n; (n = exec.err().read(buffer)) >= 0; ) {
        count += n;
      }
      assertTrue(count >= 10 << 20, "only " + count);
      assertEquals(0, exec.await());
    }
  }

  @Test
  void anUnreadStreamOfErrorsDoesNotBlockOtherCommands() throws Exception {
    try (Exec flood =
        remote.start(Command.of("dd", "if=/dev/zero", "of=/dev/stderr", "bs=1M", "count=100"))) {
      assertTrue(flood.err().read() >= 0);
      assertEquals("ok\0", text(remote.start(Command.of("printf", "%s\\0", "ok"))));
    }
  }

  @Test
  void aCommandThatReadsNothingDoesNotHangItsWriter() throws Exception {
    try (Exec exec = remote.start(Command.of("head", "-c", "10", "/dev/zero"))) {
      var writing = feed(exec, new byte[64 << 20]);
      assertEquals(10, exec.in().readAllBytes().length);
      assertEquals(0, exec.await());
      assertThrows(Exception.class, () -> writing.get(20, TimeUnit.SECONDS));
      assertEquals("ok\0", text(remote.start(Command.of("printf", "%s\\0", "ok"))));
    }
  }

  @Test
  void twentyCommandsAtOnceAllAnswer() throws Exception {
    var running = new ArrayList<Exec>();
    for (int i = 0; i < 20; i++) {
      running.add(remote.start(Command.of("cat")));
    }
    for (int i = 0; i < 20; i++) {
      running.get(i).out().write(("number " + i).getBytes(StandardCharsets.UTF_8));
      running.get(i).out().close();
    }
    for (int i = 0; i < 20; i++) {
      assertEquals("number " + i, text(running.get(i)));
    }
  }

  @Test
  void commandsRunFromManyThreads() throws Exception {
    var results = new ArrayList<CompletableFuture<String>>();
    for (int i = 0; i < 20; i++) {
      String word = "w" + i;
      results.add(async(() -> text(remote.start(Command.of("printf", "%s\\0", word)))));
    }
    for (int i = 0; i < 20; i++) {
      assertEquals("w" + i + "\0", results.get(i).get(30, TimeUnit.SECONDS));
    }
  }

  @Test
  void socketsAreReached() throws Exception {
    try (Duplex echo = remote.openUnixSocket(lab.socket())) {
      byte[] bytes = new byte[1 << 20];
      new Random(3).nextBytes(bytes);
      var writing =
          async(() -> {
            echo.out().write(bytes);
            echo.out().close();
            return "";
          });
      assertArrayEquals(bytes, echo.in().readAllBytes());
      writing.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void aSocketThatIsNotThereIsRefusedByName() {
    var refusal = assertThrows(Refused.class, () -> remote.openUnixSocket("/no/such/socket"));
    assertTrue(String.valueOf(refusal.getMessage()).contains("/no/such/socket"));
  }

  @Test
  void aTerminalIsThereWhenAskedFor() throws Exception {
    Assumptions.assumeTrue(hasTerminals(), "this server has no terminals to hand over");
    var terminal = new Command(List.of("tty"), Optional.of(new Command.Pty(80, 24)));
    try (Exec exec = remote.start(terminal)) {
      assertTrue(new String(exec.in().readAllBytes(), StandardCharsets.UTF_8).contains("/dev/"));
      assertEquals(0, exec.await());
    }
    try (Exec exec = remote.start(Command.of("tty"))) {
      exec.out().close();
      exec.in().readAllBytes();
      assertEquals(1, exec.await());
    }
  }

  @Test
  void closeFreesAReaderAndWhoeverAwaitsTheEnd() throws Exception {
    Exec sleep = remote.start(Command.of("sleep", "60"));
    var reading = async(() -> "read " + sleep.in().read());
    var awaiting = async(() -> "status " + sleep.await());
    assertFreedByClose(reading, awaiting);
  }

  @Test
  void closeFreesAWriterWhomNobodyReads() throws Exception {
    Exec sleep = remote.start(Command.of("sleep", "60"));
    assertFreedByClose(writing(sleep.out(), new CountDownLatch(1), 64));
  }

  @Test
  void closeFreesAWriterAtFullSpeed() throws Exception {
    Exec cat = remote.start(Command.of("cat"));
    var draining =
        async(() -> "drained " + cat.in().transferTo(java.io.OutputStream.nullOutputStream()));
    var fast = new CountDownLatch(200);
    var writing = writing(cat.out(), fast, Long.MAX_VALUE);
    assertTrue(fast.await(30, TimeUnit.SECONDS));
    assertFreedByClose(writing, draining);
  }

  @Test
  void afterCloseEverythingSaysSo() throws Exception {
    remote.close();
    assertThrows(Disconnected.class, () -> remote.start(Command.of("cat")));
    assertThrows(Disconnected.class, () -> remote.openUnixSocket(lab.socket()));
    remote.close();
  }

  @Test
  void closingOneCommandLeavesTheOthersAlone() throws Exception {
    Exec busy = remote.start(Command.of("head", "-c", "1000000000", "/dev/zero"));
    assertTrue(busy.in().read() >= 0);
    Exec other = remote.start(Command.of("cat"));
    busy.close();
    assertThrows(IOException.class, () -> busy.in().read());
    other.out().write(new byte[] {42});
    other.out().close();
    assertEquals(42, other.in().read());
    assertEquals(-1, other.in().read());
    assertEquals(0, other.await());
  }

  @Test
  void aServerThatAnswersIsToldFromOneThatIsGone() throws Exception {
    try (Remote here = plain().connect(lab.endpoint())) {
      assertTrue(here.answers(Duration.ofSeconds(20)));
      assertTrue(here.answers(Duration.ofSeconds(20)));
      lab.close();
      assertFalse(here.answers(Duration.ofSeconds(20)));
    }
  }

  @Test
  void aServerThatGoesAwayIsAnErrorAndNotAnEnd() throws Exception {
    Exec cat = remote.start(Command.of("cat"));
    var reading = async(() -> "read " + cat.in().read());
    lab.close();
    var failure = assertThrows(Exception.class, () -> reading.get(20, TimeUnit.SECONDS));
    assertInstanceOf(Disconnected.class, failure.getCause());
    assertThrows(Disconnected.class, cat::await);
    assertThrows(Disconnected.class, () -> remote.start(Command.of("cat")));
  }

  /** Generous, for a busy machine; what it guards against took half a minute. */
  private void assertFreedByClose(CompletableFuture<?>... blocked) throws Exception {
    assertFalse(blocked[0].isDone(), "it should be blocked by now");
    long before = System.nanoTime();
    remote.close();
    for (CompletableFuture<?> each : blocked) {
      assertThrows(
          java.util.concurrent.ExecutionException.class, () -> each.get(5, TimeUnit.SECONDS));
    }
    assertTrue(System.nanoTime() - before < TimeUnit.SECONDS.toNanos(5));
  }

  private static CompletableFuture<String> writing(
      java.io.OutputStream out, CountDownLatch progress, long megabytes) throws Exception {
    byte[] block = new byte[1 << 20];
    var result =
        async(() -> {
          for (long i = 0; i < megabytes; i++) {
            out.write(block);
            progress.countDown();
          }
          return "written";
        });
    progress.await(10, TimeUnit.SECONDS);
    return result;
  }

  private int shell(String script) throws IOException {
    try (Exec sh = remote.start(Command.of("sh"))) {
      sh.out().write(script.getBytes(StandardCharsets.UTF_8));
      sh.out().close();
      sh.in().readAllBytes();
      return sh.await();
    }
  }

  private static CompletableFuture<String> feed(Exec exec, byte[] bytes) {
    return async(() -> {
      exec.out().write(bytes);
      exec.out().close();
      return "fed";
    });
  }

  private static CompletableFuture<String> read(InputStream in) {
    return async(() -> new String(in.readAllBytes(), StandardCharsets.UTF_8));
  }

  private static String text(Exec exec) throws IOException {
    try (exec) {
      exec.out().close();
      String text = new String(exec.in().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, exec.await());
      return text;
    }
  }

  /** Something that blocks. */
  interface Blocking {
    String run() throws IOException;
  }

  private static CompletableFuture<String> async(Blocking task) {
    var result = new CompletableFuture<String>();
    Threads.start(
        "test",
        () -> {
          try {
            result.complete(task.run());
          } catch (IOException e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }
}
