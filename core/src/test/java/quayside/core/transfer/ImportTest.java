package quayside.core.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quayside.core.archive.Sidecar;
import quayside.core.driver.NativeArchives.MissingDevices;
import quayside.core.driver.NativeArchives.Packing;
import quayside.core.driver.osctl.ReceiveDriver;
import quayside.core.embedded.FileTree;
import quayside.core.embedded.osctld.NodeFolder;
import quayside.core.migrate.Finding;
import quayside.core.migrate.MoveRefused;
import quayside.core.model.Node;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Status;
import quayside.transport.Endpoint;
import quayside.transport.keys.KeyFiles;

/** Archives become containers of an embedded node, by either way. */
@Timeout(120)
final class ImportTest {
  @TempDir Path folder;
  private TransferLab lab;
  private FileTree wanted;

  @BeforeEach
  void start() throws Exception {
    lab = new TransferLab(folder).running();
    lab.a.configure("web", "autostart", Map.of("priority", 7, "delay", 5));
    OperationView out = lab.export(ExportRequest.of(TransferLab.WEB, lab.file("web.tar")));
    assertEquals(Status.SUCCEEDED, out.status(), out.toString());
    wanted = lab.a.files("web");
  }

  @AfterEach
  void close() throws IOException {
    lab.close();
  }

