package quayside.transport;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import quayside.transport.TransportException.Disconnected;
import quayside.transport.TransportException.Unreachable;
import quayside.transport.lab.EmbeddedLab;
import quayside.transport.lab.FreezingProxy;

/** Machines that are silent, gone or never were. */
@Timeout(60)
class DeadPeerTest {
  @TempDir Path folder;
  private EmbeddedLab lab;
  private FreezingProxy proxy;

  @BeforeEach
  void open() throws Exception {
    lab = new EmbeddedLab(folder);
    proxy = new FreezingProxy(lab.server().port());
  }

  @AfterEach
  void close() throws Exception {
    proxy.close();
    lab.close();
  }

  @Test
  void aReaderLearnsThatThePeerFellSilent() throws Exception {
    try (Remote remote = connect("root@127.0.0.1:" + proxy.port())) {
      Exec cat = remote.start(Command.of("cat"));
      var reading = new CompletableFuture<Integer>();
      run(reading, () -> cat.in().read());
      proxy.freeze();
      assertDisconnected(reading);
    }
  }

  @Test
  void aWriterAtFullSpeedLearnsThatThePeerFellSilent() throws Exception {
    try (Remote remote = connect("root@127.0.0.1:" + proxy.port())) {
      Exec cat = remote.start(Command.of("cat"));
      var draining = new CompletableFuture<Integer>();
      run(draining, () -> (int) cat.in().transferTo(java.io.OutputStream.nullOutputStream()));
      var fast = new CountDownLatch(100);
      var writing = new CompletableFuture<Integer>();
      run(
          writing,
          () -> {
            byte[] block = new byte[1 << 20];
            while (true) {
              cat.out().write(block);
              fast.countDown();
            }
          });
      assertTrue(fast.await(30, TimeUnit.SECONDS));
      proxy.freeze();
      assertThrows(ExecutionException.class, () -> writing.get(30, TimeUnit.SECONDS));
      assertDisconnected(draining);
    }
  }

  @Test
  void anIdleConnectionToALivePeerStays() throws Exception {
    try (Remote remote = connect("root@127.0.0.1:" + proxy.port())) {
      Exec cat = remote.start(Command.of("cat"));
      var reading = new CompletableFuture<Integer>();
      run(reading, () -> cat.in().read());
      assertThrows(
          java.util.concurrent.TimeoutException.class, () -> reading.get(6, TimeUnit.SECONDS));
      cat.out().write(42);
      assertTrue(reading.get(10, TimeUnit.SECONDS) == 42);
    }
  }

  @Test
  void aServerThatNeverSpeaksIsGivenUp() throws Exception {
    try (var mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var failure =
          assertThrows(Unreachable.class, () -> connect("root@127.0.0.1:" + mute.getLocalPort()));
      assertTrue(String.valueOf(failure.getMessage()).contains("127.0.0.1:" + mute.getLocalPort()));
    }
  }

  @Test
  void aClosedPortAndAnUnknownNameAreTold() throws Exception {
    int free;
    try (var socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    var refused = assertThrows(Unreachable.class, () -> connect("root@127.0.0.1:" + free));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("refuses connections"), refused::getMessage);
    var unknown = assertThrows(Unreachable.class, () -> connect("root@no-such-host.invalid"));
    assertTrue(
        String.valueOf(unknown.getMessage()).contains("no-such-host.invalid"), unknown::getMessage);
  }

  private Remote connect(String address) throws TransportException {
    var endpoint =
        Endpoint.Ssh.parse(address)
            .withIdentity(lab.key())
            .withHostKey(lab.server().hostKeySha256())
            .withTimeout(Duration.ofSeconds(2));
    return Connectors.ssh(SshSettings.in(folder.resolve("ssh")), HostKeys.REFUSING, Secrets.NONE)
        .connect(endpoint);
  }

  private static void assertDisconnected(CompletableFuture<?> blocked) {
    var failure = assertThrows(ExecutionException.class, () -> blocked.get(30, TimeUnit.SECONDS));
    assertInstanceOf(Disconnected.class, failure.getCause());
  }

  private interface Blocking {
    int run() throws IOException;
  }

  private static void run(CompletableFuture<Integer> result, Blocking task) {
    Threads.start(
        "test",
        () -> {
          try {
            result.complete(task.run());
          } catch (IOException e) {
            result.completeExceptionally(e);
          }
        });
  }
}
