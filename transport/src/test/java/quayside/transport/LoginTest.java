package quayside.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.keyboard.DefaultKeyboardInteractiveAuthenticator;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.transport.TransportException.AuthFailed;
import quayside.transport.TransportException.Refused;
import quayside.transport.keys.KeyFiles;
import quayside.transport.lab.EmbeddedLab;
import quayside.transport.lab.Told;

/** Getting in by what a person knows, and not getting in. */
class LoginTest {
  private static final String RIGHT = "correct horse";

  @TempDir Path folder;
  private final List<String> asked = new ArrayList<>();
  private SshServer server;

  @BeforeEach
  void open() throws IOException {
    server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider(folder.resolve("host")));
    server.setPasswordAuthenticator((_, password, _) -> password.equals(RIGHT));
  }

  @AfterEach
  void close() {
    server.close(true);
  }

  @Test
  void aWrongPasswordIsAskedForAgain() throws Exception {
    server.setUserAuthFactories(List.of(UserAuthPasswordFactory.INSTANCE));
    connect("wrong", RIGHT).close();
    assertEquals(List.of("password me@127.0.0.1 1", "password me@127.0.0.1 2"), asked);
  }

  @Test
  void wrongPasswordsEndInASentenceWithoutThePassword() throws Exception {
    server.setUserAuthFactories(List.of(UserAuthPasswordFactory.INSTANCE));
    var refusal = assertThrows(AuthFailed.class, () -> connect("secret1", "secret2", "secret3"));
    assertTrue(String.valueOf(refusal.getMessage()).contains("127.0.0.1:"), refusal::getMessage);
    for (Throwable t = refusal; t != null; t = t.getCause()) {
      assertFalse(t.toString().contains("secret"), t::toString);
    }
  }

  @Test
  void theServersQuestionsAreAnswered() throws Exception {
    server.setUserAuthFactories(List.of(UserAuthKeyboardInteractiveFactory.INSTANCE));
    server.setKeyboardInteractiveAuthenticator(DefaultKeyboardInteractiveAuthenticator.INSTANCE);
    connect(RIGHT).close();
    assertEquals(1, asked.size());
    assertTrue(asked.getFirst().startsWith("answer me@127.0.0.1 Password"), asked::toString);
  }

  @Test
  void withoutAnAnswerNobodyGetsIn() throws Exception {
    server.setUserAuthFactories(
        List.of(UserAuthKeyboardInteractiveFactory.INSTANCE, UserAuthPasswordFactory.INSTANCE));
    server.setKeyboardInteractiveAuthenticator(DefaultKeyboardInteractiveAuthenticator.INSTANCE);
    assertThrows(AuthFailed.class, this::connect);
    assertEquals(2, asked.size());
  }

  @Test
  void aRefusedKeyIsToldWithItsNumberAndTheServersWays() throws Exception {
    try (var lab = new EmbeddedLab(Files.createDirectory(folder.resolve("lab")))) {
      Path other = folder.resolve("other");
      KeyFiles.generate(other, KeyFiles.Kind.ED25519, 0, "");
      var refusal =
          assertThrows(
              AuthFailed.class, () -> connector().connect(lab.endpoint().withIdentity(other)));
      assertTrue(String.valueOf(refusal.getMessage()).contains("publickey"), refusal::getMessage);
      var missing =
          assertThrows(
              AuthFailed.class,
              () -> connector().connect(lab.endpoint().withIdentity(folder.resolve("none"))));
      assertTrue(
          String.valueOf(missing.getMessage()).contains("There is no key file"),
          missing::getMessage);
    }
  }

  @Test
  void ordinaryUsersGoThroughSudoWithoutAPassword() throws Exception {
    try (var lab = new EmbeddedLab(Files.createDirectory(folder.resolve("lab")));
        Remote remote = connector().connect(lab.endpoint().withSudo(true));
        Exec exec = remote.start(Command.of("printf", "%s\\0", "it's"))) {
      assertEquals("by sudo\0it's\0", new String(exec.in().readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void whatIsNotGrantedIsRefusedAndTheConnectionLivesOn() throws Exception {
    try (var lab = new EmbeddedLab(Files.createDirectory(folder.resolve("lab")))) {
      var limited =
          Endpoint.Ssh.parse("limited@127.0.0.1:" + lab.server().port())
              .withIdentity(lab.key())
              .withHostKey(lab.server().hostKeySha256());
      try (Remote remote = connector().connect(limited)) {
        var terminal = new Command(List.of("tty"), Optional.of(new Command.Pty(80, 24)));
        assertThrows(Refused.class, () -> remote.start(terminal));
        assertThrows(Refused.class, () -> remote.openUnixSocket(lab.socket()));
        try (Exec exec = remote.start(Command.of("cat"))) {
          exec.out().close();
          assertEquals(-1, exec.in().read());
          assertEquals(0, exec.await());
        }
      }
    }
  }

  @Test
  void aMachineIsReachedThroughAnotherWhereThatIsGranted() throws Exception {
    try (var near = new EmbeddedLab(Files.createDirectory(folder.resolve("near")));
        var far = new EmbeddedLab(Files.createDirectory(folder.resolve("far")));
        Remote hop = connector().connect(near.endpoint())) {
      try (Remote remote = hop.beyond(far.endpoint());
          Exec exec = remote.start(Command.of("printf", "%s\\0", "there"))) {
        assertEquals("there\0", new String(exec.in().readAllBytes(), StandardCharsets.UTF_8));
      }
      assertThrows(
          TransportException.class, () -> hop.beyond(far.endpoint().withHostKey("SHA256:other")));
      var limited =
          Endpoint.Ssh.parse("limited@127.0.0.1:" + near.server().port())
              .withIdentity(near.key())
              .withHostKey(near.server().hostKeySha256());
      try (Remote narrow = connector().connect(limited)) {
        assertThrows(TransportException.class, () -> narrow.beyond(far.endpoint()));
      }
    }
  }

  private Connector connector(String... answers) {
    return Connectors.ssh(
        SshSettings.in(folder.resolve("ssh")),
        _ -> HostKeys.Decision.TRUST_ONCE,
        new Told(asked, answers));
  }

  private Remote connect(String... answers) throws IOException {
    server.start();
    return connector(answers).connect(Endpoint.Ssh.parse("me@127.0.0.1:" + server.getPort()));
  }
}
