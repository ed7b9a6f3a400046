package quayside.core.transfer.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import quayside.core.archive.ArchiveFiles;
import quayside.core.archive.ArchiveKind;
import quayside.core.archive.ArchiveProgress;
import quayside.core.archive.Archives;
import quayside.core.archive.PartFile;
import quayside.core.archive.Sidecar;
import quayside.core.archive.Verdict;
import quayside.core.archive.zfs.BytePath;
import quayside.core.archive.zfs.FileStat;
import quayside.core.archive.zfs.FileView;
import quayside.core.archive.zfs.FileWalk;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.NativeArchives.Packing;
import quayside.core.migrate.Finding;
import quayside.core.migrate.Preflight;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationEvent;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Status;
import quayside.core.operation.Operations;
import quayside.core.problem.Problem;
import quayside.core.transfer.BackupOptions;
import quayside.core.transfer.ExportRequest;

/** What exports from a real server and imports into another must do, whichever kind they are. */
@Timeout(180)
abstract class BackupRealContract {
  @TempDir Path folder;
  BackupLab lab;

  abstract String source();

  abstract String target();

  @BeforeEach
  void open() throws IOException {
    lab = new BackupLab(source(), target(), folder);
  }

  @AfterEach
  void close() throws IOException {
    if (lab != null) {
      lab.close();
    }
  }

  static void succeeded(OperationView view) {
    assertEquals(Status.SUCCEEDED, view.status(), view.toString());
  }

  @ParameterizedTest
  @EnumSource(Packing.class)
  void everyByteComesBackUnderAnotherName(Packing packing) throws Exception {
    String id = lab.stopped();
    String content = BackupLab.content(lab.a, id);
    Path file = folder.resolve("whole.tar");
    succeeded(lab.run(lab.export(id, "whole.tar", false, packing, false)));
    assertEquals("", lab.backups(id));
    assertFalse(Files.exists(PartFile.of(file)));
    assertEquals(ArchiveKind.INSTANCE_BACKUP, Archives.all().format(file).kind());
    Verdict verdict = Archives.all().verify(file, folder, ArchiveProgress.NONE);
    assertTrue(verdict.whole(), verdict.sentence());
    assertEquals(Optional.of(true), verdict.checksum());
    inside(file, id);
    String other = lab.unused();
    succeeded(lab.bring(file, other, Optional.empty()));
    assertEquals("STOPPED", BackupLab.state(lab.b, other));
    assertEquals(content, BackupLab.content(lab.b, other));
    assertTrue(lab.b.run(lab.b.tool(), "info", other).contains("s1"));
    lab.b.run(lab.b.tool(), "start", other);
    lab.b.awaitUp(other);
  }