  private ImportRequest request(String way, UnaryOperator<ImportRequest.Options> options) {
    return new ImportRequest(
        lab.file("web.tar"), "b", options.apply(ImportRequest.Options.DEFAULT.withWay(way)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"push", "upload"})
  void oneArchiveGivesSeveralIndependentContainers(String way) throws Exception {
    for (String id : List.of("one", "two")) {
      OperationView view = lab.bring(request(way, o -> o.withId(id)));
      assertEquals(Status.SUCCEEDED, view.status(), view.toString());
      assertEquals(List.of(), wanted.differences(lab.b.files(id)));
    }
    Path changed = lab.b.tree("one").resolve("etc/changed");
    Files.writeString(changed, "by one");
    assertTrue(Files.notExists(lab.b.tree("two").resolve("etc/changed")));
    lab.b.call("ct_delete", Map.of("id", "one", "force", true));
    assertEquals(List.of(), wanted.differences(lab.b.files("two")));
    lab.b.startContainer("two");
    assertEquals(Map.of("two", "running"), TransferLab.states(lab.b));
    assertEquals(List.of(), TransferLab.leftOn(lab.b));
    assertTrue(conf("two").contains("priority: 7"), conf("two"));
  }

  private String conf(String id) throws IOException {
    return Files.readString(new NodeFolder(lab.b.folder()).path("/tank/conf/ct/" + id + ".yml"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"push", "upload"})
  void startsItIfAsked(String way) throws Exception {
    OperationView view =
        lab.bring(
            request(
                way,
                o ->
                    new ImportRequest.Options(
                        o.asId(),
                        o.asUser(),
                        o.asGroup(),
                        Optional.of("tank"),
                        o.project(),
                        o.dataset(),
                        MissingDevices.REMOVE,
                        true,
                        o.way())));
    assertEquals(Status.SUCCEEDED, view.status(), view.toString());
    assertEquals(Map.of("web", "running"), TransferLab.states(lab.b));
  }

  @ParameterizedTest
  @ValueSource(strings = {"push", "upload"})
  void aTakenIdIsFoundBeforeAndNothingIsChanged(String way) throws Exception {
    assertEquals(Status.SUCCEEDED, lab.bring(request("push", o -> o)).status());
    Checked checked = lab.quayside().imports().check(request(way, o -> o));
    assertEquals(1, ExportTest.blockers(checked).size(), checked.toString());
    var _ =
        assertThrows(MoveRefused.class, () -> lab.quayside().imports().start(request(way, o -> o)));
    assertEquals(List.of(), wanted.differences(lab.b.files("web")));
  }

  @Test
  void whatCannotBeIsSaidBefore() throws Exception {
    Imports imports = lab.quayside().imports();
    assertEquals(List.of("push", "upload"), imports.ways("b"));
    assertEquals(
        List.of("id-invalid"),
        ExportTest.blockers(imports.check(request("push", o -> o.withId("a b")))));
    assertEquals(
        List.of("user-missing"),
        ExportTest.blockers(imports.check(request("push", o -> with(o, "nobody", null)))));
    assertEquals(
        List.of("group-missing"),
        ExportTest.blockers(imports.check(request("upload", o -> with(o, null, "/none")))));
    lab.b.limitRoom(1000);
    Checked tight = imports.check(request("push", o -> o));
    assertEquals(1, ExportTest.blockers(tight).size(), tight.toString());
    assertEquals(List.of(), List.copyOf(TransferLab.states(lab.b).keySet()));
    assertEquals(
        List.of("archive-damaged"),
        ExportTest.blockers(imports.check(ImportRequest.of(lab.file("nowhere.tar"), "b"))));
  }

  private static ImportRequest.Options with(
      ImportRequest.Options o,
      @org.jspecify.annotations.Nullable String user,
      @org.jspecify.annotations.Nullable String group) {
    return new ImportRequest.Options(
        o.asId(),
        Optional.ofNullable(user),
        Optional.ofNullable(group),
        o.pool(),
        o.project(),
        o.dataset(),
        o.missing(),
        o.start(),
        o.way());
  }

  @ParameterizedTest
  @ValueSource(strings = {"push", "upload"})
  void aDamagedArchiveIsNoticedBeforeAnythingIsChanged(String way) throws Exception {
    byte[] bytes = Files.readAllBytes(lab.file("web.tar"));
    bytes[bytes.length / 2] ^= 1;
    Files.write(lab.file("web.tar"), bytes);
    OperationView view = lab.bring(request(way, o -> o));

    assertEquals(Status.FAILED, view.status(), view.toString());
    assertEquals("archive-broken", view.problem().orElseThrow().code(), view.toString());
    assertEquals(Map.of(), TransferLab.states(lab.b));
    assertEquals(List.of(), TransferLab.leftOn(lab.b));
  }

  @Test
  void anArchiveThatIsNotWhatItsSidecarSaysIsRefused() throws Exception {
    Sidecar.write(lab.file("web.tar"), new byte[32]);
    OperationView view = lab.bring(request("push", o -> o));
    assertEquals("checksum-wrong", view.problem().orElseThrow().code(), view.toString());
    assertEquals(Map.of(), TransferLab.states(lab.b));
  }

  @Test
  void aReceiveKeyAloneIsEnough() throws Exception {
    Path key = folder.resolve("own-key");
    var publicKey = KeyFiles.generate(key, KeyFiles.Kind.ED25519, 0, "mine");
    lab.b.call(
        "receive_authkey_add", Map.of("name", "mine", "public_key", publicKey.line() + " mine"));
    Endpoint.Ssh address =
        Endpoint.Ssh.parse("ssh://" + ReceiveDriver.USER + "@127.0.0.1:" + lab.wireToB.port())
            .withIdentity(key)
            .withHostKey(lab.b.hostKeySha256());
    lab.quayside()
        .fleet()
        .add(new Node("gate", quayside.core.model.Platform.VPSADMINOS, address, Optional.empty()));
    assertEquals(List.of("push"), lab.quayside().imports().ways("gate"));
    var request =
        new ImportRequest(
            lab.file("web.tar"), "gate", ImportRequest.Options.DEFAULT.withId("through"));
    Checked checked = lab.quayside().imports().check(request);
    assertTrue(
        checked.preflight().findings().stream().map(Finding::code).anyMatch("receive-only"::equals),
        checked.toString());
    OperationView view = lab.bring(request);

    assertEquals(Status.SUCCEEDED, view.status(), view.toString());
    assertEquals(List.of(), wanted.differences(lab.b.files("through")));
    assertEquals(Map.of("through", "stopped"), TransferLab.states(lab.b));
  }

  @Test
  void aPushLeavesNoKeyOnTheNode() throws Exception {
    assertEquals(Status.SUCCEEDED, lab.bring(request("push", o -> o)).status());
    Object keys = lab.b.call("receive_authkey_list", Map.of());
    assertEquals(List.of(), keys);
  }

  @Test
  void packedAndPlainStreamsGiveTheSame() throws Exception {
    var plain =
        new ExportRequest(
            TransferLab.WEB, lab.file("plain.tar"), false, false, Packing.OFF, Optional.empty());
    assertEquals(Status.SUCCEEDED, lab.export(plain).status());
    for (String way : List.of("push", "upload")) {
      var request =
          new ImportRequest(
              plain.file(), "b", ImportRequest.Options.DEFAULT.withId("p-" + way).withWay(way));
      OperationView view = lab.bring(request);
      assertEquals(Status.SUCCEEDED, view.status(), view.toString());
      assertEquals(List.of(), wanted.differences(lab.b.files("p-" + way)));
    }
  }
}
