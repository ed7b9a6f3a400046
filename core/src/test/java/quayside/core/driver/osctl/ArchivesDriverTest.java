package quayside.core.driver.osctl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import quayside.core.archive.ArchiveProgress;
import quayside.core.archive.Archives;
import quayside.core.archive.Sidecar;
import quayside.core.archive.Verdict;
import quayside.core.archive.zfs.Samples;
import quayside.core.driver.DriverException;
import quayside.core.driver.Drivers;
import quayside.core.driver.NativeArchives;
import quayside.core.driver.NativeReceive;
import quayside.core.driver.NodeFiles;
import quayside.core.driver.contract.ContainerDriverContract;
import quayside.core.embedded.DemoContent;
import quayside.core.embedded.faults.Faults;
import quayside.core.model.Node;
import quayside.core.model.Platform;
import quayside.transport.Connectors;
import quayside.transport.Endpoint;
import quayside.transport.HostKeys;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;
import quayside.transport.keys.KeyFiles;

/** Archives of nodes by socket and by command line, and the restricted shell, over real SSH. */
@Timeout(60)
class ArchivesDriverTest {
  @TempDir private Path folder = Path.of("");
  private Optional<Lab> lab = Optional.empty();

  @BeforeEach
  void open() throws IOException {
    lab = Optional.of(new Lab(folder));
    lab().n1.create("web", DemoContent.small(1));
  }

  @AfterEach
  void close() {
    lab().close();
  }

  private Lab lab() {
    return lab.orElseThrow();
  }

  private OsctlDriver driver(OsctlDriver.Way way) throws IOException {
    return lab().driver(lab().n1, way, ContainerDriverContract.PATIENT);
  }

  @ParameterizedTest
  @EnumSource(OsctlDriver.Way.class)
  void theNodeWritesAnArchiveAndTakesItAgain(OsctlDriver.Way way) throws IOException {
    try (OsctlDriver driver = driver(way)) {
      NativeArchives archives = driver.nativeArchives().orElseThrow();
      String place = archives.folder("tank") + "/.quayside-1";
      NodeFiles files = archives.files();
      files.makeFolder(place);
      String file = place + "/web.tar";
      assertEquals(Optional.empty(), files.look(file));
      archives.export("tank:web", file, true, NativeArchives.Packing.GZIP, Carrier.DEAF);
      NodeFiles.Facts facts = files.look(file).orElseThrow();
      var whole = new ByteArrayOutputStream();
      files.fetch(file, 0, whole);
      assertEquals(facts.size(), whole.size());
      var rest = new ByteArrayOutputStream();
      files.fetch(file, facts.size() - 1000, rest);
      assertEquals(1000, rest.size());
      Path here = Files.write(folder.resolve("here.tar"), whole.toByteArray());
      assertEquals(
          files.sha256(file), java.util.HexFormat.of().formatHex(Sidecar.hash(here, _ -> {})));
      Verdict verdict = Archives.all().verify(here, folder, ArchiveProgress.NONE);
      assertEquals(List.of(), verdict.remarks());
      archives.importFile(request(file, "copy"), Carrier.DEAF);
      assertEquals(lab().n1.files("web"), lab().n1.files("copy"));
      var taken =
          assertThrows(
              DriverException.Rejected.class,
              () -> archives.importFile(request(file, "copy"), Carrier.DEAF));
      assertTrue(taken.toString().contains("already exists"), taken.toString());
      files.remove(file);
      files.remove(file);
      files.removeFolder(place);
      files.removeFolder(place);
      assertFalse(archives.busy("tank:web"));
      lab().n1.faults().hold("web");
      assertTrue(archives.busy("tank:web"));
    }
  }

  private static NativeArchives.Import request(String file, String id) {
    return new NativeArchives.Import(
        file,
        Optional.of("tank"),
        Optional.of(id),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        NativeArchives.MissingDevices.CHECK);
  }

