package quayside.transport.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.transport.hosts.KnownHosts.Verdict;
import quayside.transport.keys.KeyFiles;
import quayside.transport.keys.PublicKeyLine;

class KnownHostsTest {
  @TempDir Path folder;
  private PublicKeyLine key;
  private PublicKeyLine otherType;

  @BeforeEach
  void makeKeys() throws IOException {
    key = KeyFiles.generate(folder.resolve("a"), KeyFiles.Kind.ED25519, 0, "");
    otherType = KeyFiles.generate(folder.resolve("b"), KeyFiles.Kind.ECDSA, 256, "");
  }

  @Test
  void namesPortsAndPatternsAreUnderstood() throws IOException {
    KnownHosts plain = file("node1,10.0.0.1 " + key.line(), "[node2]:2222 " + key.line());
    assertEquals(Verdict.TRUSTED, plain.judge("node1", 22, key));
    assertEquals(Verdict.TRUSTED, plain.judge("NODE1", 22, key));
    assertEquals(Verdict.TRUSTED, plain.judge("10.0.0.1", 22, key));
    assertEquals(Verdict.UNKNOWN, plain.judge("node1", 2222, key));
    assertEquals(Verdict.TRUSTED, plain.judge("node2", 2222, key));
    assertEquals(Verdict.UNKNOWN, plain.judge("node2", 22, key));
    KnownHosts wild = file("*.example.com,!bad.example.com " + key.line());
    assertEquals(Verdict.TRUSTED, wild.judge("a.example.com", 22, key));
    assertEquals(Verdict.UNKNOWN, wild.judge("bad.example.com", 22, key));
    assertEquals(Verdict.UNKNOWN, wild.judge("example.com", 22, key));
  }

  /** Made by {@code ssh-keygen -H} from a line for the host {@code node1}. */
  @Test
  void hashedNamesAreUnderstood() throws IOException {
    KnownHosts hashed = file(HASHED + " " + key.line());
    assertEquals(Verdict.TRUSTED, hashed.judge("node1", 22, key));
    assertEquals(Verdict.UNKNOWN, hashed.judge("node2", 22, key));
  }

  private static final String HASHED =
      "|1|vgHA6TwKWeB9DsIwvZWGEb0yr6w=|oYG6/B+HL/L1CC9WV9S8RV6E6Y8=";

  @Test
  void anotherKeyOfAKnownHostCountsAsChangedWhateverItsType() throws IOException {
    KnownHosts known = file("node1 " + key.line());
    PublicKeyLine sameType = KeyFiles.generate(folder.resolve("c"), KeyFiles.Kind.ED25519, 0, "");
    assertEquals(Verdict.CHANGED, known.judge("node1", 22, sameType));
    assertEquals(Verdict.CHANGED, known.judge("node1", 22, otherType));
    assertEquals(List.of("ssh-ed25519"), known.types("node1", 22));
  }

  @Test
  void revokedKeysAreNeverTrusted() throws IOException {
    KnownHosts known = file("node1 " + key.line(), "@revoked * " + key.line());
    assertEquals(Verdict.REVOKED, known.judge("node1", 22, key));
    assertEquals(Verdict.UNKNOWN, known.judge("node1x", 22, otherType));
  }

  @Test
  void nonsenseIsPassedOver() throws IOException {
    KnownHosts known =
        file(
            "",
            "# comment",
            "node1",
            "node1 ssh-ed25519 garbage",
            "@cert-authority * " + key.line(),
            "|1|x " + key.line());
    assertEquals(Verdict.UNKNOWN, known.judge("node1", 22, key));
  }

  @Test
  void aSavedKeyIsKnownAndTheFileIsPrivate() throws IOException {
    Path file = folder.resolve("ssh/known_hosts");
    KnownHosts.save(file, "node1", 2222, key);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    Files.writeString(file, "# no line end", java.nio.file.StandardOpenOption.APPEND);
    KnownHosts.save(file, "node2", 22, otherType);
    KnownHosts known = KnownHosts.read(List.of(file, folder.resolve("missing")));
    assertEquals(Verdict.TRUSTED, known.judge("node1", 2222, key));
    assertEquals(Verdict.TRUSTED, known.judge("node2", 22, otherType));
  }

  @Test
  void aForgottenMachineIsGoneAndEverythingElseStays() throws IOException {
    Path file = folder.resolve("hosts");
    List<String> lines =
        List.of(
            "# ours",
            "node1,10.0.0.1 " + key.line(),
            "[node1]:2222 " + key.line(),
            HASHED + " " + otherType.line(),
            "node? " + key.line(),
            "@revoked node1 " + otherType.line(),
            "nonsense");
    Files.write(file, lines);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertEquals(2, KnownHosts.forget(file, "NODE1", 22));
    var kept = new java.util.ArrayList<>(lines);
    kept.set(1, "10.0.0.1 " + key.line());
    kept.remove(3);
    assertEquals(kept, Files.readAllLines(file));
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(lines, Files.readAllLines(folder.resolve("hosts.old")));
    assertEquals(0, KnownHosts.forget(file, "node1", 22));
    assertEquals(1, KnownHosts.forget(file, "node1", 2222));
    assertEquals(0, KnownHosts.forget(folder.resolve("missing"), "node1", 22));
  }

  private KnownHosts file(String... lines) throws IOException {
    Path file = Files.write(folder.resolve("known_hosts"), List.of(lines));
    return KnownHosts.read(List.of(file));
  }
}
