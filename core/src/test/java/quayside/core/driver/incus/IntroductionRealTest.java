package quayside.core.driver.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.InstanceServer;
import quayside.core.driver.Introductions;
import quayside.core.model.Platform;
import quayside.transport.Endpoint;
import quayside.transport.TransportException;
import quayside.transport.keys.ClientCertificate;

/** Getting to know real servers by a certificate that they have never seen. */
@Timeout(120)
class IntroductionRealTest {
  @TempDir Path folder;

  /** Somebody who is new there. */
  private record Stranger(RealServer server, Endpoint.Https address, Path folder) {
    Introductions introductions() {
      return Introductions.over(server.connector());
    }

    Endpoint.Https introduce(char[] secret) throws IOException {
      return introductions().introduce(address, secret);
    }

    ContainerDriver open(Endpoint at) throws IOException {
      return server.drivers().open(server.by(at));
    }

    String token(String... options) throws IOException {
      String client = RealServer.unused();
      var words = new ArrayList<>(List.of(server.tool(), "config", "trust", "add"));
      words.addAll(server.platform() == Platform.LXD ? List.of("--name", client) : List.of(client));
      words.addAll(List.of(options));
      String said = server.run(words.toArray(String[]::new));
      return said.strip().lines().reduce((_, last) -> last).orElseThrow();
    }

    void forget() throws IOException {
      String print = ClientCertificate.fingerprint(folder.resolve("client.crt"));
      server.run(server.tool(), "config", "trust", "remove", print.substring(0, 12));
    }
  }

  private Stranger stranger(String name) throws IOException {
    var server = new RealServer(name, folder);
    return new Stranger(server, Endpoint.Https.parse("https://" + server.host()), folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lxd-a", "inc-a", "inc-c"})
  void theKindOfAServerIsFoundOut(String name) throws IOException {
    Stranger me = stranger(name);
    assertEquals(
        me.server().platform(), me.introductions().kindOf(me.address()), "without being trusted");
    assertEquals(me.server().platform(), me.introductions().kindOf(me.server().ssh()));
    var refused =
        assertThrows(TransportException.AuthFailed.class, () -> me.open(me.address()).close());
    assertTrue(refused.toString().contains("does not know the certificate"), refused.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"lxd-a", "inc-a", "inc-c"})
  void aTokenOpensTheDoorOnce(String name) throws IOException {
    Stranger me = stranger(name);
    char[] token = me.token().toCharArray();
    Endpoint.Https known = me.introduce(token);
    try (ContainerDriver driver = me.open(known)) {
      assertEquals(driver.server().orElseThrow().info().fingerprint(), fingerprint(known));
      assertFalse(driver.facts().version().isEmpty());
      assertEquals(known, me.introduce(token), "it is trusted already");
    } finally {
      me.forget();
    }
    var used = assertThrows(TransportException.AuthFailed.class, () -> me.introduce(token));
    assertTrue(used.toString().contains("used already"), used.toString());
    assertFalse(used.toString().contains(new String(token)), "the token is told to nobody");
  }

  /** Servers ask for images in the project “default”, which such a one may not have them do. */
  @ParameterizedTest
  @ValueSource(strings = {"lxd-a", "inc-a"})
  void whomAServerReachesIsNotToldToOneOfAnotherProject(String name) throws IOException {
    Stranger me = stranger(name);
    String project = RealServer.unused();
    me.server().run(me.server().tool(), "project", "create", project);
    try {
      char[] token = me.token("--restricted", "--projects", project).toCharArray();
      Endpoint.Https known = me.introduce(token);
      var other = new RealServer(name.replace("-a", "-b"), folder);
      try (ContainerDriver mine = me.open(known);
          ContainerDriver theirs = other.drivers().open(other.by(other.ssh()))) {
        var reached =
            InstanceServer.of(mine)
                .transfers()
                .reaches(InstanceServer.of(theirs).info(), Duration.ofSeconds(5));
        assertEquals(Optional.empty(), reached);
      } finally {
        me.forget();
      }
    } finally {
      me.server().removeProject(project, "none");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lxd-a", "inc-a", "inc-c"})
  void whatIsNoTokenIsRefused(String name) throws IOException {
    Stranger me = stranger(name);
    assertThrows(
        TransportException.AuthFailed.class, () -> me.introduce("hush-wrong".toCharArray()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lxd-a", "inc-a"})
  void aTokenOfAnotherServerIsShownToNobody(String name) throws IOException {
    char[] token = stranger(name.replace("-a", "-b")).token().toCharArray();
    Stranger me = stranger(name);
    var other = assertThrows(TransportException.HostKeyRejected.class, () -> me.introduce(token));
    assertFalse(other.toString().contains(new String(token)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lxd-a", "inc-a"})
  void aServerWithAnotherCertificateIsNotTalkedTo(String name) throws IOException {
    Stranger me = stranger(name);
    Endpoint.Https wrong = me.server().https().withFingerprint("0f".repeat(32));
    assertThrows(TransportException.HostKeyRejected.class, () -> me.open(wrong).close());
  }

  @ParameterizedTest
  @ValueSource(strings = "lxd-a")
  void theTrustPasswordOfLxdOpensTheDoor(String name) throws IOException {
    Stranger me = stranger(name);
    char[] password = "hush-trust-password".toCharArray();
    me.server().run("lxc", "config", "set", "core.trust_password", new String(password));
    try {
      Endpoint.Https known = me.introduce(password);
      me.open(known).close();
      me.forget();
    } finally {
      me.server().run("lxc", "config", "unset", "core.trust_password");
      Arrays.fill(password, '\0');
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lxd-a", "inc-a"})
  void aServerThatIsNeitherIsSaid(String name) throws IOException {
    Stranger me = stranger(name);
    Endpoint ssh =
        Endpoint.parse("https://" + me.server().host() + ":22").withTimeout(me.address().timeout());
    List<Class<? extends IOException>> either =
        List.of(TransportException.class, DriverException.Unsupported.class);
    IOException said = assertThrows(IOException.class, () -> me.introductions().kindOf(ssh));
    assertTrue(either.stream().anyMatch(kind -> kind.isInstance(said)), said.toString());
  }

  private static String fingerprint(Endpoint.Https known) {
    return known.fingerprint().orElseThrow();
  }
}
