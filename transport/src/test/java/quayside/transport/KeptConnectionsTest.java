package quayside.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import quayside.transport.TransportException.Disconnected;
import quayside.transport.TransportException.Unreachable;
import quayside.transport.lab.Blocked;
import quayside.transport.lab.EmbeddedLab;
import quayside.transport.lab.FreezingProxy;

/** Connections that are used again: only those that are idle, alive, and to the same place. */
@Timeout(60)
class KeptConnectionsTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration AT_ONCE = Duration.ofSeconds(20);

  @TempDir Path folder;
  private final List<Remote> made = new ArrayList<>();
  private EmbeddedLab lab;
  private FreezingProxy proxy;

  @BeforeEach
  void open() throws Exception {
    lab = new EmbeddedLab(folder);
    proxy = new FreezingProxy(lab.server().port());
  }

  @AfterEach
  void close() throws Exception {
    made.forEach(Remote::close);
    proxy.close();
    lab.close();
  }

  private KeptConnections kept(Duration time) {
    Connector plain =
        Connectors.ssh(SshSettings.in(folder.resolve("ssh")), HostKeys.REFUSING, Secrets.NONE);
    return new KeptConnections(
        endpoint -> {
          Remote remote = plain.connect(endpoint);
          made.add(remote);
          return remote;
        },
        time);
  }

  private Endpoint.Ssh throughProxy() {
    return Endpoint.Ssh.parse("root@127.0.0.1:" + proxy.port())
        .withIdentity(lab.key())
        .withHostKey(lab.server().hostKeySha256());
  }

  private static void use(Remote remote) throws IOException {
    try (Exec exec = remote.start(Command.of("printf", "%s", "a"))) {
      exec.out().close();
      assertEquals("a\0", new String(exec.in().readAllBytes(), StandardCharsets.UTF_8));
      assertEquals(0, exec.await());
    }
  }

  private static void until(Remote remote, boolean answers) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (remote.answers(AT_ONCE) != answers) {
      assertTrue(System.nanoTime() < end, "it still " + (answers ? "does not answer" : "answers"));
      Thread.sleep(10);
    }
  }

  @Test
  void anIdleOneIsUsedAgain() throws Exception {
    try (KeptConnections kept = kept(LONG)) {
      for (int i = 0; i < 3; i++) {
        try (Remote remote = kept.connect(lab.endpoint())) {
          use(remote);
        }
      }
      assertEquals(1, made.size());
    }
    assertFalse(made.getFirst().answers(AT_ONCE), "closing closes what is kept");
  }

  @Test
  void twoAtOnceAreTwoAndOneIsKept() throws Exception {
    try (KeptConnections kept = kept(LONG)) {
      Remote one = kept.connect(lab.endpoint());
      Remote two = kept.connect(lab.endpoint());
      use(one);
      use(two);
      one.close();
      two.close();
      assertTrue(made.getFirst().answers(AT_ONCE));
      assertFalse(made.getLast().answers(AT_ONCE));
    }
  }

  /** Another user, or another way to the same machine, has to log in by itself. */
  @Test
  void anotherEndpointGetsItsOwn() throws Exception {
    try (KeptConnections kept = kept(LONG)) {
      kept.connect(lab.endpoint()).close();
      kept.connect(throughProxy()).close();
      assertEquals(2, made.size());
    }
  }

  @Test
  void oneThatIsInUseEndsWithItsUse() throws Exception {
    try (KeptConnections kept = kept(LONG)) {
      Remote remote = kept.connect(lab.endpoint());
      Exec cat = remote.start(Command.of("cat"));
      var reading = Blocked.in(() -> assertEquals(0, cat.in().read()));
      remote.close();
      assertInstanceOf(Disconnected.class, reading.get(20, TimeUnit.SECONDS));
      assertFalse(made.getFirst().answers(AT_ONCE));
      use(kept.connect(lab.endpoint()));
      assertEquals(2, made.size());
    }
  }

  /** Closing twice gives back once: the next user keeps it for itself. */
  @Test
  void closedTwiceItIsGivenBackOnce() throws Exception {
    try (KeptConnections kept = kept(LONG)) {
      Remote first = kept.connect(lab.endpoint());
      first.close();
      Remote second = kept.connect(lab.endpoint());
      first.close();
      use(second);
      assertEquals(1, made.size());
    }
  }

  @Test
  void oneWhoseMachineFellSilentIsNotUsedAgain() throws Exception {
    try (KeptConnections kept = kept(LONG)) {
      Endpoint.Ssh there = throughProxy().withTimeout(Duration.ofSeconds(1));
      kept.connect(there).close();
      assertTrue(made.getFirst().answers(AT_ONCE));
      proxy.freeze();
      assertThrows(Unreachable.class, () -> kept.connect(there), "it was asked anew");
      assertFalse(made.getFirst().answers(AT_ONCE), "it was closed");
    }
  }

  @Test
  void oneThatEndedMeanwhileIsNotUsedAgain() throws Exception {
    try (KeptConnections kept = kept(LONG)) {
      kept.connect(lab.endpoint()).close();
      made.getFirst().close();
      use(kept.connect(lab.endpoint()));
      assertEquals(2, made.size());
    }
  }

  @Test
  void whatNobodyWantsIsClosed() throws Exception {
    try (KeptConnections kept = kept(Duration.ofMillis(50))) {
      for (int i = 0; i < 2; i++) { // the second time, too
        kept.connect(lab.endpoint()).close();
        until(made.getLast(), false);
      }
      assertEquals(2, made.size());
    }
  }

  @Test
  void afterTheEndNothingIsKept() throws Exception {
    KeptConnections kept = kept(LONG);
    Remote remote = kept.connect(lab.endpoint());
    kept.close();
    use(remote);
    remote.close();
    assertFalse(made.getFirst().answers(AT_ONCE));
  }
}
