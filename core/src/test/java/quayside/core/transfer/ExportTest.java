package quayside.core.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import quayside.core.archive.ArchiveProgress;
import quayside.core.archive.Archives;
import quayside.core.archive.Verdict;
import quayside.core.driver.NativeArchives.Packing;
import quayside.core.embedded.FileTree;
import quayside.core.migrate.Finding;
import quayside.core.migrate.MoveRefused;
import quayside.core.model.ContainerRef;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Status;

/** Containers of an embedded node become files here, by either way. */
@Timeout(120)
final class ExportTest {
  @TempDir Path folder;
  private TransferLab lab;

  @BeforeEach
  void start() throws IOException {
    lab = new TransferLab(folder).running();
  }

  @AfterEach
  void close() throws IOException {
    lab.close();
  }

  private ExportRequest request(String way, boolean consistent, Packing packing) {
    return new ExportRequest(
        TransferLab.WEB, lab.file("web.tar"), false, consistent, packing, Optional.of(way));
  }

  static Stream<Arguments> all() {
    return Stream.of("direct", "node")
        .flatMap(way ->
            Stream.of(Packing.AUTO, Packing.OFF, Packing.GZIP)
                .flatMap(
                    packing -> Stream.of(true, false).map(c -> Arguments.of(way, packing, c))));
  }

  @ParameterizedTest(name = "{0} {1} consistent={2}")
  @MethodSource("all")
  void exportsARunningContainer(String way, Packing packing, boolean consistent) throws Exception {
    OperationView view = lab.export(request(way, consistent, packing));

    assertEquals(Status.SUCCEEDED, view.status(), view.toString());
    assertEquals(List.of("web.tar", "web.tar.sha256"), lab.names());
    assertEquals("running", TransferLab.states(lab.a).get("web"));
    assertEquals(List.of(), TransferLab.leftOn(lab.a));
    assertEquals(consistent, view.stop().isPresent(), view.toString());
    assertTrue(view.bytesDone() > 100_000, view.toString());
    assertEquals(view.bytesTotal(), view.bytesDone(), "what is carried is told: " + view.rounds());
    Verdict verdict = verify();
    assertTrue(verdict.importable(), verdict.toString());
    String members = verdict.toString();
    assertEquals(consistent, members.contains("incremental.dat"), members);
    assertEquals(packing != Packing.OFF, members.contains("base.dat.gz"), members);
    assertEquals(0, sha256sum());
  }

  private Verdict verify() throws IOException {
    return Archives.all().verify(lab.file("web.tar"), folder, ArchiveProgress.NONE);
  }

  /** The tool that people will check it with. */
  private int sha256sum() throws Exception {
    Process check =
        new ProcessBuilder("sha256sum", "-c", "--status", "web.tar.sha256")
            .directory(lab.files.toFile())
            .start();
    return check.waitFor();
  }

  @ParameterizedTest
  @CsvSource({"direct", "node"})
  void aStoppedContainerStaysStopped(String way) throws Exception {
    lab.a.call("ct_stop", java.util.Map.of("id", "web"));
    OperationView view = lab.export(request(way, true, Packing.OFF));

    assertEquals(Status.SUCCEEDED, view.status(), view.toString());
    assertEquals("stopped", TransferLab.states(lab.a).get("web"));
    assertTrue(view.stop().isEmpty());
    assertTrue(verify().importable());
  }

  @ParameterizedTest
  @CsvSource({"direct", "node"})
  void comesUpAsAnotherContainerOnAnotherNodeWithTheSameFiles(String way) throws Exception {
    OperationView out = lab.export(request(way, true, Packing.AUTO));
    assertEquals(Status.SUCCEEDED, out.status(), out.toString());
    FileTree here = lab.a.files("web");
    ImportRequest back = ImportRequest.of(lab.file("web.tar"), "b");
    OperationView in =
        lab.bring(new ImportRequest(back.file(), "b", back.options().withId("web2")));

    assertEquals(Status.SUCCEEDED, in.status(), in.toString());
    assertEquals("stopped", TransferLab.states(lab.b).get("web2"));
    assertEquals(List.of(), here.differences(lab.b.files("web2")));
    assertEquals("running", TransferLab.states(lab.a).get("web"));
    assertEquals(List.of(), TransferLab.leftOn(lab.a));
    assertEquals(List.of(), TransferLab.leftOn(lab.b));
  }

  @Test
  void aFileIsNeverReplacedUnlessAsked() throws Exception {
    Files.writeString(lab.file("web.tar"), "mine");
    ExportRequest request = request("direct", false, Packing.OFF);

    Checked checked = lab.quayside().exports().check(request);
    assertEquals(List.of("file-exists"), blockers(checked));
    var _ = assertThrows(MoveRefused.class, () -> lab.quayside().exports().start(request));
    assertEquals("mine", Files.readString(lab.file("web.tar")));

    var replacing =
        new ExportRequest(
            request.source(), request.file(), true, false, Packing.OFF, Optional.empty());
    OperationView view = lab.export(replacing);
    assertEquals(Status.SUCCEEDED, view.status(), view.toString());
    assertTrue(verify().importable());
  }