  @Test
  void filesGoOnWhereTheyWereCut() throws IOException {
    byte[] content = new byte[3_000_000];
    new Random(1).nextBytes(content);
    try (OsctlDriver driver = driver(OsctlDriver.Way.BEST)) {
      NodeFiles files = driver.nativeArchives().orElseThrow().files();
      files.store("/tank/up", false, new ByteArrayInputStream(content, 0, 1_000_001), _ -> {});
      assertEquals(1_000_001, files.look("/tank/up").orElseThrow().size());
      long[] told = {0};
      files.store(
          "/tank/up",
          true,
          new ByteArrayInputStream(content, 1_000_001, 1_999_999),
          n -> told[0] = n);
      assertEquals(1_999_999, told[0]);
      var back = new ByteArrayOutputStream();
      files.fetch("/tank/up", 0, back);
      assertArrayEquals(content, back.toByteArray());
      lab().n1.faults().cutAfter(2_000_000);
      var part = new ByteArrayOutputStream();
      assertThrows(IOException.class, () -> files.fetch("/tank/up", 0, part));
      assertTrue(part.size() >= 1_000_000 && part.size() < content.length, "" + part.size());
      lab().n1.faults().clear();
      files.fetch("/tank/up", part.size(), part);
      assertArrayEquals(content, part.toByteArray());
    }
  }

