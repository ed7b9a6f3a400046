package quayside.transport.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import quayside.transport.Command;
import quayside.transport.Connectors;
import quayside.transport.Duplex;
import quayside.transport.Endpoint;
import quayside.transport.HostKey;
import quayside.transport.HostKeys;
import quayside.transport.HostKeys.Decision;
import quayside.transport.Remote;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;
import quayside.transport.TlsSettings;
import quayside.transport.TransportException;
import quayside.transport.TransportException.AuthFailed;
import quayside.transport.TransportException.HostKeyRejected;
import quayside.transport.TransportException.Unreachable;
import quayside.transport.keys.ClientCertificate;
import quayside.transport.lab.Blocked;
import quayside.transport.lab.TlsLab;
import quayside.transport.lab.Told;

@Timeout(30)
class TlsConnectorTest {
  @TempDir Path folder;
  private final List<HostKey> asked = new ArrayList<>();
  private TlsLab lab;
  private TlsSettings settings;

  @BeforeEach
  void open() throws Exception {
    lab = new TlsLab(client -> client.in().transferTo(client.out()));
    settings = TlsSettings.in(folder);
  }

  @AfterEach
  void close() throws IOException {
    lab.close();
  }

  private Remote connect(Endpoint.Https to, Decision decision) throws TransportException {
    HostKeys person =
        key -> {
          asked.add(key);
          return decision;
        };
    return connect(to, person, Secrets.NONE);
  }

  private Remote connect(Endpoint.Https to, HostKeys person, Secrets secrets)
      throws TransportException {
    return Connectors.of(SshSettings.in(folder), settings, person, secrets).connect(to);
  }

  private Endpoint.Https unpinned() {
    return Endpoint.Https.parse(lab.endpoint().text());
  }

  private static String echo(Remote remote, String word) throws IOException {
    try (Duplex stream = remote.openService()) {
      byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
      stream.out().write(bytes);
      stream.out().flush();
      return new String(stream.in().readNBytes(bytes.length), StandardCharsets.UTF_8);
    }
  }

  @Test
  void bytesGoBothWaysToThePinnedServer() throws Exception {
    try (Remote remote = connect(lab.endpoint(), Decision.REFUSE)) {
      assertEquals("hello", echo(remote, "hello"));
      assertEquals("again", echo(remote, "again"));
    }
    assertTrue(asked.isEmpty());
  }

  @Test
  void ourCertificateIsMadeOnceForTheOwnerAloneAndShown() throws Exception {
    try (Remote remote = connect(lab.endpoint(), Decision.REFUSE)) {
      echo(remote, "x");
    }
    Path key = folder.resolve("client.key");
    var owner = PosixFilePermissions.fromString("rw-------");
    assertEquals(owner, Files.getPosixFilePermissions(key));
    assertEquals(owner, Files.getPosixFilePermissions(settings.identity()));
    String made = Files.readString(key);
    assertTrue(made.contains("PRIVATE KEY"));
    try (Remote remote = connect(lab.endpoint(), Decision.REFUSE)) {
      echo(remote, "x");
    }
    assertEquals(made, Files.readString(key));
    assertEquals(1, lab.clients().stream().distinct().count());
    var own = Identity.load(settings.identity(), Secrets.NONE).getCertificateChain("")[0];
    assertEquals(ClientCertificate.fingerprint(own), lab.clients().getFirst());
    assertEquals("EC", own.getPublicKey().getAlgorithm());
    assertTrue(own.getPublicKey().toString().contains("secp384r1"), own.getPublicKey().toString());
  }

  @Test
  void anotherCertificateThanThePinnedOneIsRefused() {
    var to = lab.endpoint().withFingerprint("ab".repeat(32));
    var refused = assertThrows(HostKeyRejected.class, () -> connect(to, Decision.TRUST_AND_SAVE));
    assertTrue(refused.changed());
    assertEquals(lab.fingerprint(), refused.key().sha256());
    assertTrue(String.valueOf(refused.getMessage()).contains("ab".repeat(32)));
    assertTrue(asked.isEmpty());
  }

  /** Whoever only wants to know what is shown is nobody there, and needs no certificate. */
  @Test
  void whatIsShownIsToldWithoutBeingTrusted() throws Exception {
    assertEquals(lab.fingerprint(), Connectors.shownCertificate(unpinned()).sha256());
    assertEquals(lab.fingerprint(), Connectors.shownCertificate(lab.endpoint()).sha256());
    assertEquals(List.of(), lab.clients());
    assertFalse(Files.exists(settings.identity()));
    var nobody = Endpoint.Https.parse("https://127.0.0.1:1"); // tcpmux (RFC 1078) went out of use
    assertThrows(Unreachable.class, () -> Connectors.shownCertificate(nobody));
  }

