package quayside.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.transport.HostKeys.Decision;
import quayside.transport.TransportException.HostKeyRejected;
import quayside.transport.keys.KeyFiles;
import quayside.transport.keys.PublicKeyLine;
import quayside.transport.lab.EmbeddedLab;

/** Which servers are talked to. */
class HostKeysTest {
  @TempDir Path folder;
  private final List<HostKey> asked = new ArrayList<>();
  private EmbeddedLab lab;
  private SshSettings settings;
  private Endpoint.Ssh endpoint;

  @BeforeEach
  void open() throws Exception {
    lab = new EmbeddedLab(folder);
    settings = SshSettings.in(folder.resolve("ssh"));
    endpoint = Endpoint.Ssh.parse("root@127.0.0.1:" + lab.server().port()).withIdentity(lab.key());
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void anUnknownKeyIsAskedAboutWithItsFingerprintAndRefusedByDefault() {
    var refusal = assertThrows(HostKeyRejected.class, () -> connect(Decision.REFUSE));
    assertFalse(refusal.changed());
    var key =
        new HostKey("127.0.0.1", lab.server().port(), "ssh-ed25519", lab.server().hostKeySha256());
    assertEquals(List.of(key), asked);
    assertEquals(key, refusal.key());
    assertTrue(String.valueOf(refusal.getMessage()).contains(lab.server().hostKeySha256()));
    assertFalse(Files.exists(settings.knownHosts()));
  }

  @Test
  void aKeyTrustedOnceIsAskedAboutAgain() throws Exception {
    connect(Decision.TRUST_ONCE).close();
    connect(Decision.TRUST_ONCE).close();
    assertEquals(2, asked.size());
    assertFalse(Files.exists(settings.knownHosts()));
  }

  @Test
  void aKeyTrustedOnceHoldsForFurtherConnectionsOfTheSameRemote() throws Exception {
    try (Remote remote = connect(Decision.TRUST_ONCE)) {
      for (int i = 0; i < 20; i++) {
        remote.start(Command.of("cat"));
      }
    }
    assertEquals(1, asked.size());
  }

  @Test
  void aSavedKeyIsNotAskedAboutAgain() throws Exception {
    connect(Decision.TRUST_AND_SAVE).close();
    connect(Decision.REFUSE).close();
    assertEquals(1, asked.size());
  }

  @Test
  void aChangedKeyIsRefusedWithoutAQuestion() throws Exception {
    know(KeyFiles.generate(folder.resolve("other"), KeyFiles.Kind.ED25519, 0, ""));
    assertChanged();
  }

  @Test
  void aKeyOfAnotherTypeThanTheKnownOnesCountsAsChanged() throws Exception {
    know(KeyFiles.generate(folder.resolve("other"), KeyFiles.Kind.ECDSA, 256, ""));
    assertChanged();
  }

  @Test
  void aRevokedKeyIsRefused() throws Exception {
    Files.createDirectories(folder.resolve("ssh"));
    Files.writeString(settings.knownHosts(), "@revoked * " + lab.server().hostKey().line() + "\n");
    assertChanged();
  }

  @Test
  void aPinnedKeyDecidesAlone() throws Exception {
    know(KeyFiles.generate(folder.resolve("other"), KeyFiles.Kind.ED25519, 0, ""));
    endpoint = endpoint.withHostKey(lab.server().hostKeySha256());
    connect(Decision.REFUSE).close();
    endpoint = endpoint.withHostKey("SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    assertChanged();
  }

  @Test
  void aChangedKeyIsReplacedByTheAcceptedOneOnly() throws Exception {
    know(KeyFiles.generate(folder.resolve("other"), KeyFiles.Kind.ED25519, 0, ""));
    KnownKeys known = Connectors.knownKeys(settings);
    String old = known.of(endpoint).getFirst().key().fingerprint();
    assertEquals(lab.server().hostKey().base64(), known.shown(endpoint).base64());
    assertThrows(HostKeyRejected.class, () -> known.replace(endpoint, old));
    assertEquals(old, known.of(endpoint).getFirst().key().fingerprint());
    known.replace(endpoint, lab.server().hostKeySha256());
    assertEquals(1, known.all().size());
    connect(Decision.REFUSE).close();
    assertEquals(1, known.forget(endpoint));
    assertEquals(List.of(), known.of(endpoint));
    assertThrows(HostKeyRejected.class, () -> connect(Decision.REFUSE));
  }

  private void assertChanged() {
    var refusal = assertThrows(HostKeyRejected.class, () -> connect(Decision.TRUST_AND_SAVE));
    assertTrue(refusal.changed());
    assertEquals(List.of(), asked);
  }

  private void know(PublicKeyLine key) throws Exception {
    Files.createDirectories(folder.resolve("ssh"));
    Files.writeString(
        settings.knownHosts(), "[127.0.0.1]:" + lab.server().port() + " " + key.line() + "\n");
  }

  private Remote connect(Decision decision) throws TransportException {
    HostKeys person =
        key -> {
          asked.add(key);
          return decision;
        };
    return Connectors.ssh(settings, person, Secrets.NONE).connect(endpoint);
  }
}
