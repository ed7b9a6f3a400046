package quayside.core.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.model.Node;
import quayside.core.model.PeerAddress;
import quayside.core.model.Platform;
import quayside.core.problem.ProblemException;
import quayside.transport.Endpoint;
import quayside.transport.Threads;

class NodeBookTest {
  @TempDir Path folder;
  private Path file;
  private NodeBook book;

  @BeforeEach
  void open() {
    file = folder.resolve("nodes.json");
    book = new NodeBook(file);
  }

  private static Node node(String name) {
    return new Node(name, Platform.VPSADMINOS, Endpoint.Ssh.of(name), Optional.empty());
  }

  @Test
  void readsBackEverythingItWrites() throws IOException {
    var address =
        new Endpoint.Ssh(
            "2001:db8::1",
            OptionalInt.of(2222),
            Optional.of("admin"),
            Optional.of(Path.of("/keys/my key")),
            Optional.of("SHA256:abc"),
            true,
            Duration.ofSeconds(40));
    var full =
        new Node(
            "the \"first\"",
            Platform.VPSADMINOS,
            address,
            Optional.of(new PeerAddress("10.0.0.1", 22)));
    book.change(nodes -> nodes.addAll(List.of(full, node("second"))));
    assertEquals(List.of(full, node("second")), new NodeBook(file).read());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void serversAreReadBackAndAnOlderProgramLeavesThemAlone() throws IOException {
    var pinned = Endpoint.Https.parse("https://[fd00::1]:8444").withFingerprint("0f".repeat(32));
    var full =
        new Node(
            "ams-incus-1",
            Platform.INCUS,
            pinned.withIdentity(Path.of("/keys/client.crt")).withTimeout(Duration.ofSeconds(5)),
            Optional.of(new PeerAddress("10.0.0.1", 8443)));
    var bare = new Node("old", Platform.LXD, Endpoint.Https.parse("https://old"), Optional.empty());
    var bySsh = new Node("by-ssh", Platform.LXD, Endpoint.Ssh.of("old"), Optional.empty());
    book.change(nodes -> nodes.add(node("first")));
    assertTrue(Files.readString(file).contains("\"format\" : 1"), "as older ones read it");
    book.change(nodes -> nodes.addAll(List.of(full, bare, bySsh)));
    assertEquals(List.of(node("first"), full, bare, bySsh), new NodeBook(file).read());
    assertTrue(Files.readString(file).contains("\"format\" : 2"), "older ones know only 1");
    assertEquals("old:8443", bare.peerAddress().text());
    assertEquals("old:8443", bySsh.peerAddress().text());
    assertEquals("first:22", node("first").peerAddress().text());
  }

  @Test
  void aMissingBookIsEmpty() throws IOException {
    assertEquals(List.of(), book.read());
  }

  @Test
  void aBrokenBookIsKeptAsideAndTheNextStartIsEmpty() throws IOException {
    Files.writeString(file, "{\"format\":1,\"nodes\":[{\"name\":5");
    var e = assertThrows(ProblemException.class, book::read);
    assertEquals("book-broken", e.problem().code());
    assertTrue(e.problem().sentence().contains("nodes.json.broken-1"));
    assertTrue(Files.readString(folder.resolve("nodes.json.broken-1")).startsWith("{\"format\""));
    assertEquals(List.of(), book.read());
    Files.writeString(file, "[]");
    assertThrows(ProblemException.class, book::read);
    assertTrue(Files.exists(folder.resolve("nodes.json.broken-2")));
  }

  @Test
  void aNewerBookIsLeftAlone() throws IOException {
    Files.writeString(file, "{\"format\":99,\"nodes\":{}}");
    var e = assertThrows(ProblemException.class, book::read);
    assertEquals("book-newer", e.problem().code());
    assertTrue(Files.exists(file));
  }

  @Test
  void twoWritersLoseNothing() throws InterruptedException, IOException {
    var done = new CountDownLatch(2);
    var failures = new AtomicInteger();
    for (String writer : List.of("a", "b")) {
      var own = new NodeBook(file);
      Threads.start(
          "writer " + writer,
          () -> {
            try {
              for (int i = 0; i < 15; i++) {
                Node fresh = node(writer + i);
                own.change(nodes -> nodes.add(fresh));
              }
            } catch (IOException _) {
              failures.incrementAndGet();
            } finally {
              done.countDown();
            }
          });
    }
    assertTrue(done.await(30, TimeUnit.SECONDS));
    assertEquals(0, failures.get());
    assertEquals(30, book.read().size());
  }

  @Test
  void aFailedChangeLeavesTheBook() throws IOException {
    book.change(nodes -> nodes.add(node("kept")));
    Object before = book.stamp();
    assertThrows(
        IOException.class,
        () ->
            book.change(nodes -> {
              nodes.clear();
              throw new IOException("no");
            }));
    assertEquals(List.of(node("kept")), book.read());
    assertEquals(before, book.stamp());
    book.change(nodes -> nodes.add(node("more")));
    assertNotEquals(before, book.stamp());
  }
}
