package quayside.transport.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.transport.Endpoint;
import quayside.transport.SshSettings;
import quayside.transport.TransportException.Unreachable;

class TargetsTest {
  @TempDir Path folder;

  @Test
  void withoutConfigurationOpensshsDefaultsHold() throws Exception {
    Target target = new Targets(SshSettings.in(folder)).of(Endpoint.Ssh.of("node1"));
    assertEquals("node1", target.host());
    assertEquals(22, target.port());
    assertEquals(System.getProperty("user.name"), target.user());
    assertEquals(List.of(), target.identities());
    assertEquals(List.of(folder.resolve("known_hosts")), target.knownHosts());
  }

  @Test
  void anAliasIsLookedUpAndTheFirstValueWins() throws Exception {
    Target target =
        target(
            "n1",
            """
            # comment
            Host n1 other
              HostName %h.example.com
              user=admin
              Port = 2222
              IdentityFile "/keys/my key"
              IdentityFile ~/.ssh/second_%r
              IdentitiesOnly yes
            Host *
              User nobody
              Port 22
              UserKnownHostsFile /a /b
            """);
    assertEquals("n1", target.asked());
    assertEquals("n1.example.com", target.host());
    assertEquals("admin", target.user());
    assertEquals(2222, target.port());
    Path home = Path.of(System.getProperty("user.home"));
    assertEquals(
        List.of(Path.of("/keys/my key"), home.resolve(".ssh/second_admin")), target.identities());
    assertTrue(target.identitiesOnly());
    assertEquals(List.of(Path.of("/a"), Path.of("/b")), target.knownHosts());
  }

  @Test
  void whatTheEndpointSaysGoesBeforeTheConfiguration() throws Exception {
    Files.writeString(
        folder.resolve("config"), "Host n1\nUser admin\nPort 2222\nIdentityFile /k\n");
    Target target =
        new Targets(SshSettings.in(folder))
            .of(Endpoint.Ssh.parse("me@n1:77").withIdentity(Path.of("/mine")));
    assertEquals("me", target.user());
    assertEquals(77, target.port());
    assertEquals(List.of(Path.of("/mine"), Path.of("/k")), target.identities());
  }

  @Test
  void patternsMayBeNegatedAndMatchAllEndsABlock() throws Exception {
    String text =
        """
        Host *.lan !secret.lan
          User lan
        Match exec "true"
          User never
        Match all
          Port 2200
        Host ?1
          User short
        """;
    assertEquals("lan", target("a.lan", text).user());
    assertEquals(System.getProperty("user.name"), target("secret.lan", text).user());
    assertEquals(2200, target("secret.lan", text).port());
    assertEquals("short", target("x1", text).user());
  }

  @Test
  void filesAreIncludedWhereTheyStand() throws Exception {
    Files.createDirectories(folder.resolve("conf.d"));
    Files.writeString(folder.resolve("conf.d/b"), "Host n1\nUser fromB\nPort 3\n");
    Files.writeString(folder.resolve("conf.d/a"), "Host n1\nUser fromA\n");
    Target target = target("n1", "Include conf.d/*\nInclude missing config\nHost n1\nPort 4\n");
    assertEquals("fromA", target.user());
    assertEquals(3, target.port());
  }

  @Test
  void jumpsAreResolvedHopByHop() throws Exception {
    Target target =
        target(
            "inner",
            """
            Host inner
              ProxyJump first,me@second:2202
            Host first
              HostName 10.0.0.1
              ProxyJump outermost
            Host second
              HostName 10.0.0.2
              ProxyJump ignored
            """);
    assertEquals(
        List.of("outermost:22", "10.0.0.1:22", "10.0.0.2:2202"),
        target.jumps().stream().map(Target::name).toList());
    assertEquals("me", target.jumps().getLast().user());
    assertFalse(target.jumps().stream().anyMatch(j -> j.name().startsWith("ignored")));
  }

  @Test
  void circlesBadPortsAndProxyCommandsAreNamed() {
    assertThrows(
        Unreachable.class, () -> target("a", "Host a\nProxyJump b\nHost b\nProxyJump a\n"));
    assertThrows(Unreachable.class, () -> target("a", "Host a\nPort many\n"));
    assertThrows(Unreachable.class, () -> target("a", "Host a\nProxyCommand nc %h %p\n"));
    assertThrows(Unreachable.class, () -> target("a", "Host a\nProxyJump ftp://x\n"));
  }

  @Test
  void ipv6AddressesAreShownInBrackets() throws Exception {
    var endpoint = Endpoint.Ssh.parse("ssh://root@[::1]:2222");
    assertEquals(OptionalInt.of(2222), endpoint.port());
    assertEquals("[::1]:2222", new Targets(SshSettings.in(folder)).of(endpoint).name());
  }

  private Target target(String host, String config) throws IOException {
    Files.writeString(folder.resolve("config"), config);
    return new Targets(SshSettings.in(folder)).of(Endpoint.Ssh.of(host));
  }
}