  /** A key in the same file goes nowhere. */
  @Test
  void ofAFileTheCertificateAloneIsRead() throws Exception {
    ClientCertificate.makeIfMissing(settings.identity(), "somebody");
    String certificate = Files.readString(settings.identity());
    Path both = folder.resolve("both.pem");
    Files.writeString(both, certificate + Files.readString(folder.resolve("client.key")));
    assertEquals(certificate, ClientCertificate.pem(both));
    Files.writeString(both, "no certificate");
    assertThrows(CertificateException.class, () -> ClientCertificate.pem(both));
  }

  @Test
  void anUnknownCertificateIsAskedAboutAndRemembered() throws Exception {
    var refused = assertThrows(HostKeyRejected.class, () -> connect(unpinned(), Decision.REFUSE));
    assertFalse(refused.changed());
    connect(unpinned(), Decision.TRUST_ONCE).close();
    connect(unpinned(), Decision.TRUST_AND_SAVE).close();
    assertEquals(3, asked.size());
    assertEquals(HostKey.CERTIFICATE, asked.getFirst().type());
    assertEquals(lab.fingerprint(), asked.getFirst().sha256());
    try (Remote remote = connect(unpinned(), Decision.REFUSE)) {
      assertEquals("known", echo(remote, "known"));
    }
    assertEquals(3, asked.size());
  }

  @Test
  void aServerThatIsAnotherOneNowIsRefusedWithoutAsking() throws Exception {
    Files.writeString(
        settings.knownServers(), unpinned().authority() + " " + "cd".repeat(32) + "\n");
    var refused =
        assertThrows(HostKeyRejected.class, () -> connect(unpinned(), Decision.TRUST_AND_SAVE));
    assertTrue(refused.changed());
    assertTrue(asked.isEmpty());
  }

  @Test
  void aKeyWithAPassphraseIsAskedFor() throws Exception {
    Path certificate = folder.resolve("enc.crt");
    ClientCertificate.makeIfMissing(certificate, "me");
    encrypt(certificate, "geheim");
    var to = lab.endpoint().withIdentity(certificate);
    var questions = new ArrayList<String>();
    var told = new Told(questions, "falsch", "geheim");
    try (Remote remote = connect(to, HostKeys.REFUSING, told)) {
      assertEquals("in", echo(remote, "in"));
    }
    assertEquals(List.of("passphrase enc.key 1", "passphrase enc.key 2"), questions);
    var refused =
        assertThrows(
            AuthFailed.class,
            () -> connect(to, HostKeys.REFUSING, new Told(new ArrayList<>(), "falsch")));
    assertTrue(String.valueOf(refused.getMessage()).contains("passphrase"));
  }

  /** Gives the key beside a certificate a passphrase. */
  private static void encrypt(Path certificate, String passphrase) throws Exception {
    var key = Identity.load(certificate, Secrets.NONE).getPrivateKey("");
    var encryptor =
        new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
            .setProvider(new BouncyCastleProvider())
            .setPassword(passphrase.toCharArray())
            .build();
    var text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      writer.writeObject(new JcaPKCS8Generator(key, encryptor));
    }
    Files.writeString(ClientCertificate.keyBeside(certificate), text.toString());
  }

  @Test
  void missingFilesAreNamed() {
    var to = lab.endpoint().withIdentity(folder.resolve("none.crt"));
    var refused = assertThrows(AuthFailed.class, () -> connect(to, Decision.REFUSE));
    assertTrue(String.valueOf(refused.getMessage()).contains("none.crt"));
  }

  @Test
  void thereIsNoShell() throws Exception {
    try (Remote remote = connect(lab.endpoint(), Decision.REFUSE)) {
      assertThrows(TransportException.Refused.class, () -> remote.start(Command.of("id")));
      assertThrows(
          TransportException.Refused.class, () -> remote.openUnixSocket("/run/incus/unix.socket"));
    }
  }

  @Test
  void aServerThatSaysNothingIsGivenUp() throws Exception {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var to =
          Endpoint.Https.parse("https://127.0.0.1:" + silent.getLocalPort())
              .withTimeout(Duration.ofSeconds(1));
      var given =
          assertThrows(
              TransportException.Unreachable.class, () -> connect(to, Decision.TRUST_ONCE));
      assertEquals(
          to.authority() + " takes connections but says nothing: no answer within 1 s.",
          given.getMessage());
    }
  }

  @Test
  void closingFreesWhoReadsAndWhoWrites() throws Exception {
    lab.close();
    lab = new TlsLab(_ -> new CountDownLatch(1).await());
    Remote remote = connect(lab.endpoint(), Decision.REFUSE);
    Duplex stream = remote.openService();
    var reads = Blocked.in(() -> stream.in().read());
    var writes = Blocked.in(() -> stream.out().write(new byte[64 << 20]));
    remote.close();
    assertInstanceOf(IOException.class, reads.get(1, TimeUnit.SECONDS));
    assertInstanceOf(IOException.class, writes.get(1, TimeUnit.SECONDS));
    assertThrows(TransportException.Disconnected.class, remote::openService);
  }
}
