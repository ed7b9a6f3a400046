package quayside.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quayside.transport.TransportException.AuthFailed;
import quayside.transport.TransportException.HostKeyRejected;
import quayside.transport.TransportException.Unreachable;
import quayside.transport.keys.KeyFiles;
import quayside.transport.lab.EmbeddedLab;
import quayside.transport.lab.OpensshLab;
import quayside.transport.lab.Program;
import quayside.transport.lab.Told;

/** Getting into a real OpenSSH server with keys that OpenSSH's own tools made. */
@Timeout(120)
class LoginRealTest {
  private static final String KEYGEN = "/usr/bin/ssh-keygen";

  /** Beyond ASCII, where the locale lets ssh-keygen be given such an argument. */
  private static final String PASSPHRASE =
      Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode('ä')
          ? "pässphrase \"1\""
          : "passphrase \"1\"";

  @TempDir Path folder;
  private final List<String> asked = new ArrayList<>();
  private OpensshLab lab;

  @BeforeEach
  void open() throws Exception {
    assumeTrue(Program.exists(OpensshLab.SSHD), "OpenSSH's server is not installed");
    assumeTrue(Program.exists(KEYGEN), "ssh-keygen is not installed");
    lab = new OpensshLab(folder);
  }

  @AfterEach
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ed25519, , RFC4716, ''",
    "ecdsa, 384, RFC4716, ''",
    "rsa, 2048, RFC4716, ''",
    "rsa, 2048, PEM, ''",
    "rsa, 2048, PKCS8, ''",
    "ecdsa, 256, PEM, ''",
    "ed25519, , RFC4716, aes256-gcm@openssh.com",
    "ed25519, , RFC4716, chacha20-poly1305@openssh.com",
  })
  void keysWithAPassphraseOpenWhenItIsRight(
      String type, @Nullable String bits, String format, String cipher) throws Exception {
    Path key = generate(type, bits, format, cipher);
    authorize(key);
    connect(lab.endpoint().withIdentity(key), settings(), "wrong", PASSPHRASE).close();
    assertEquals(List.of("passphrase key 1", "passphrase key 2"), asked);
  }

  @Test
  void aWrongPassphraseIsNamedAfterThreeTimes() throws Exception {
    Path key = generate("ed25519", null, "RFC4716", "");
    authorize(key);
    var refusal =
        assertThrows(
            AuthFailed.class,
            () -> connect(lab.endpoint().withIdentity(key), settings(), "a", "b", "c", PASSPHRASE));
    assertTrue(String.valueOf(refusal.getMessage()).contains("passphrase"), refusal::getMessage);
    assertEquals(3, asked.size());
  }

  @Test
  void aPassphraseIsAskedForOnceHoweverManyConnectionsThereAre() throws Exception {
    Path key = generate("ed25519", null, "RFC4716", "");
    authorize(key);
    try (Remote remote = connect(lab.endpoint().withIdentity(key), settings(), PASSPHRASE)) {
      for (int i = 0; i < 20; i++) {
        remote.start(Command.of("cat"));
      }
    }
    assertEquals(1, asked.size());
  }

  @Test
  void aCertificateBesideTheKeyDoesNotHideTheKey() throws Exception {
    Path ca = folder.resolve("ca");
    KeyFiles.generate(ca, KeyFiles.Kind.ED25519, 0, "ca");
    Program signed =
        Program.run(
            new byte[0],
            List.of(KEYGEN, "-q", "-s", ca.toString(), "-I", "x", "-n", "x", lab.key() + ".pub"));
    assertEquals(0, signed.status(), signed.err());
    assertTrue(Files.exists(folder.resolve("id_lab-cert.pub")));
    connect(lab.endpoint(), settings()).close();
  }

  @ParameterizedTest
  @CsvSource({"ED25519, 0", "ECDSA, 384", "RSA, 2048"})
  void theAgentSignsForKeysThatAreNowhereElse(KeyFiles.Kind kind, int bits) throws Exception {
    assumeTrue(Program.exists("/usr/bin/ssh-agent"), "ssh-agent is not installed");
    Path socket = folder.resolve("agent.sock");
    Process agent =
        new ProcessBuilder("/usr/bin/ssh-agent", "-D", "-a", socket.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      awaitFile(socket);
      Path key = folder.resolve("kept");
      KeyFiles.generate(key, kind, bits, "kept");
      authorize(key);
      var add = new ProcessBuilder("/usr/bin/ssh-add", "-q", key.toString());
      add.environment().put("SSH_AUTH_SOCK", socket.toString());
      assertEquals(0, add.start().waitFor());
      Files.delete(key);
      SshSettings with =
          new SshSettings(
              folder.resolve("none"),
              folder.resolve("known"),
              folder.resolve("ids"),
              Optional.of(socket));
      var endpoint =
          Endpoint.Ssh.parse(System.getProperty("user.name") + "@127.0.0.1:" + lab.port())
              .withHostKey(lab.hostKey().fingerprint());
      connect(endpoint, with).close();
      connect(endpoint.withIdentity(key), with).close();
    } finally {
      agent.destroy();
      assertTrue(agent.waitFor(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void aliasesAndTwoJumpHostsLeadToANodeBehindThem() throws Exception {
    try (var inner = new EmbeddedLab(Files.createDirectory(folder.resolve("inner")))) {
      Path ssh = Files.createDirectory(folder.resolve("ssh"));
      String user = System.getProperty("user.name");
      Files.writeString(
          ssh.resolve("config"),
          """
          Host jump1 jump2
            HostName 127.0.0.1
            Port %d
            User %s
            IdentityFile %s
          Host inner
            HostName 127.0.0.1
            Port %d
            User root
            IdentityFile %s
            ProxyJump jump1,jump2
          """
              .formatted(lab.port(), user, lab.key(), inner.server().port(), inner.key()));
      Files.writeString(
          ssh.resolve("known_hosts"),
          "[127.0.0.1]:%d %s\n[127.0.0.1]:%d %s\n"
              .formatted(
                  lab.port(), lab.hostKey().line(),
                  inner.server().port(), inner.server().hostKey().line()));
      try (Remote remote = connect(Endpoint.Ssh.of("inner"), SshSettings.in(ssh))) {
        for (int i = 0; i < 10; i++) {
          Exec exec = remote.start(Command.of("head", "-c", "3000000", "/dev/zero"));
          assertEquals(3_000_000, exec.in().readAllBytes().length);
        }
      }
    }
  }

  @Test
  void aJumpHostThatCannotReachTheNodeIsNamed() throws Exception {
    Path ssh = Files.createDirectory(folder.resolve("ssh"));
    Files.writeString(
        ssh.resolve("config"),
        "Host inner\nHostName 127.0.0.1\nPort 1\nProxyJump %s@127.0.0.1:%d\nHost *\nIdentityFile %s\n"
            .formatted(System.getProperty("user.name"), lab.port(), lab.key()));
    Files.writeString(
        ssh.resolve("known_hosts"),
        "[127.0.0.1]:%d %s\n".formatted(lab.port(), lab.hostKey().line()));
    var failure =
        assertThrows(
            Unreachable.class, () -> connect(Endpoint.Ssh.of("inner"), SshSettings.in(ssh)));
    assertTrue(
        String.valueOf(failure.getMessage()).contains("jump host 127.0.0.1:" + lab.port()),
        failure::getMessage);
  }

  @Test
  void theKnownTypeOfHostKeyIsAskedForFirst() throws Exception {
    Path second = folder.resolve("host_ecdsa");
    var ecdsa = KeyFiles.generate(second, KeyFiles.Kind.ECDSA, 256, "");
    try (var both =
        new OpensshLab(folder.resolve("both"), KeyFiles.Kind.RSA, "HostKey " + second)) {
      for (var key : List.of(ecdsa, both.hostKey())) {
        Path ssh = Files.createDirectory(folder.resolve("ssh-" + key.type()));
        Files.writeString(
            ssh.resolve("known_hosts"), "[127.0.0.1]:" + both.port() + " " + key.line() + "\n");
        var endpoint =
            Endpoint.Ssh.parse(System.getProperty("user.name") + "@127.0.0.1:" + both.port())
                .withIdentity(both.key());
        connect(endpoint, SshSettings.in(ssh)).close();
        connect(endpoint.withHostKey(key.fingerprint()), settings()).close();
        assertThrows(
            HostKeyRejected.class,
            () -> connect(endpoint.withHostKey(lab.hostKey().fingerprint()), settings()));
      }
    }
  }

  private Path generate(String type, @Nullable String bits, String format, String cipher)
      throws IOException {
    Path key = folder.resolve("key");
    var argv = new ArrayList<>(List.of(KEYGEN, "-q", "-t", type, "-m", format, "-N", PASSPHRASE));
    if (bits != null) {
      argv.addAll(List.of("-b", bits));
    }
    if (!cipher.isEmpty()) {
      argv.addAll(List.of("-Z", cipher));
    }
    argv.addAll(List.of("-f", key.toString()));
    Program made = Program.run(new byte[0], argv);
    assertEquals(0, made.status(), made.err());
    return key;
  }

  private void authorize(Path key) throws IOException {
    Files.writeString(
        lab.authorized(), Files.readString(key.resolveSibling(key.getFileName() + ".pub")));
  }

  private SshSettings settings() {
    return SshSettings.in(folder.resolve("empty"));
  }

  private Remote connect(Endpoint.Ssh endpoint, SshSettings settings, String... answers)
      throws TransportException {
    return Connectors.ssh(settings, HostKeys.REFUSING, new Told(asked, answers)).connect(endpoint);
  }

  private static void awaitFile(Path file) throws InterruptedException {
    var never = new CountDownLatch(1);
    for (int i = 0; i < 200 && Files.notExists(file); i++) {
      never.await(50, TimeUnit.MILLISECONDS);
    }
  }

  @Test
  void aRealServerCarriesAConnectionAndTellsWhereItComesFrom() throws Exception {
    try (Remote hop = connect(lab.endpoint(), settings());
        Remote there = hop.beyond(lab.endpoint());
        Exec exec = there.start(Command.of("printenv", "SSH_CONNECTION"))) {
      String said = new String(exec.in().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      assertTrue(said.startsWith("127.0.0.1 "), said);
    }
  }
}
