package quayside.core.transfer.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import quayside.core.ChildJvm;
import quayside.core.archive.ArchiveProgress;
import quayside.core.archive.Archives;
import quayside.core.archive.PartFile;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.NativeArchives.Packing;
import quayside.core.model.ContainerRef;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Status;
import quayside.core.operation.Operations;
import quayside.core.transfer.BackupOptions;
import quayside.core.transfer.ExportRequest;
import quayside.transport.lab.Program;

/** Killed, a full disk, and backups of the other kind. */
@Timeout(180)
final class BackupFaultRealTest {
  @TempDir Path folder;

  /** What is left is found, and continuing makes a whole file and removes the server's backup. */
  @ParameterizedTest
  @MethodSource("quayside.core.transfer.incus.BackupChild#places")
  void killedAnywhereItIsFoundAndFinished(String place) throws Exception {
    try (var lab = new BackupLab("inc-a", "inc-b", folder)) {
      String id = lab.stopped();
      List<String> command = ChildJvm.command(BackupChild.class, "-XX:TieredStopAtLevel=1");
      command.addAll(List.of(folder.toString(), "inc-a", "inc-b", id, place));
      Path errors = folder.resolve("child.err");
      Process child = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      try {
        String said = ChildJvm.firstLine(child);
        assertTrue(said.equals("AT " + place), said + Files.readString(errors));
      } finally {
        assertTrue(child.toHandle().destroyForcibly());
        assertTrue(child.waitFor(30, TimeUnit.SECONDS));
      }
      boolean left = !lab.backups(id).isEmpty();
      try (Operations next = lab.operations(_ -> {})) {
        OperationView found = next.recover().getFirst();
        assertEquals(Status.INTERRUPTED, found.status(), found.toString());
        assertEquals(
            left, found.leftovers().toString().contains("the backup quayside-"), found.toString());
        next.act(found.id(), OperationAction.CONTINUE);
        BackupRealContract.succeeded(next.await(found.id()));
      }
      assertEquals("", lab.backups(id));
      assertTrue(
          Archives.all()
              .verify(folder.resolve("killed.tar"), folder, ArchiveProgress.NONE)
              .whole());
    }
  }

  /** A disk of ours that is too small: what is there stays, and goes on when there is room. */
  @Test
  void aFullDiskHereIsSaidAndContinuesWhenThereIsRoom() throws Exception {
    try (var lab = new BackupLab("inc-a", "inc-b", folder)) {
      String id = lab.stopped();
      Path small = Files.createDirectory(folder.resolve("small"));
      mount("-t", "tmpfs", "-o", "size=5m,mode=777", "quayside-test", small.toString());
      try (Operations operations = lab.operations(_ -> {})) {
        var request =
            new ExportRequest(
                new ContainerRef(lab.node(lab.a).name(), "default", id),
                small.resolve("full.tar"),
                false,
                false,
                Packing.OFF,
                BackupOptions.DEFAULT,
                Optional.empty());
        String operation = operations.submit(BackupLab.KEPT.order(request));
        OperationView full = operations.await(operation);
        assertEquals(Status.FAILED, full.status(), full.toString());
        assertTrue(full.actions().contains(OperationAction.CONTINUE), full.toString());
        assertTrue(full.leftovers().toString().contains("full.tar.part"), full.toString());
        long kept = Files.size(PartFile.of(small.resolve("full.tar")));
        assertTrue(kept > 1_000_000, kept + "");
        mount("-o", "remount,size=60m", small.toString());
        operations.act(operation, OperationAction.CONTINUE);
        BackupRealContract.succeeded(operations.await(operation));
        assertEquals("", lab.backups(id));
      } finally {
        as("umount", "-l", small.toString());
      }
    }
  }

  private static void mount(String... words) throws IOException {
    var command = new ArrayList<>(List.of("mount"));
    command.addAll(List.of(words));
    as(command.toArray(String[]::new));
  }

  /** The lab needs root, too. */
  private static void as(String... words) throws IOException {
    var command = new ArrayList<>(List.of(words));
    if (!"root".equals(System.getProperty("user.name"))) {
      command.addAll(0, List.of("sudo", "-n"));
    }
    Program program = Program.run(new byte[0], command);
    assertEquals(0, program.status(), program.err());
  }

  @Test
  void fromLxdToIncusItComesAlongAndTheOtherWayItIsRefusedBefore() throws Exception {
    try (var lab = new BackupLab("lxd-a", "inc-b", folder)) {
      String id = lab.stopped();
      String content = BackupLab.content(lab.a, id);
      BackupRealContract.succeeded(lab.run(lab.export(id, "lxd.tar")));
      String other = lab.unused();
      BackupRealContract.succeeded(lab.bring(folder.resolve("lxd.tar"), other, Optional.empty()));
      assertEquals(content, BackupLab.content(lab.b, other));
    }
    try (var lab = new BackupLab("inc-a", "lxd-b", folder)) {
      String id = lab.stopped();
      BackupRealContract.succeeded(lab.run(lab.export(id, "incus.tar")));
      try (ContainerDriver driver = lab.b.drivers().open(lab.node(lab.b))) {
        var found =
            new BackupImport()
                .check(
                    lab.request(folder.resolve("incus.tar"), lab.unused(), Optional.empty()),
                    lab.node(lab.b),
                    driver);
        assertEquals(List.of("kind"), BackupRealContract.blockers(found));
        assertFalse(found.possible());
      }
    }
  }
}
