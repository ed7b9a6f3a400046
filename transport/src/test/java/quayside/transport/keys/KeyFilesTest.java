package quayside.transport.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFilesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "ED25519, 0, ssh-ed25519",
    "RSA, 2048, ssh-rsa",
    "ECDSA, 256, ecdsa-sha2-nistp256",
    "ECDSA, 521, ecdsa-sha2-nistp521"
  })
  void makesAPairThatOnlyTheOwnerCanRead(KeyFiles.Kind kind, int bits, String type)
      throws IOException {
    Path file = folder.resolve("id");
    PublicKeyLine line = KeyFiles.generate(file, kind, bits, "me@there");
    assertEquals(type, line.type());
    assertEquals("me@there", line.comment());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertTrue(Files.readString(file).startsWith("-----BEGIN OPENSSH PRIVATE KEY-----\n"));
    assertEquals(line.line() + "\n", Files.readString(folder.resolve("id.pub")));
    assertEquals(line, PublicKeyLine.parse(Files.readString(folder.resolve("id.pub"))));
  }

  @Test
  void neverWritesOverAKey() throws IOException {
    Path file = folder.resolve("id");
    KeyFiles.generate(file, KeyFiles.Kind.ED25519, 0, "");
    String before = Files.readString(file);
    assertThrows(
        IOException.class, () -> KeyFiles.generate(file, KeyFiles.Kind.ED25519, 0, "again"));
    assertEquals(before, Files.readString(file));
  }

  @Test
  void refusesSizesThatDoNotExist() {
    Path file = folder.resolve("id");
    for (int bits : new int[] {0, 1024, 16384}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> KeyFiles.generate(file, KeyFiles.Kind.RSA, bits, ""));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> KeyFiles.generate(file, KeyFiles.Kind.ECDSA, 255, ""));
    assertFalse(Files.exists(file));
  }

  /** The key and what {@code ssh-keygen -lf} prints for it. */
  @Test
  void tellsTheFingerprintThatOpensshTells() {
    var line =
        PublicKeyLine.parse(
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl x y");
    assertEquals("SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU", line.fingerprint());
    assertEquals("x y", line.comment());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ssh-ed25519",
        "ssh-ed25519 !!!!",
        "ssh-ed25519 AAAA",
        "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl",
        "command=\"x\" ssh-ed25519 AAAA",
        "-----BEGIN OPENSSH PRIVATE KEY-----",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl\nmore"
      })
  void refusesWhatIsNotAKey(String text) {
    var refusal = assertThrows(IllegalArgumentException.class, () -> PublicKeyLine.parse(text));
    assertTrue(String.valueOf(refusal.getMessage()).endsWith("."), refusal::getMessage);
  }
}
