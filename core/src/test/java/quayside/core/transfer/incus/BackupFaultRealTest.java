package quayside.core.transfer.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import quayside.core.ChildJvm;
import quayside.core.archive.ArchiveProgress;
import quayside.core.archive.Archives;
import quayside.core.archive.PartFile;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.NativeArchives.Packing;
import quayside.core.driver.incus.RealServer;
import quayside.core.model.ContainerRef;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationEvent;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Status;
import quayside.core.operation.Operations;
import quayside.core.transfer.BackupOptions;
import quayside.core.transfer.ExportRequest;
import quayside.transport.lab.Program;

/** Killed, a full disk, and backups of the other kind. */
@Timeout(180)
final class BackupFaultRealTest {
  private static final String MORE = "head -c 60000000 /dev/urandom >/data/more";

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

  /** Kills a daemon once, when a part of the work goes on, and starts it again a second later. */
  private static final class Dying implements Consumer<OperationEvent> {
    private final RealServer server;
    private final String part;
    private @Nullable CompletableFuture<Void> back;

    Dying(RealServer server, String part) {
      this.server = server;
      this.part = part;
    }

    @Override
    public synchronized void accept(OperationEvent event) {
      if (event instanceof OperationEvent.Progress progress
          && progress.round().name().equals(part)
          && back == null) {
        daemon("kill");
        back =
            CompletableFuture.runAsync(
                () -> daemon("start"), CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
      }
    }

    private void daemon(String what) {
      try {
        server.daemon(what);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    synchronized void await() throws Exception {
      CompletableFuture<Void> started = back;
      assertNotNull(started, "nothing died");
      started.get(90, TimeUnit.SECONDS);
    }
  }

  private static void inTheEnd(Operations operations, String id, Dying dying) throws Exception {
    OperationView view = operations.await(id);
    dying.await();
    if (view.status() != Status.SUCCEEDED) {
      assertEquals(Status.FAILED, view.status(), view.toString());
      operations.act(id, OperationAction.CONTINUE);
      view = operations.await(id);
    }
    BackupRealContract.succeeded(view);
  }

  /** What stood still for it runs again, and nothing is left on the server. */
  @ParameterizedTest
  @CsvSource({"inc-a, pack", "inc-a, fetch", "lxd-a, pack"})
  void aDaemonThatDiesDuringAnExportCostsNothing(String server, String part) throws Exception {
    try (var lab = new BackupLab(server, "inc-b", folder)) {
      String id = lab.running();
      String _ = lab.a.told(MORE, lab.a.tool(), "exec", id, "--", "sh");
      var dying = new Dying(lab.a, part);
      try (Operations operations = lab.operations(dying)) {
        ExportRequest request = lab.export(id, "dying.tar", true, Packing.OFF, false);
        inTheEnd(operations, operations.submit(BackupLab.KEPT.order(request)), dying);
      }
      assertEquals("", lab.backups(id));
      assertEquals("RUNNING", BackupLab.state(lab.a, id));
      assertTrue(
          Archives.all().verify(folder.resolve("dying.tar"), folder, ArchiveProgress.NONE).whole());
    }
  }

  @Test
  void aDaemonThatDiesDuringAnImportCostsNothing() throws Exception {
    try (var lab = new BackupLab("inc-a", "inc-b", folder)) {
      String id = lab.running();
      String _ = lab.a.told(MORE, lab.a.tool(), "exec", id, "--", "sh");
      lab.a.run(lab.a.tool(), "stop", id);
      BackupRealContract.succeeded(lab.run(lab.export(id, "whole.tar", false, Packing.OFF, false)));
      String other = lab.unused();
      var dying = new Dying(lab.b, "import");
      try (Operations operations = lab.operations(dying)) {
        String operation =
            operations.submit(lab.order(folder.resolve("whole.tar"), other, Optional.empty()));
        inTheEnd(operations, operation, dying);
      }
      assertEquals(BackupLab.content(lab.a, id), BackupLab.content(lab.b, other));
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
