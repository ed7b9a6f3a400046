package quayside.core.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import quayside.core.archive.ArchiveProgress;
import quayside.core.archive.Archives;
import quayside.core.archive.PartFile;
import quayside.core.driver.NativeArchives.Packing;
import quayside.core.embedded.FileTree;
import quayside.core.embedded.faults.Faults;
import quayside.core.operation.Limits;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationEvent;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Status;
import quayside.core.operation.Operations;
import quayside.core.operation.OperationsLab;
import quayside.core.transfer.osctl.DirectExport;
import quayside.core.transfer.osctl.NodeExport;
import quayside.core.transfer.osctl.PushImport;
import quayside.core.transfer.osctl.UploadImport;

/**
 * Each step of each way fails in turn. The container runs or it is said that it does not; what is
 * left is named; and both continuing and cancelling really end in order.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TransferFaultTest {
  private static final Limits TIGHT =
      new Limits(
          Duration.ofSeconds(4),
          Duration.ofMillis(1500),
          Duration.ofMillis(300),
          Duration.ofMillis(1200),
          Duration.ofSeconds(3),
          Duration.ofMillis(20));

  private final TransferLab lab;
  private final Path archive;
  private FileTree wanted;
  private int count;

  TransferFaultTest(@TempDir Path folder) throws IOException {
    lab = new TransferLab(folder).running();
    wanted = lab.a.files("web");
    archive = folder.resolve("ready.tar");
  }

  @BeforeAll
  void archive() throws Exception {
    var request =
        new ExportRequest(
            TransferLab.WEB, archive, false, true, Packing.OFF, Optional.of("direct"));
    try (Operations operations = lab.open(OperationsLab.SHORT, _ -> {})) {
      String id = operations.submit(new DirectExport().order(request));
      assertEquals(Status.SUCCEEDED, operations.await(id).status());
    }
  }

  @AfterEach
  void healed() {
    heal();
  }

  @AfterAll
  void close() throws IOException {
    lab.close();
  }

  /** Way, step, and what breaks when it begins: a command of the node, or a kind of fault. */
  static Stream<Arguments> exports() {
    return Stream.of(
        Arguments.of("direct", "snapshot", "fail:zfs"),
        Arguments.of("direct", "rootfs", "fail:zfs_send"),
        Arguments.of("direct", "rootfs", "hang:zfs_send"),
        Arguments.of("direct", "rootfs", "wire"),
        Arguments.of("direct", "rootfs", "vanish"),
        Arguments.of("direct", "stop", "fail:ct_stop"),
        Arguments.of("direct", "stop", "fail:zfs_snapshot"),
        Arguments.of("direct", "stop", "fail:ct_start"),
        Arguments.of("direct", "stop", "hang:ct_start"),
        Arguments.of("direct", "stop", "wire"),
        Arguments.of("direct", "increment", "fail:zfs_send"),
        Arguments.of("direct", "increment", "vanish"),
        Arguments.of("direct", "verify", "vanish"),
        Arguments.of("direct", "finish", "fail:zfs_destroy"),
        Arguments.of("direct", "finish", "wire"),
        Arguments.of("node", "pack", "fail:ct_export"),
        Arguments.of("node", "pack", "hang:ct_export"),
        Arguments.of("node", "pack", "full"),
        Arguments.of("node", "pack", "down"),
        Arguments.of("node", "fetch", "fail:cat"),
        Arguments.of("node", "verify", "fail:sha256sum"),
        Arguments.of("node", "verify", "vanish"),
        Arguments.of("node", "finish", "fail:rm"),
        Arguments.of("node", "finish", "wire"));
  }

  static Stream<Arguments> imports() {
    return Stream.of(
        Arguments.of("push", "config", "fail:receive_skel"),
        Arguments.of("push", "config", "hang:receive_skel"),
        Arguments.of("push", "config", "wire"),
        Arguments.of("push", "rootfs", "fail:receive_base"),
        Arguments.of("push", "rootfs", "hang:receive_base"),
        Arguments.of("push", "rootfs", "fail:receive_incremental"),
        Arguments.of("push", "rootfs", "fail:receive_transfer"),
        Arguments.of("push", "rootfs", "full"),
        Arguments.of("push", "rootfs", "wire"),
        Arguments.of("push", "finish", "down"),
        Arguments.of("upload", "upload", "fail:dd"),
        Arguments.of("upload", "upload", "full"),
        Arguments.of("upload", "import", "fail:ct_import"),
        Arguments.of("upload", "import", "hang:ct_import"),
        Arguments.of("upload", "import", "full"),
        Arguments.of("upload", "import", "down"),
        Arguments.of("upload", "finish", "fail:rm"));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("exports")
  void anExportEndsInOrder(String way, String step, String fault) throws Exception {
    Path file = lab.file("e" + ++count + ".tar");
    var request =
        new ExportRequest(TransferLab.WEB, file, false, true, Packing.OFF, Optional.of(way));
    OperationView view;
    try (Operations operations = lab.open(TIGHT, hook(step, fault, file, true))) {
      var order =
          way.equals("direct")
              ? new DirectExport().order(request)
              : new NodeExport().order(request);
      view = operations.await(operations.submit(order));
    }
    boolean running = "running".equals(TransferLab.states(reachable()).get("web"));
    boolean broke = view.status() == Status.FAILED;
    assertTrue(broke || view.status() == Status.SUCCEEDED, said(view));
    if (broke) {
      assertFalse(view.problem().orElseThrow().sentence().isEmpty());
      assertFalse(view.actions().isEmpty(), said(view));
      boolean told = view.leftovers().toString().contains("stopped");
      assertTrue(running || told, said(view));
      boolean left = !TransferLab.leftOn(lab.a).isEmpty() || Files.exists(PartFile.of(file));
      assertTrue(!left || !view.leftovers().isEmpty(), said(view));
    }
    heal();
    if (broke) {
      boolean cancel = count % 2 == 0 && view.actions().contains(OperationAction.CANCEL);
      view = act(view, cancel ? OperationAction.CANCEL : OperationAction.CONTINUE);
    }
    assertEquals("running", TransferLab.states(lab.a).get("web"), said(view));
    assertEquals(List.of(), TransferLab.leftOn(lab.a), said(view));
    assertFalse(Files.exists(PartFile.of(file)), said(view));
    if (view.status() == Status.SUCCEEDED) {
      assertTrue(
          Archives.all().verify(file, lab.folder, ArchiveProgress.NONE).importable(), said(view));
    } else {
      assertEquals(Status.CANCELLED, view.status(), said(view));
      assertFalse(Files.exists(file) && !step.equals("finish"), said(view));
    }
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("imports")
  void anImportEndsInOrder(String way, String step, String fault) throws Exception {
    String id = "i" + ++count;
    var request =
        new ImportRequest(archive, "b", ImportRequest.Options.DEFAULT.withId(id).withWay(way));
    OperationView view;
    try (Operations operations = lab.open(TIGHT, hook(step, fault, archive, false));
        var driver =
            TransferLab.drivers(lab.folder).open(TransferLab.at(lab.b, lab.wireToB.port()))) {
      var order =
          way.equals("push")
              ? new PushImport(TransferLab.desk(lab.folder)).order(request, driver)
              : new UploadImport().order(request, driver);
      view = operations.await(operations.submit(order));
    }
    var _ = reachable();
    boolean broke = view.status() == Status.FAILED;
    assertTrue(broke || view.status() == Status.SUCCEEDED, said(view));
    if (broke) {
      assertFalse(view.problem().orElseThrow().sentence().isEmpty());
      boolean left = TransferLab.states(lab.b).containsKey(id);
      boolean made = view.problem().orElseThrow().sentence().contains("made on");
      assertTrue(!left || made || view.leftovers().toString().contains(id), said(view));
    }
    heal();
    if (broke) {
      boolean cancel = count % 2 == 0 && view.actions().contains(OperationAction.CANCEL);
      view = act(view, cancel ? OperationAction.CANCEL : OperationAction.CONTINUE);
    }
    assertEquals(List.of(), TransferLab.leftOn(lab.b), said(view));
    if (view.status() == Status.SUCCEEDED) {
      assertEquals(List.of(), wanted.differences(lab.b.files(id)), said(view));
      lab.b.call("ct_delete", Map.of("id", id, "force", true));
    } else if (code(view).equals("staged-left")) { // as recorded: osctld does not let go of it
      assertEquals("upload import", way + " " + step);
      assertTrue(view.leftovers().toString().contains(id), said(view));
    } else {
      assertEquals(Status.CANCELLED, view.status(), said(view));
      assertFalse(TransferLab.states(lab.b).containsKey(id), said(view));
    }
    assertEquals(List.of(), lab.b.call("receive_authkey_list", Map.of()));
  }

  private OperationView act(OperationView view, OperationAction action) throws Exception {
    try (Operations operations = lab.open(OperationsLab.SHORT, _ -> {})) {
      operations.act(view.id(), action);
      return operations.await(view.id());
    }
  }

  private java.util.function.Consumer<OperationEvent> hook(
      String step, String fault, Path file, boolean exporting) {
    return event -> {
      if (event instanceof OperationEvent.StepStarted started && started.step().equals(step)) {
        breakNow(fault, file, exporting);
      } else if (fault.equals("vanish")
          && event instanceof OperationEvent.StepDone done
          && done.step().equals(step)) {
        breakNow(fault, file, exporting);
      }
    };
  }

  private void breakNow(String fault, Path file, boolean exporting) {
    Faults faults = exporting ? lab.a.faults() : lab.b.faults();
    String detail = fault.substring(fault.indexOf(':') + 1);
    try {
      if (fault.startsWith("fail:")) {
        var _ = faults.fail(detail);
      } else if (fault.startsWith("hang:")) {
        var _ = faults.hang(detail);
      } else if (fault.equals("wire")) {
        (exporting ? lab.wireToA : lab.wireToB).cutAfter(2500);
      } else if (fault.equals("full")) {
        var _ = faults.with(Faults.Kind.DISK_FULL);
      } else if (fault.equals("down")) {
        var _ = faults.with(Faults.Kind.DAEMON_DOWN);
      } else if (fault.equals("vanish")) {
        boolean _ = Files.deleteIfExists(PartFile.of(file));
      } else {
        throw new IllegalArgumentException(fault);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String code(OperationView view) {
    return view.problem().map(p -> p.code()).orElse("");
  }

  /** Without the folder of the test. */
  private String said(OperationView view) {
    String all = view.status() + " " + view.problem() + " left: " + view.leftovers();
    return all.replace(lab.folder.toString(), "");
  }

  private quayside.core.embedded.EmbeddedNode reachable() {
    var _ = lab.a.faults().without(Faults.Kind.DAEMON_DOWN);
    var _ = lab.b.faults().without(Faults.Kind.DAEMON_DOWN);
    return lab.a;
  }

  private void heal() {
    lab.a.faults().clear();
    lab.b.faults().clear();
    lab.wireToA.cutAfter(Long.MAX_VALUE / 2);
    lab.wireToB.cutAfter(Long.MAX_VALUE / 2);
  }
}
