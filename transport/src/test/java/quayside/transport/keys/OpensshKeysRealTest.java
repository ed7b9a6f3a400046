package quayside.transport.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quayside.transport.lab.Program;

/** Keys and pictures beside those of the real ssh-keygen. */
class OpensshKeysRealTest {
  private static final String KEYGEN = "/usr/bin/ssh-keygen";

  @TempDir Path folder;

  @BeforeEach
  void needsOpenssh() {
    assumeTrue(Program.exists(KEYGEN), "ssh-keygen is not installed");
  }

  @ParameterizedTest
  @CsvSource({"ED25519, 0", "RSA, 2048", "RSA, 3072", "ECDSA, 256", "ECDSA, 384", "ECDSA, 521"})
  void thePictureSizeAndTypeAreThoseOfOpenssh(KeyFiles.Kind kind, int bits) throws IOException {
    Path file = folder.resolve("id");
    PublicKeyLine key = KeyFiles.generate(file, kind, bits, "me");
    List<String> said = keygen("-lv", "-f", file + ".pub").text().lines().toList();
    assertEquals(said.subList(1, said.size()), Randomart.of(key));
    String told =
        "%d %s me (%s)".formatted(key.bits().orElseThrow(), key.fingerprint(), key.shortType());
    assertEquals(said.getFirst(), told);
  }

  @ParameterizedTest
  @CsvSource({"ED25519, 0", "RSA, 2048", "ECDSA, 384"})
  void aPassphraseEncryptsTheKeySoThatOpensshOpensItWithThatOnly(KeyFiles.Kind kind, int bits)
      throws IOException {
    Path file = folder.resolve("id");
    PublicKeyLine key = KeyFiles.generate(file, kind, bits, "me", "pass wörd".toCharArray());
    assertEquals(key.line(), keygen("-y", "-P", "pass wörd", "-f", file.toString()).text().strip());
    assertNotEquals(0, keygen("-y", "-P", "", "-f", file.toString()).status());
    assertNotEquals(0, keygen("-y", "-P", "pass", "-f", file.toString()).status());
  }

  /** The lines of a shell that makes files for everybody, or for nobody, unless told otherwise. */
  @ParameterizedTest
  @CsvSource({"0000", "0277", "0777"})
  void noUmaskOpensOrClosesAKey(String umask) throws IOException {
    Path script = Files.writeString(folder.resolve("run"), "umask " + umask + "; exec \"$@\"\n");
    Path java = Path.of(ProcessHandle.current().info().command().orElseThrow());
    String home = folder.resolve("made").toString();
    var argv = new java.util.ArrayList<>(List.of("/bin/sh", script.toString(), java.toString()));
    argv.addAll(
        List.of(
            "-cp",
            System.getProperty("jdk.module.path") + ":" + System.getProperty("java.class.path"),
            OwnFilesChild.class.getName(),
            home));
    argv.set(4, tests() + ":" + argv.get(4));
    Files.createDirectory(Path.of(home));
    Program run = Program.run(new byte[0], argv);
    assertEquals(0, run.status(), run.err());
    assertEquals("rw------- rw-------", run.text().strip());
  }

  private static String tests() {
    String name = OwnFilesChild.class.getName().replace('.', '/') + ".class";
    return String.valueOf(OwnFilesChild.class.getResource("OwnFilesChild.class"))
        .replaceFirst("^file:", "")
        .replace("/" + name, "");
  }

  private static Program keygen(String... words) throws IOException {
    var argv = new java.util.ArrayList<String>(List.of(KEYGEN));
    argv.addAll(Arrays.asList(words));
    Program run = Program.run(new byte[0], argv);
    assertTrue(run.status() >= 0);
    return run;
  }
}
