package quayside.transport.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import quayside.transport.Command;
import quayside.transport.Connectors;
import quayside.transport.Endpoint;
import quayside.transport.Exec;
import quayside.transport.HostKeys;
import quayside.transport.Remote;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;
import quayside.transport.TransportException;
import quayside.transport.TransportException.AuthFailed;
import quayside.transport.keys.KeyFiles;
import quayside.transport.keys.PublicKeyLine;

/** What a handler sees of its clients. */
@Timeout(60)
class SshServerTest {
  @TempDir Path folder;
  private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
  private final AtomicBoolean open = new AtomicBoolean(true);
  private Path key;
  private SshServer server;

  @BeforeEach
  void start() throws IOException {
    key = folder.resolve("id");
    PublicKeyLine owner = KeyFiles.generate(key, KeyFiles.Kind.ECDSA, 256, "");
    server = start(owner);
  }

  private SshServer start(PublicKeyLine owner) throws IOException {
    Account account =
        (shown, client) -> {
          assertTrue(client.getAddress().isLoopbackAddress());
          return open.get() && shown.sameKey(owner)
              ? Optional.of(new Grant(this::note, false, Optional.empty()))
              : Optional.empty();
        };
    return SshServer.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        folder.resolve("host"),
        Map.of("root", account));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Reads to the end, or writes until somebody stops it, and notes how that ended. */
  private int note(ServerExec exec) throws IOException {
    seen.add("started");
    try {
      if (exec.command().orElse("").equals("write")) {
        byte[] block = new byte[1 << 16];
        while (true) {
          exec.out().write(block);
        }
      }
      seen.add(exec.in().readAllBytes().length);
    } catch (IOException e) {
      seen.add(e);
      throw e;
    }
    return 3;
  }

  @Test
  void anEndOfInputIsAnEnd() throws Exception {
    try (Remote remote = connect();
        Exec exec = remote.start(Command.of("read"))) {
      exec.out().write(new byte[1000]);
      exec.out().close();
      assertEquals(3, exec.await());
    }
    assertEquals("started", seen.poll(10, TimeUnit.SECONDS));
    assertEquals(1000, seen.poll(10, TimeUnit.SECONDS));
  }

  @Test
  void aClientThatGoesAwayIsAnErrorToReaderAndWriter() throws Exception {
    for (String command : new String[] {"read", "write"}) {
      Remote remote = connect();
      remote.start(Command.of(command));
      assertEquals("started", seen.poll(10, TimeUnit.SECONDS));
      remote.close();
      assertInstanceOf(IOException.class, seen.poll(10, TimeUnit.SECONDS), command);
    }
  }

  @Test
  void aCommandThatTheClientClosesIsAnErrorWhileOthersGoOn() throws Exception {
    try (Remote remote = connect();
        Exec other = remote.start(Command.of("read"))) {
      assertEquals("started", seen.poll(10, TimeUnit.SECONDS));
      remote.start(Command.of("read")).close();
      assertEquals("started", seen.poll(10, TimeUnit.SECONDS));
      assertInstanceOf(IOException.class, seen.poll(10, TimeUnit.SECONDS));
      other.out().close();
      assertEquals(3, other.await());
    }
  }

  @Test
  void closingTheServerFreesItsHandlers() throws Exception {
    try (Remote remote = connect()) {
      Exec write = remote.start(Command.of("write"));
      Exec read = remote.start(Command.of("read"));
      assertEquals("started", seen.poll(10, TimeUnit.SECONDS));
      assertEquals("started", seen.poll(10, TimeUnit.SECONDS));
      server.close();
      assertInstanceOf(IOException.class, seen.poll(5, TimeUnit.SECONDS));
      assertInstanceOf(IOException.class, seen.poll(5, TimeUnit.SECONDS));
      assertThrows(TransportException.class, read::await);
      assertThrows(TransportException.class, write::await);
    }
  }

  @Test
  void aKeyTakenAwayOpensNothingMore() throws Exception {
    connect().close();
    open.set(false);
    assertThrows(AuthFailed.class, this::connect);
  }

  @Test
  void theHostKeyIsMadeOnceAndIsPrivate() throws Exception {
    String before = server.hostKeySha256();
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("host"))));
    server.close();
    server = start(server.hostKey());
    assertEquals(before, server.hostKeySha256());
  }

  private Remote connect() throws TransportException {
    var endpoint =
        Endpoint.Ssh.parse("root@127.0.0.1:" + server.port())
            .withIdentity(key)
            .withHostKey(server.hostKeySha256());
    return Connectors.ssh(SshSettings.in(folder.resolve("ssh")), HostKeys.REFUSING, Secrets.NONE)
        .connect(endpoint);
  }
}
