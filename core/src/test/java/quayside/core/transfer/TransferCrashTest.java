package quayside.core.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import quayside.core.ChildJvm;
import quayside.core.archive.ArchiveProgress;
import quayside.core.archive.Archives;
import quayside.core.archive.PartFile;
import quayside.core.driver.NativeArchives.Packing;
import quayside.core.embedded.EmbeddedNode;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Status;
import quayside.core.operation.Operations;
import quayside.core.operation.OperationsLab;
import quayside.core.transfer.osctl.DirectExport;

/** The program is killed in the middle; the next one finishes it or takes it back. */
@Timeout(180)
final class TransferCrashTest {
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

  static Stream<Arguments> kills() {
    return Stream.of(
        Arguments.of("direct", "start:rootfs", OperationAction.CONTINUE),
        Arguments.of("direct", "noted:stopping", OperationAction.CONTINUE),
        Arguments.of("direct", "done:stop", OperationAction.CANCEL),
        Arguments.of("direct", "done:verify", OperationAction.CONTINUE),
        Arguments.of("direct", "noted:named", OperationAction.CONTINUE),
        Arguments.of("node", "noted:packing", OperationAction.CANCEL),
        Arguments.of("node", "noted:packed", OperationAction.CONTINUE),
        Arguments.of("node", "start:fetch", OperationAction.CANCEL),
        Arguments.of("node", "done:fetch", OperationAction.CONTINUE),
        Arguments.of("push", "start:rootfs", OperationAction.CONTINUE),
        Arguments.of("push", "noted:token", OperationAction.CANCEL),
        Arguments.of("push", "noted:made", OperationAction.CONTINUE),
        Arguments.of("upload", "done:upload", OperationAction.CONTINUE),
        Arguments.of("upload", "noted:importing", OperationAction.CANCEL),
        Arguments.of("upload", "noted:made", OperationAction.CONTINUE));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("kills")
  void killedInTheMiddleItIsFoundAndEnded(String way, String at, OperationAction then)
      throws Exception {
    boolean export = way.equals("direct") || way.equals("node");
    Path file = lab.file("web.tar");
    if (!export) {
      ready(file);
    }
    var files = lab.a.files("web");
    Process child = child(List.of(), export ? lab.a : lab.b, way, file, at);
    try {
      String said = ChildJvm.firstLine(child);
      assertTrue(said.startsWith("AT "), said + errors());
    } finally {
      assertTrue(child.toHandle().destroyForcibly());
      assertTrue(child.waitFor(30, TimeUnit.SECONDS));
    }
    OperationView over;
    try (Operations next = lab.open(OperationsLab.SHORT, _ -> {})) {
      OperationView found =
          next.recover().stream().filter(v -> v.status() == Status.INTERRUPTED).findFirst().get();
      assertFalse(found.problem().orElseThrow().sentence().isEmpty());
      next.act(found.id(), then);
      over = next.await(found.id());
    }
    String all = (over.status() + " " + over.problem() + over.leftovers()).replace("junit", "");
    boolean cancelled = then == OperationAction.CANCEL;
    assertEquals(cancelled ? Status.CANCELLED : Status.SUCCEEDED, over.status(), all);
    assertEquals("running", TransferLab.states(lab.a).get("web"), all);
    assertEquals(List.of(), TransferLab.leftOn(lab.a), all);
    assertEquals(List.of(), TransferLab.leftOn(lab.b), all);
    assertFalse(Files.exists(PartFile.of(file)), all);
    if (export) {
      assertEquals(!cancelled, Files.exists(file), all);
    } else {
      assertEquals(!cancelled, TransferLab.states(lab.b).containsKey("back"), all);
      assertEquals(List.of(), lab.b.call("receive_authkey_list", Map.of()));
    }
    if (!cancelled && export) {
      assertTrue(Archives.all().verify(file, folder, ArchiveProgress.NONE).importable());
    } else if (!cancelled) {
      assertEquals(List.of(), files.differences(lab.b.files("back")));
    }
  }

  private void ready(Path file) throws Exception {
    var request =
        new ExportRequest(TransferLab.WEB, file, false, true, Packing.OFF, Optional.of("direct"));
    try (Operations operations = lab.open(OperationsLab.SHORT, _ -> {})) {
      String id = operations.submit(new DirectExport().order(request));
      assertEquals(Status.SUCCEEDED, operations.await(id).status());
    }
  }

  /** A disk of 200 kilobytes, in a name space of its own. */
  @Test
  void aFullDiskIsSaidAndNothingIsLeft() throws Exception {
    Path small = Files.createDirectory(folder.resolve("small"));
    Process possible =
        new ProcessBuilder("unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", small.toString())
            .start();
    Assumptions.assumeTrue(possible.waitFor() == 0, "no name spaces here");
    Files.createDirectories(folder.resolve("journal"));
    List<String> inSpace = List.of("unshare", "-rm");
    Process child = child(inSpace, lab.a, "direct", small.resolve("web.tar"), "", "200k");
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertTrue(said.contains("END FAILED"), said + errors());
    assertTrue(said.contains("disk-full"), said);
    assertTrue(said.contains("Everything was taken back"), said);
    assertTrue(said.contains("LEFT []"), said);
    assertEquals("running", TransferLab.states(lab.a).get("web"));
    assertEquals(List.of(), TransferLab.leftOn(lab.a));
  }

  private Process child(
      List<String> before, EmbeddedNode node, String way, Path file, String at, String... more)
      throws IOException {
    Files.createDirectories(folder.resolve("journal"));
    var command = new ArrayList<String>(before);
    command.addAll(ChildJvm.command(TransferChild.class, "-XX:TieredStopAtLevel=1"));
    command.addAll(
        List.of(
            folder.toString(),
            Integer.toString(node.port()),
            node.rootKeyFile().toString(),
            node.hostKeySha256(),
            way,
            file.toString(),
            at));
    command.addAll(List.of(more));
    return new ProcessBuilder(command).redirectError(folder.resolve("child.err").toFile()).start();
  }

  private String errors() throws IOException {
    return Files.readString(folder.resolve("child.err"));
  }
}