  @Test
  void failuresOfFilesAreSentences() throws IOException {
    try (OsctlDriver driver = driver(OsctlDriver.Way.BEST)) {
      NodeFiles files = driver.nativeArchives().orElseThrow().files();
      var none =
          assertThrows(
              DriverException.Rejected.class,
              () -> files.fetch("/tank/none", 0, new ByteArrayOutputStream()));
      assertTrue(none.toString().contains("No such file"), none.toString());
      lab().n1.faults().with(Faults.Kind.DISK_FULL);
      var full =
          assertThrows(
              DriverException.Rejected.class,
              () ->
                  files.store(
                      "/tank/up", false, new ByteArrayInputStream(new byte[5_000_000]), _ -> {}));
      assertTrue(full.toString().contains("The disk of the node is full"), full.toString());
      lab().n1.faults().clear();
      var vanished =
          new InputStream() {
            @Override
            public int read() throws IOException {
              throw new IOException("the file vanished");
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
              return read();
            }
          };
      IOException gone =
          assertThrows(IOException.class, () -> files.store("/tank/up", false, vanished, _ -> {}));
      assertEquals("the file vanished", gone.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource(OsctlDriver.Way.class)
  void thePiecesOfAnArchiveCanBeHad(OsctlDriver.Way way) throws IOException {
    lab().n1.createDataset("web", "srv/data");
    lab().n1.configure("web", "send_log", Map.of("role", "source", "state", "stage"));
    Path hooks = Files.createDirectories(folder.resolve("n1/root/tank/hook/ct/web/pre-start.d"));
    Files.writeString(hooks.resolve("one"), "#!/bin/sh\n");
    try (OsctlDriver driver = driver(way)) {
      NativeArchives archives = driver.nativeArchives().orElseThrow();
      NativeArchives.Description text = archives.describe("tank:web");
      assertEquals("web", text.user());
      assertEquals("/default", text.group());
      assertTrue(text.userText().contains("uid_map"), text.userText());
      assertTrue(text.containerText().contains("distribution: debian"), text.containerText());
      assertFalse(text.containerText().contains("send_log"), text.containerText());
      assertFalse(text.containerText().contains("role: source"), text.containerText());
      assertEquals(List.of("pre-start.d/one"), List.copyOf(text.hooks().keySet()));
      assertEquals(
          List.of("/", "srv/data"),
          archives.volumes("tank:web").stream().map(NativeArchives.Volume::name).toList());
      archives.snapshot("tank:web", "quayside-base-1");
      assertThrows(DriverException.class, () -> archives.snapshot("tank:web", "quayside-base-1"));
      archives.snapshot("tank:web", "quayside-incr-1");
      assertEquals(List.of("quayside-base-1", "quayside-incr-1"), archives.snapshots("tank:web"));
      var full = new ByteArrayOutputStream();
      archives.send("tank:web", "srv/data", Optional.empty(), "quayside-base-1", full);
      assertTrue(full.size() > 300, "" + full.size());
      var more = new ByteArrayOutputStream();
      archives.send("tank:web", "/", Optional.of("quayside-base-1"), "quayside-incr-1", more);
      assertTrue(more.size() > 300, "" + more.size());
      archives.destroySnapshot("tank:web", "quayside-base-1");
      archives.destroySnapshot("tank:web", "quayside-base-1");
      assertEquals(List.of("quayside-incr-1"), archives.snapshots("tank:web"));
      assertThrows(DriverException.class, () -> archives.snapshot("tank:web", "-r"));
      assertThrows(DriverException.class, () -> archives.describe("tank:none"));
    }
  }

  /** As recorded: osctld's own file of a container that is being sent. */
  @Test
  void whatIsOnlySoNowIsLeftOutOfAConfiguration() {
    String text =
        """
        ---
        user: a
        net_interfaces:
        - type: bridge
          name: eth0
        state: staged
        send_log:
          role: destination
          snapshots:
          - - tank/ct/a
            - s1
          opts:
            port:
        hostname:
        """;
    assertEquals(
        "---\nuser: a\nnet_interfaces:\n- type: bridge\n  name: eth0\nhostname:\n",
        OsctlArchives.lasting(text));
  }

  /** With nothing but a key that the node's keychain has. */
  @Test
  void containersAreHandedInThroughTheRestrictedShell() throws IOException {
    Path key = folder.resolve("desk");
    String line = KeyFiles.generate(key, KeyFiles.Kind.ED25519, 0, "desk").line();
    lab().n1.call("receive_authkey_add", Map.of("name", "desk", "public_key", line));
    Endpoint.Ssh root = Lab.address(lab().n1);
    var address =
        new Endpoint.Ssh(
            root.host(),
            root.port(),
            Optional.of(ReceiveDriver.USER),
            Optional.of(key),
            root.hostKey(),
            false,
            root.timeout());
    var node = new Node("n1", Platform.VPSADMINOS, address, Optional.empty());
    var drivers =
        Drivers.over(Connectors.ssh(SshSettings.in(folder), HostKeys.REFUSING, Secrets.NONE));
    try (var driver = drivers.open(node)) {
      assertEquals(List.of(), driver.list());
      assertThrows(DriverException.Unsupported.class, () -> driver.show("tank:web"));
      NativeReceive receive = driver.nativeReceive().orElseThrow();
      byte[] skel = resource("/osctl/cli/pusharch2-skel.tar");
      String token = receive.stage(Optional.of("tank"), "pusharch2", skel);
      byte[] stream = stream();
      long[] told = {0};
      receive.stream(
          token,
          "/",
          false,
          "osctl-base-1795302551",
          new ByteArrayInputStream(stream),
          n -> told[0] = n);
      assertEquals(stream.length, told[0]);
      receive.finish(token, false);
      assertTrue(Files.exists(lab().n1.tree("pusharch2").resolve("etc/passwd")));
      assertThrows(DriverException.NotFound.class, () -> receive.cancel(token));
      var refused =
          assertThrows(
              DriverException.Rejected.class,
              () -> receive.stage(Optional.empty(), "pusharch2", skel));
      assertTrue(refused.toString().contains("already exists"), refused.toString());
    }
  }

  private static byte[] stream() throws IOException {
    byte[] tar = Samples.stream("osctl-ct-export-off.tar");
    var reader = new quayside.core.archive.tar.TarReader(new ByteArrayInputStream(tar));
    for (var e = reader.next(); e.isPresent(); e = reader.next()) {
      if (e.get().name().equals("rootfs/base.dat")) {
        return reader.contents(e.get()).readAllBytes();
      }
    }
    throw new IOException("no stream");
  }

  private static byte[] resource(String name) throws IOException {
    try (var in =
        java.util.Objects.requireNonNull(ArchivesDriverTest.class.getResourceAsStream(name))) {
      return in.readAllBytes();
    }
  }

  @Test
  void aKeyThatIsNotAllowedIsRefusedAtTheDoor() throws IOException {
    Path key = folder.resolve("stranger");
    KeyFiles.generate(key, KeyFiles.Kind.ED25519, 0, "stranger");
    Endpoint.Ssh root = Lab.address(lab().n1);
    var address =
        new Endpoint.Ssh(
            root.host(),
            root.port(),
            Optional.of(ReceiveDriver.USER),
            Optional.of(key),
            root.hostKey(),
            false,
            root.timeout());
    var connector = Connectors.ssh(SshSettings.in(folder), HostKeys.REFUSING, Secrets.NONE);
    assertThrows(
        quayside.transport.TransportException.AuthFailed.class, () -> connector.connect(address));
  }
}