  @Test
  void aFileThatCameMeanwhileIsNotReplacedEither() throws Exception {
    String id;
    try (var operations =
        lab.open(
            quayside.core.operation.OperationsLab.SHORT,
            event -> {
              if (event instanceof quayside.core.operation.OperationEvent.StepStarted s
                  && s.step().equals("finish")) {
                write(lab.file("web.tar"), "mine");
              }
            })) {
      var way = new quayside.core.transfer.osctl.DirectExport();
      id = operations.submit(way.order(request("direct", true, Packing.OFF)));
      OperationView view = operations.await(id);
      assertEquals(Status.FAILED, view.status(), view.toString());
      assertEquals("file-exists", view.problem().orElseThrow().code());
      assertEquals("mine", Files.readString(lab.file("web.tar")));
      assertTrue(view.leftovers().toString().contains("web.tar.part"), view.toString());
      Files.delete(lab.file("web.tar"));
      operations.act(id, quayside.core.operation.OperationAction.CONTINUE);
      OperationView then = operations.await(id);
      if (then.status() == Status.FAILED) { // the hook writes it each time
        assertEquals("file-exists", then.problem().orElseThrow().code());
      }
    }
    Files.delete(lab.file("web.tar"));
    try (var operations = lab.open(quayside.core.operation.OperationsLab.SHORT, _ -> {})) {
      operations.act(id, quayside.core.operation.OperationAction.CONTINUE);
      OperationView view = operations.await(id);
      assertEquals(Status.SUCCEEDED, view.status(), view.toString());
    }
    assertTrue(verify().importable());
    assertEquals(List.of("web.tar", "web.tar.sha256"), lab.names());
    assertEquals(List.of(), TransferLab.leftOn(lab.a));
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void whatIsInTheWayIsSaidBefore() throws Exception {
    Exports exports = lab.quayside().exports();
    assertEquals(List.of("direct", "node"), exports.ways("a"));
    assertEquals("direct", exports.check(ExportRequest.of(TransferLab.WEB, lab.file("x"))).way());
    assertEquals(
        List.of("folder-missing"),
        blockers(
            exports.check(ExportRequest.of(TransferLab.WEB, lab.file("nowhere").resolve("x")))));
    assertEquals(
        List.of("file-exists"),
        blockers(exports.check(ExportRequest.of(TransferLab.WEB, lab.files))));
    assertEquals(
        List.of("source-missing"),
        blockers(
            exports.check(
                ExportRequest.of(new ContainerRef("a", "tank", "nobody"), lab.file("x")))));
    assertEquals(
        List.of("no-way"),
        blockers(
            exports.check(
                new ExportRequest(
                    TransferLab.WEB,
                    lab.file("x"),
                    false,
                    true,
                    Packing.OFF,
                    Optional.of("pigeon")))));
    lab.a.limitRoom(1000);
    assertEquals(
        List.of("node-space"), blockers(exports.check(request("node", true, Packing.OFF))));
    assertTrue(exports.check(request("direct", true, Packing.OFF)).preflight().possible());
  }

  /** What a stop took is what the next one is foretold to take, by the same way alone. */
  @ParameterizedTest
  @CsvSource({"direct, node", "node, direct"})
  void theStopIsForetoldFromTheLastOne(String way, String other) throws Exception {
    Exports exports = lab.quayside().exports();
    OperationView view = lab.export(request(way, true, Packing.OFF));
    Duration took = view.stop().orElseThrow().total();
    Files.delete(lab.file("web.tar"));
    Checked again = exports.check(request(way, true, Packing.OFF));
    assertEquals(Optional.of(took), again.preflight().stop());
    assertEquals(
        Optional.empty(), exports.check(request(other, true, Packing.OFF)).preflight().stop());
    lab.a.call("ct_stop", java.util.Map.of("id", "web"));
    assertEquals(
        Optional.of(Duration.ZERO),
        exports.check(request(way, true, Packing.OFF)).preflight().stop());
  }

  @Test
  void itIsSaidThatItStopsAndWhetherItCanBeContinued() throws Exception {
    Exports exports = lab.quayside().exports();
    assertEquals(
        List.of("packing"), blockers(exports.check(request("direct", true, Packing.ZSTD))));
    Checked direct = exports.check(request("direct", true, Packing.OFF));
    Checked node = exports.check(request("node", true, Packing.OFF));

    assertTrue(sentence(direct, "stops").contains("stopped for a moment"));
    assertTrue(sentence(direct, "resume").contains("cannot be continued"));
    assertTrue(sentence(node, "resume").contains("goes on where it was"));
    assertTrue(
        sentence(exports.check(request("direct", false, Packing.OFF)), "stops")
            .contains("goes on running"));
    assertFalse(direct.method().isEmpty());
    assertEquals(Optional.empty(), direct.preflight().stop());
    assertEquals(
        Optional.of(Duration.ZERO),
        exports.check(request("direct", false, Packing.OFF)).preflight().stop());
    assertTrue(direct.preflight().bytes().orElseThrow() > 100_000);
  }

  private static String sentence(Checked checked, String code) {
    return checked.preflight().findings().stream()
        .filter(f -> f.code().equals(code))
        .map(Finding::sentence)
        .findFirst()
        .orElse("");
  }

  static List<String> blockers(Checked checked) {
    return checked.preflight().findings().stream()
        .filter(f -> f.severity() == Finding.Severity.BLOCKER)
        .map(Finding::code)
        .toList();
  }
}
