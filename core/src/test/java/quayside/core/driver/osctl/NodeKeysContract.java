package quayside.core.driver.osctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.driver.DriverException;
import quayside.core.driver.NodeKeys;
import quayside.core.driver.NodeKeys.Access;
import quayside.core.driver.NodeKeys.AuthorizedKey;
import quayside.core.driver.contract.ContainerDriverContract;
import quayside.core.model.PeerAddress;
import quayside.transport.keys.KeyFiles;
import quayside.transport.keys.PublicKeyLine;

/** What every way to a node must do with its keys, on embedded nodes over real SSH connections. */
@Timeout(60)
abstract class NodeKeysContract {
  private static final Optional<String> FIRST = Optional.empty();

  @TempDir Path folder;
  Lab lab;
  OsctlDriver source;
  OsctlDriver target;

  /** The way that is tried. */
  abstract OsctlDriver.Way way();

  @BeforeEach
  void open() throws IOException {
    lab = new Lab(folder);
    source = lab.driver(lab.n1, way(), ContainerDriverContract.PATIENT);
    target = lab.driver(lab.n2, way(), ContainerDriverContract.PATIENT);
  }

  @AfterEach
  void close() {
    source.close();
    target.close();
    lab.close();
  }

  NodeKeys sending() {
    return source.keys().orElseThrow();
  }

  NodeKeys receiving() {
    return target.keys().orElseThrow();
  }

  PeerAddress peer() {
    return new PeerAddress("127.0.0.1", lab.n2.port());
  }

  private void generate(KeyFiles.Kind kind, int bits, boolean replace) throws IOException {
    OptionalInt size = bits == 0 ? OptionalInt.empty() : OptionalInt.of(bits);
    sending().generate("tank", kind, size, replace);
  }

  private PublicKeyLine key() throws IOException {
    return PublicKeyLine.parse(sending().sendKey("tank").orElseThrow().publicKey());
  }

  @Test
  void sendKeysAreMadeOfEveryKindAndNeverReplacedUnasked() throws IOException {
    assertEquals(Optional.empty(), sending().sendKey("tank"));
    generate(KeyFiles.Kind.ED25519, 0, false);
    var made = sending().sendKey("tank").orElseThrow();
    assertEquals("/tank/conf/send-receive/key.pub", made.file());
    assertTrue(
        Duration.between(made.made().orElseThrow(), Instant.now()).toMinutes() < 5, made::toString);
    assertEquals("tank@n1", key().comment());
    assertThrows(DriverException.Rejected.class, () -> generate(KeyFiles.Kind.ED25519, 0, false));
    assertEquals(made.publicKey(), key().line());
    generate(KeyFiles.Kind.ECDSA, 384, true);
    assertEquals(384, key().bits().orElseThrow());
    generate(KeyFiles.Kind.RSA, 2048, true);
    assertEquals(2048, key().bits().orElseThrow());
    assertNotEquals(made.publicKey(), key().line());
  }

  @Test
  void keysAreAuthorisedWithTheirLimitsTriedAndRevoked() throws IOException {
    generate(KeyFiles.Kind.ED25519, 0, false);
    assertEquals(Access.UNAUTHORIZED, sending().tryAccess("tank", peer()));
    String line = key().line();
    var wish =
        new AuthorizedKey(
            "n1", line, Optional.of("127.0.0.*,n1"), Optional.of("web*"), true, false, false);
    receiving().authorize(wish, FIRST);
    assertEquals(List.of(wish), receiving().authorizedKeys(FIRST));
    assertEquals(Access.AUTHORIZED, sending().tryAccess("tank", peer()));
    receiving().revoke("n1", FIRST);
    receiving().revoke("n1", Optional.of("tank"));
    assertEquals(List.of(), receiving().authorizedKeys(FIRST));
    assertEquals(Access.UNAUTHORIZED, sending().tryAccess("tank", peer()));
    assertEquals(Access.UNREACHABLE, sending().tryAccess("tank", new PeerAddress("127.0.0.1", 1)));
  }

  @Test
  void theCommentIsKeptToTheLetter() throws IOException {
    generate(KeyFiles.Kind.ED25519, 0, false);
    String odd = key().type() + " " + key().base64() + " root  at:n1 = \"odd\" $(id)";
    receiving().authorize(AuthorizedKey.of("odd", odd), FIRST);
    assertEquals(odd, receiving().authorizedKeys(FIRST).getFirst().publicKey());
  }

  @Test
  void whatIsNoKeyNeverReachesTheNode() throws IOException {
    for (String text :
        List.of(
            "",
            "ssh-ed25519 AAAA x",
            "ssh-ed25519 " + "A".repeat(40),
            "-----BEGIN OPENSSH PRIVATE KEY-----",
            "command=\"id\" ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIH0cFzWyCXMW6a7s04zn/x")) {
      var key = AuthorizedKey.of("bad", text);
      assertThrows(DriverException.Rejected.class, () -> receiving().authorize(key, FIRST));
    }
    assertEquals(List.of(), receiving().authorizedKeys(FIRST));
  }

  @Test
  void theHostKeyOfATargetIsShownPinnedAndReplaced() throws IOException {
    generate(KeyFiles.Kind.ED25519, 0, false);
    List<PublicKeyLine> own = receiving().hostKeys();
    assertEquals(lab.n2.hostKeySha256(), own.getFirst().fingerprint());
    assertEquals(own.getFirst().base64(), sending().shownTo(peer()).getFirst().base64());
    assertEquals(List.of(), sending().shownTo(new PeerAddress("127.0.0.1", 1)));
    PublicKeyLine wrong =
        KeyFiles.generate(folder.resolve("wrong"), KeyFiles.Kind.ED25519, 0, "wrong");
    sending().pin(peer(), List.of(wrong));
    assertEquals(List.of(wrong), sending().knownHostKeys(peer()));
    assertEquals(Access.OTHER_HOST_KEY, sending().tryAccess("tank", peer()));
    sending().pin(peer(), own);
    assertEquals(own, sending().knownHostKeys(peer()));
    assertEquals(Access.UNAUTHORIZED, sending().tryAccess("tank", peer()));
    Path file = lab.n1.folder().resolve("root/root/.ssh/known_hosts");
    assertEquals(1, Files.readAllLines(file).size());
  }
}
