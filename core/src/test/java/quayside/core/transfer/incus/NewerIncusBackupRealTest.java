package quayside.core.transfer.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import quayside.core.archive.ArchiveProgress;
import quayside.core.archive.Archives;
import quayside.core.archive.PartFile;
import quayside.core.driver.NativeArchives.Packing;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationEvent;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Status;
import quayside.core.operation.Operations;
import quayside.core.operation.Order;
import quayside.core.transfer.BackupOptions;
import quayside.core.transfer.ExportRequest;

/** Backups between two servers of the Incus series after 6.0, which also send what they write. */
final class NewerIncusBackupRealTest extends BackupRealContract {
  @Override
  String source() {
    return "inc-c";
  }

  @Override
  String target() {
    return "inc-d";
  }

  private Order direct(String id, String file, boolean consistent, Packing packing)
      throws IOException {
    return BackupLab.STREAMED.order(lab.export(id, file, consistent, packing, false));
  }

  private void whole(Path file) throws IOException {
    assertTrue(Archives.all().verify(file, folder, ArchiveProgress.NONE).whole());
  }

  @ParameterizedTest
  @EnumSource(Packing.class)
  void whatIsSentWhileItIsWrittenComesBackWhole(Packing packing) throws Exception {
    String id = lab.stopped();
    Path file = folder.resolve("direct.tar");
    succeeded(lab.run(direct(id, "direct.tar", false, packing)));
    assertFalse(Files.exists(PartFile.of(file)));
    whole(file);
    String other = lab.unused();
    succeeded(lab.bring(file, other, Optional.empty()));
    assertEquals(BackupLab.content(lab.a, id), BackupLab.content(lab.b, other));
    assertTrue(lab.b.run(lab.b.tool(), "info", other).contains("s1"));
  }

  /** In the storage's own format, and without its snapshots. */
  @Test
  void whatIsSentIsAsItWasWished() throws Exception {
    String id = lab.unused();
    lab.a.run("incus", "-q", "init", "tiny", id, "-s", "second");
    lab.snapshot(id);
    ExportRequest usual = lab.export(id, "wish.tar");
    var wish =
        new ExportRequest(
            usual.source(),
            usual.file(),
            false,
            false,
            Packing.OFF,
            new BackupOptions(false, true),
            Optional.empty());
    succeeded(lab.run(BackupLab.STREAMED.order(wish)));
    whole(wish.file());
    String other = lab.unused();
    succeeded(lab.bring(wish.file(), other, Optional.of("second")));
    assertEquals(BackupLab.content(lab.a, "second", id), BackupLab.content(lab.b, "second", other));
    assertFalse(lab.b.run("incus", "info", other).contains("s1"));
  }

  @Test
  void aRunningOneStandsStillWhileItIsSentAndRunsAgain() throws Exception {
    String id = lab.running();
    OperationView view = lab.run(direct(id, "still.tar", true, Packing.OFF));
    succeeded(view);
    assertTrue(view.stop().isPresent(), view.toString());
    assertEquals("RUNNING", BackupLab.state(lab.a, id));
  }

  /** It runs again although nothing more was heard of the stream; continuing begins anew. */
  @Test
  void whatBreaksOffBeginsAnew() throws Exception {
    String id = lab.running();
    // more than may wait here already when the connection ends
    String _ =
        lab.a.told(
            "head -c 60000000 /dev/urandom >/data/more", lab.a.tool(), "exec", id, "--", "sh");
    String host = lab.a.host();
    try (Operations operations =
        lab.operations(event -> {
          if (event instanceof OperationEvent.StepStarted s
              && s.step().equals("stream")
              && !lab.connector.hasCut()) {
            lab.connector.cut(host, 3_000_000);
          }
        })) {
      String operation = operations.submit(direct(id, "cut.tar", true, Packing.OFF));
      OperationView broken = operations.await(operation);
      assertEquals(Status.FAILED, broken.status(), broken.toString());
      assertTrue(lab.connector.hasCut());
      assertTrue(broken.leftovers().toString().contains("cut.tar.part"), broken.toString());
      assertEquals("RUNNING", BackupLab.state(lab.a, id));
      operations.act(operation, OperationAction.CONTINUE);
      succeeded(operations.await(operation));
    }
    whole(folder.resolve("cut.tar"));
    assertEquals("RUNNING", BackupLab.state(lab.a, id));
  }

  /** It says which way needs no room there; that way then works, and nothing is left. */
  @Test
  void aServerWithoutRoomForItsBackupIsSaidAndSendsItInstead() throws Exception {
    String id = lab.stopped();
    String place = "/var/lib/incus/backups";
    lab.a.run("mount", "-t", "tmpfs", "-o", "size=3m", "quayside-test", place);
    try {
      OperationView full =
          lab.run(BackupLab.KEPT.order(lab.export(id, "full.tar", false, Packing.OFF, false)));
      assertEquals(Status.FAILED, full.status(), full.toString());
      var problem = full.problem().orElseThrow();
      assertEquals("node-full", problem.code(), full.toString());
      assertTrue(problem.tryThis().contains("--way direct"), full.toString());
      assertFalse(Files.exists(PartFile.of(folder.resolve("full.tar"))), full.toString());
      succeeded(lab.run(direct(id, "full.tar", false, Packing.OFF)));
      whole(folder.resolve("full.tar"));
    } finally {
      lab.a.run("umount", "-l", place);
    }
    assertEquals("", lab.backups(id));
  }
}