  /** What is not there as the archive has it is named, and the instance is kept. */
  @Test
  void aFileThatIsMissingOrAnotherIsNoticed() throws Exception {
    String id = lab.stopped();
    succeeded(lab.run(lab.export(id, "f.tar", false, Packing.GZIP, false)));
    String other = lab.unused();
    String data =
        "/var/lib/%s/storage-pools/default/containers/%s/rootfs/data"
            .formatted(lab.b.tool().equals("lxc") ? "lxd" : "incus", other);
    OperationView view =
        lab.during(
            lab.order(folder.resolve("f.tar"), other, Optional.empty()),
            event -> {
              if (event instanceof OperationEvent.StepStarted s && s.step().equals("finish")) {
                try {
                  String _ = lab.b.run("rm", data + "/also-1");
                  String _ = lab.b.run("chown", "9:9", data + "/2");
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }
            });
    assertEquals(Status.FAILED, view.status(), view.toString());
    String sentence = view.problem().orElseThrow().sentence().replace(folder.toString(), "");
    assertTrue(sentence.contains("“/data/also-1” is missing"), sentence);
    assertTrue(sentence.contains("“/data/2” is another"), sentence);
    assertTrue(!sentence.contains("/data/3"), sentence);
    assertEquals("STOPPED", BackupLab.state(lab.b, other));
  }

  /** Looking into it shows the same bytes that the container has. */
  private void inside(Path file, String id) throws IOException {
    String sum =
        lab.a.run(
            "sha256sum",
            "/var/lib/%s/storage-pools/default/containers/%s/rootfs/data/big"
                .formatted(lab.a.tool().equals("lxc") ? "lxd" : "incus", id));
    try (ArchiveFiles files = Archives.all().files(file, folder, ArchiveProgress.NONE)) {
      for (FileView view :
          List.of(files.container(), files.snapshot(id, files.snapshots(id).getFirst()))) {
        FileStat big = FileWalk.find(view, BytePath.of("data/big")).orElseThrow();
        var bytes = new ByteArrayOutputStream();
        try (InputStream in = view.open(big.object())) {
          in.transferTo(bytes);
        }
        String found =
            java.util.HexFormat.of().formatHex(Sidecar.sha256().digest(bytes.toByteArray()));
        assertTrue(sum.startsWith(found), sum);
        FileStat set = FileWalk.find(view, BytePath.of("data/3")).orElseThrow();
        assertEquals(04710, set.mode());
        assertEquals(2, set.links());
        FileStat link = FileWalk.find(view, BytePath.of("data/to-1")).orElseThrow();
        assertEquals("1", new String(view.target(link.object()), StandardCharsets.UTF_8));
      }
    }
  }

  /** The connection ends at half: the rest is fetched, and the file is that which lies there. */
  @Test
  void aCutFetchGoesOnWhereItWas() throws Exception {
    String id = lab.stopped();
    String host = lab.a.host();
    var details = new StringBuilder();
    OperationView view =
        lab.during(
            BackupLab.KEPT.order(lab.export(id, "cut.tar")),
            event -> {
              if (event instanceof OperationEvent.StepStarted s && s.step().equals("fetch")) {
                lab.connector.cut(host, 5_000_000);
              }
              if (event instanceof OperationEvent.StepDetail detail) {
                details.append(detail.text()).append('\n');
              }
            });
    succeeded(view);
    assertTrue(lab.connector.hasCut());
    // some had arrived before the cut began to count
    String going = details.toString();
    assertTrue(going.matches("(?s).*Going on at ([4-9]|[1-9][0-9])\\.[0-9] MiB\n.*"), going);
    assertEquals("", lab.backups(id));
    Verdict verdict =
        Archives.all().verify(folder.resolve("cut.tar"), folder, ArchiveProgress.NONE);
    assertTrue(verdict.whole(), verdict.sentence());
  }

  /** Cancelled anywhere, nothing is left on the server or here. */
  @ParameterizedTest
  @ValueSource(strings = {"pack", "fetch", "verify"})
  void cancelledItLeavesNothing(String step) throws Exception {
    String id = lab.stopped();
    var begun = new java.util.concurrent.CountDownLatch(1);
    var cancelled = new java.util.concurrent.CountDownLatch(1);
    try (Operations operations =
        lab.operations(event -> {
          if (event instanceof OperationEvent.StepStarted s && s.step().equals(step)) {
            begun.countDown();
            BackupLab.await(cancelled);
          }
        })) {
      String operation = operations.submit(BackupLab.KEPT.order(lab.export(id, "c.tar")));
      BackupLab.await(begun);
      operations.act(operation, OperationAction.CANCEL);
      cancelled.countDown();
      OperationView view = operations.await(operation);
      assertEquals(Status.CANCELLED, view.status(), view.toString());
    }
    assertEquals("", lab.backups(id));
    try (Stream<Path> files = Files.list(folder)) {
      assertFalse(files.anyMatch(file -> file.getFileName().toString().startsWith("c.tar")));
    }
  }

  /** A running one is stopped for as long as the backup is written, if that was wished. */
  @Test
  void aConsistentOneRunsAgainAndItsStopIsTold() throws Exception {
    String id = lab.running();
    OperationView view = lab.run(lab.export(id, "r.tar", true, Packing.OFF, false));
    succeeded(view);
    assertTrue(view.stop().isPresent(), view.toString());
    assertEquals("RUNNING", BackupLab.state(lab.a, id));
    assertEquals("", lab.backups(id));
  }

  /** Data in the storage's own format goes into pools of that kind only. */
  @Test
  void optimizedOnesFitTheirKindOfPoolOnly() throws Exception {
    String id = lab.unused();
    lab.a.run(lab.a.tool(), "-q", "init", "tiny", id, "-s", "second");
    String content = BackupLab.content(lab.a, "second", id);
    succeeded(lab.run(lab.export(id, "o.tar", false, Packing.OFF, true)));
    Path file = folder.resolve("o.tar");
    assertTrue(Archives.all().verify(file, folder, ArchiveProgress.NONE).whole());
    String other = lab.unused();
    try (ContainerDriver driver = lab.b.drivers().open(lab.node(lab.b))) {
      Preflight dir =
          new BackupImport()
              .check(lab.request(file, other, Optional.of("default")), lab.node(lab.b), driver);
      assertEquals(List.of("optimized"), blockers(dir));
    }
    succeeded(lab.bring(file, other, Optional.of("second")));
    assertEquals(content, BackupLab.content(lab.b, "second", other));
  }

  static List<String> blockers(Preflight preflight) {
    return preflight.findings().stream()
        .filter(f -> f.severity() == Finding.Severity.BLOCKER)
        .map(Finding::code)
        .toList();
  }

  /** A damaged archive is noticed before a byte is sent; a cut upload makes nothing. */
  @Test
  void whatIsDamagedOrBreaksOffMakesNothing() throws Exception {
    String id = lab.stopped();
    succeeded(lab.run(lab.export(id, "d.tar", false, Packing.GZIP, false)));
    Path file = folder.resolve("d.tar");
    byte[] bytes = Files.readAllBytes(file);
    Path damaged = folder.resolve("damaged.tar");
    byte[] flipped = bytes.clone();
    flipped[bytes.length / 2] ^= 0x10;
    Files.write(damaged, flipped);
    String other = lab.unused();
    OperationView refused = lab.bring(damaged, other, Optional.empty());
    assertEquals(Status.FAILED, refused.status(), refused.toString());
    assertEquals(
        Optional.of("archive-broken"), refused.problem().map(Problem::code), refused.toString());
    assertEquals("", BackupLab.state(lab.b, other));
    Path cut = folder.resolve("short.tar");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length - 5000));
    assertEquals(Status.FAILED, lab.bring(cut, other, Optional.empty()).status());
    String host = lab.b.host();
    OperationView broken =
        lab.during(
            lab.order(file, other, Optional.empty()),
            event -> {
              if (event instanceof OperationEvent.Progress p
                  && p.round().name().equals("import")
                  && p.round().done() > 1_000_000
                  && !lab.connector.hasCut()) {
                lab.connector.cut(host, 0);
              }
            });
    succeeded(broken); // brought again
    assertTrue(lab.connector.hasCut());
    assertEquals(BackupLab.content(lab.a, id), BackupLab.content(lab.b, other));
  }

  @Test
  void whatIsMissingThereIsSaidBefore() throws Exception {
    String id = lab.stopped();
    succeeded(lab.run(lab.export(id, "m.tar")));
    try (ContainerDriver driver = lab.b.drivers().open(lab.node(lab.b))) {
      var way = new BackupImport();
      Path file = folder.resolve("m.tar");
      String other = lab.unused();
      assertEquals(
          List.of("pool-missing"),
          blockers(
              way.check(lab.request(file, other, Optional.of("no")), lab.node(lab.b), driver)));
      assertEquals(
          List.of("id-invalid"),
          blockers(way.check(lab.request(file, "-x", Optional.empty()), lab.node(lab.b), driver)));
      succeeded(lab.bring(file, other, Optional.empty()));
      Preflight taken =
          way.check(lab.request(file, other, Optional.empty()), lab.node(lab.b), driver);
      assertEquals(List.of("id-taken"), blockers(taken));
      Preflight twin =
          way.check(lab.request(file, lab.unused(), Optional.empty()), lab.node(lab.b), driver);
      assertTrue(
          twin.possible() && twin.findings().stream().anyMatch(f -> f.code().equals("mac-taken")),
          twin.toString());
    }
  }

  /** Without its snapshots, and into a project of its own. */
  @Test
  void theInstanceAloneGoesIntoAnotherProject() throws Exception {
    String id = lab.stopped();
    ExportRequest all = lab.export(id, "alone.tar");
    var alone =
        new ExportRequest(
            all.source(),
            all.file(),
            false,
            false,
            Packing.OFF,
            new BackupOptions(false, false),
            Optional.empty());
    succeeded(lab.run(alone));
    try (ArchiveFiles files = Archives.all().files(all.file(), folder, ArchiveProgress.NONE)) {
      assertEquals(List.of(), files.snapshots(id));
    }
    String project = lab.unused();
    String other = lab.unused();
    lab.b.run(
        lab.b.tool(),
        "project",
        "create",
        project,
        "-c",
        "features.profiles=false",
        "-c",
        "features.images=false");
    try {
      succeeded(lab.run(lab.order(all.file(), other, Optional.empty(), Optional.of(project))));
      String there = lab.b.run(lab.b.tool(), "--project", project, "list", "-f", "csv", "-c", "n");
      assertEquals(other, there.strip());
      assertEquals("", BackupLab.state(lab.b, other));
    } finally {
      lab.b.removeProject(project, other);
    }
  }
}
