package quayside.core.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.model.Node;
import quayside.core.model.Platform;
import quayside.transport.Endpoint;
import quayside.transport.keys.ClientCertificate;

class ClientRemotesTest {
  /** As incus 6.0.4 writes it. */
  private static final String CONFIG =
      """
      default-remote: local
      remotes:
        images:
          addr: https://images.example.org
          protocol: simplestreams
          public: true
        ams-1:
          addr: https://10.77.0.21:8443
          auth_type: tls
          project: default
          protocol: incus
          public: false
        ams-2:
          addr: https://10.77.0.22:8443
          auth_type: tls
          protocol: incus
          public: false
        sso:
          addr: https://10.77.0.23:8443
          auth_type: oidc
          protocol: incus
        local:
          addr: unix://
          protocol: incus
          public: false
      aliases: {}
      """;

  @TempDir Path folder;

  private Path write(String where, String text) throws IOException {
    Path file = folder.resolve(where);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
    return file;
  }

  @Test
  void serversComeWithTheirCertificatesAndTheOthersAreNamed() throws IOException {
    Path file = write(".config/incus/config.yml", CONFIG);
    Path server = file.resolveSibling("servercerts").resolve("ams-1.crt");
    Files.createDirectories(server.resolveSibling(""));
    ClientCertificate.makeIfMissing(server, "server");
    Path own = file.resolveSibling("clientcerts").resolve("ams-2.crt");
    Files.createDirectories(own.resolveSibling(""));
    ClientCertificate.makeIfMissing(own, "own");
    ClientRemotes.Found found = ClientRemotes.read(file);
    Endpoint.Https first =
        Endpoint.Https.parse("https://10.77.0.21:8443")
            .withIdentity(file.resolveSibling("client.crt"))
            .withFingerprint(ClientCertificate.fingerprint(server));
    Endpoint.Https second = Endpoint.Https.parse("https://10.77.0.22:8443").withIdentity(own);
    assertEquals(
        List.of(
            new Node("ams-1", Platform.INCUS, first, Optional.empty()),
            new Node("ams-2", Platform.INCUS, second, Optional.empty())),
        found.nodes());
    assertEquals(
        List.of("images", "sso", "local"),
        found.left().stream().map(why -> why.replaceFirst(":.*", "")).toList());
  }

  @Test
  void lxcsFilesAreFoundInEitherPlace() throws IOException {
    String config = "remotes:\n  old:\n    addr: https://old:8443\n";
    Path plain = write(".config/lxc/config.yml", config);
    Path snap = write("snap/lxd/common/config/config.yml", config);
    assertEquals(List.of(plain, snap), ClientRemotes.files(folder));
    assertEquals(Platform.LXD, ClientRemotes.read(snap).nodes().getFirst().platform());
  }

  @Test
  void theProtocolTellsTheKindWhereverTheFileIs() throws IOException {
    String config =
        """
        remotes:
          one:
            addr: https://one
            protocol: lxd
          two:
            addr: https://two
        """;
    Path file = write("from-incus/incus/config.yml", config);
    assertEquals(
        List.of(Platform.LXD, Platform.INCUS),
        ClientRemotes.read(file).nodes().stream().map(Node::platform).toList());
  }

  @Test
  void whatIsNoConfigurationIsSaid() throws IOException {
    Path file = write(".config/lxc/config.yml", "remotes: [1, 2]");
    var failure = assertThrows(IOException.class, () -> ClientRemotes.read(file));
    assertTrue(String.valueOf(failure.getMessage()).contains("remotes"), failure.toString());
  }
}
