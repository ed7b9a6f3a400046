package quayside.core.embedded.osctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quayside.core.archive.ArchiveProgress;
import quayside.core.archive.Archives;
import quayside.core.archive.Verdict;
import quayside.core.archive.zfs.Samples;
import quayside.core.embedded.faults.Faults;
import quayside.core.embedded.osctld.Daemon;
import quayside.core.embedded.osctld.NodeFolder;
import quayside.core.embedded.osctld.OsctldService.OsctldError;
import quayside.core.embedded.osctld.Settings;

/** Export and import of an embedded node: with the real archive, and in the recorded words. */
class EmbeddedArchivesTest {
  @TempDir private Path folder = Path.of("");
  private Faults faults = new Faults();
  private Daemon daemon;

  private Daemon start() {
    try {
      return new Daemon(
          new NodeFolder(folder.resolve("node")),
          "n1",
          List.of("tank"),
          1_000_000,
          new Settings(Duration.ZERO, Duration.ZERO, 0, true, "24.05.0"),
          faults);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeEach
  void open() throws IOException {
    daemon = start();
    byte[] real = Samples.stream("osctl-ct-export-off.tar");
    Files.createDirectories(file("/out"));
    Files.createDirectories(file("/root"));
    Files.write(file("/out/e-off.tar"), real);
    Files.write(file("/root/trunc.tar"), Arrays.copyOf(real, 800_000));
    Files.writeString(file("/root/mktree.py"), "import os\n".repeat(100));
    Files.createDirectories(file("/dev"));
    Files.createFile(file("/dev/null"));
  }

  @AfterEach
  void close() {
    daemon.close();
  }

  private Path file(String path) throws IOException {
    return new NodeFolder(folder.resolve("node")).path(path);
  }

  private record Said(int status, String out, String err) {}

  private Said osctl(String... words) {
    return osctl(List.of(words));
  }

  private Said osctl(List<String> words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int status =
        new OsctlCommandLine(
                daemon,
                path -> {
                  try {
                    return Optional.of(file(path));
                  } catch (IOException _) {
                    return Optional.empty();
                  }
                })
            .run(words, new ByteArrayInputStream(new byte[0]), out, err, false);
    return new Said(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static Said recorded(String name) throws IOException {
    Recording recording = Recording.load(name);
    return new Said(recording.status(), recording.out(), recording.err());
  }

  private Said again(String name) throws IOException {
    return osctl(Recording.load(name).argv());
  }

  @Test
  void theRealArchiveIsImportedInTheRecordedWords() throws IOException {
    assertEquals(recorded("import_as_id"), again("import_as_id"));
    assertEquals(recorded("import_as_id_existing"), again("import_as_id_existing"));
    assertEquals(recorded("import_as_user_unknown"), again("import_as_user_unknown"));
    assertEquals(recorded("import_bad_id"), again("import_bad_id"));
    assertEquals(0, osctl("ct", "import", "/out/e-off.tar").status());
    assertEquals(recorded("import_existing"), again("import_existing"));
    Map<String, Path> trees = daemon.trees("imp1");
    Path passwd = java.util.Objects.requireNonNull(trees.get("/")).resolve("etc/passwd");
    assertTrue(Files.readString(passwd).contains("root"));
    assertEquals(List.of(), daemon.dataset("imp1", "/").snapshots());
  }

  @ParameterizedTest
  @ValueSource(strings = {"err_import_broken", "err_import_empty", "err_import_missing"})
  void whatIsNoArchiveIsRefusedAsRecorded(String name) throws IOException {
    assertEquals(recorded(name), again(name));
  }

  @Test
  void aFailedImportStaysAsRecordedUntilTheDaemonIsStartedAnew() throws IOException {
    Said failed = osctl("ct", "import", "--as-id", "imp5", "/root/trunc.tar");
    Said wanted = new Said(1, text("import_truncated.out"), text("import_truncated.err"));
    assertEquals(wanted, failed);
    assertTrue(osctl("ct", "ls", "-o", "id,state").out().matches("(?s).*imp5 +staged.*"));
    Said deleted = osctl("ct", "del", "imp5");
    assertEquals(recorded("del_broken_import").err(), deleted.err());
    assertEquals(1, deleted.status());
    assertTrue(osctl("ct", "ls", "-o", "id,state").out().matches("(?s).*imp5 +staged.*"));
    daemon.close();
    daemon = start();
    assertFalse(osctl("ct", "ls", "-o", "id,state").out().contains("imp5"));
  }

  private static String text(String name) throws IOException {
    try (var in =
        java.util.Objects.requireNonNull(
            EmbeddedArchivesTest.class.getResourceAsStream("/osctl/cli/" + name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void exportsAreWholeAndComeBack() throws IOException, OsctldError {
    assertEquals(0, osctl("ct", "import", "/out/e-off.tar").status());
    Files.createDirectories(file("/tank/hook/ct/ct1/pre-start.d"));
    Files.writeString(file("/tank/hook/ct/ct1/pre-start.d/one"), "#!/bin/sh\n");
    for (String name : List.of("export_off", "export_auto", "export_gzip_json")) {
      assertEquals(recorded(name), again(name));
      String path = Recording.load(name).argv().getLast();
      Verdict verdict = Archives.all().verify(file(path), folder, ArchiveProgress.NONE);
      assertEquals(List.of(), verdict.remarks(), name);
      assertEquals(!name.equals("export_off"), verdict.streams().getFirst().gzip());
      String id = name.replace('_', '-');
      assertEquals(0, osctl("ct", "import", "--as-id", id, path).status());
      assertEquals(manifest("ct1"), manifest(id));
      assertTrue(Files.isExecutable(file("/tank/hook/ct/" + id + "/pre-start.d/one")));
    }
    assertEquals(recorded("err_export_dir"), again("err_export_dir"));
    assertEquals(recorded("err_export_unwritable"), again("err_export_unwritable"));
    assertEquals(recorded("export_badcomp").status(), again("export_badcomp").status());
  }

  private String manifest(String id) throws IOException {
    return daemon
        .dataset(id, "/")
        .tree()
        .toString()
        .replaceAll("(inode|object|number|ctime|leader)=\\w*", "");
  }

  @Test
  void aRunningContainerIsStoppedOnlyForAConsistentExport() throws IOException {
    assertEquals(0, osctl("ct", "import", "/out/e-off.tar").status());
    assertEquals(0, osctl("ct", "start", "ct1").status());
    Said still = osctl("ct", "export", "--no-consistent", "ct1", "/out/still.tar");
    assertFalse(still.out().contains("Stopping"), still::out);
    Said stopped = osctl("ct", "export", "ct1", "/out/stopped.tar");
    assertTrue(stopped.out().startsWith("Stopping container\nStarting container\n"), stopped::out);
    for (String name : List.of("still", "stopped")) {
      Path file = file("/out/" + name + ".tar");
      Verdict verdict = Archives.all().verify(file, folder, ArchiveProgress.NONE);
      assertEquals(List.of(), verdict.remarks());
      assertEquals(name.equals("still") ? 1 : 2, verdict.streams().size());
    }
    assertTrue(osctl("ct", "ls", "-o", "id,state").out().matches("(?s).*ct1 +running.*"));
    faults.with(Faults.Kind.DISK_FULL);
    assertEquals(1, osctl("ct", "export", "ct1", "/out/full.tar").status());
    assertTrue(Files.size(file("/out/full.tar")) > 0, "the partial file stays, as with osctld");
    assertEquals(1, daemon.dataset("ct1", "/").snapshots().size(), "so does the snapshot");
  }

  @Test
  void optionsOfImportDoWhatTheySay() throws IOException {
    assertEquals(0, osctl("ct", "new", "--distribution", "debian", "other").status());
    Said as =
        osctl(
            "ct",
            "import",
            "--as-id",
            "a1",
            "--as-user",
            "other",
            "--dataset",
            "tank/elsewhere/a1",
            "/out/e-off.tar");
    assertEquals(0, as.status(), as::err);
    String shown = osctl("-j", "ct", "show", "a1").out();
    assertTrue(shown.contains("\"user\":\"other\""), shown);
    assertTrue(shown.contains("\"dataset\":\"tank/elsewhere/a1\""), shown);
    assertTrue(Files.exists(file("/tank/elsewhere/a1/private/etc/passwd")));
    Said foreign =
        osctl("ct", "import", "--as-id", "a2", "--dataset", "other/a2", "/out/e-off.tar");
    assertTrue(foreign.err().contains("does not belong to pool tank"), foreign::err);
    Said group = osctl("ct", "import", "--as-id", "a3", "--as-group", "/none", "/out/e-off.tar");
    assertEquals("error: group not found\n", group.err());
  }
}
