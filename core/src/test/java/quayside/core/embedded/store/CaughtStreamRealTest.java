package quayside.core.embedded.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.archive.zfs.Samples;
import tools.jackson.databind.json.JsonMapper;

/** What goes from one embedded node to another is also received by a real ZFS (lab/zfs). */
class CaughtStreamRealTest {
  private static final String LAB = System.getenv().getOrDefault("QUAYSIDE_ZFS_LAB", "");

  @TempDir Path folder;

  @BeforeEach
  void needsTheLab() {
    assumeTrue(!LAB.isEmpty(), "QUAYSIDE_ZFS_LAB is not set: start lab/zfs/up first");
  }

  @Test
  void aRealZfsReceivesWhatEmbeddedNodesSend() throws Exception {
    Dataset source = new Dataset(folder.resolve("a/private"), folder.resolve("a-meta"));
    Dataset target = new Dataset(folder.resolve("b/private"), folder.resolve("b-meta"));
    String name = "tankB/caught" + ProcessHandle.current().pid();
    Path mounted = Path.of(LAB, "B/mnt", name.substring(name.indexOf('/') + 1), "private");

    write(source, "etc/passwd", "root");
    write(source, "dir/\u00e9", "not utf-8");
    write(source, "big", "0123456789".repeat(40_000));
    write(source, "gone/file", "x");
    Files.createLink(source.live().resolve("dir/twin"), source.live().resolve("etc/passwd"));
    Files.createSymbolicLink(source.live().resolve("dir/link"), Path.of("../gone"));
    Files.write(source.live().resolve("holes"), new byte[300_000]);
    source.note("big", 7, 8, 0640);
    source.snapshot("one", 1_700_000_000);
    both(source, target, name, Optional.empty(), "one");
    assertSame(target, "one", name, mounted);

    write(source, "big", "9876543210".repeat(30_000));
    write(source, "new/deep/file", "new");
    Files.move(source.live().resolve("etc"), source.live().resolve("moved"));
    Disk.deleteTree(source.live().resolve("gone"));
    source.snapshot("between", 1_700_000_050);
    Files.delete(source.live().resolve("dir/link"));
    source.snapshot("two", 1_700_000_100);
    both(source, target, name, Optional.of("one"), "two");
    assertSame(target, "two", name, mounted);
    run(null, null, "B", "zfs", "umount", name);
  }

  private void write(Dataset dataset, String name, String text) throws IOException {
    Path file = Names.in(dataset.live(), name);
    Files.createDirectories(Disk.parent(file));
    Path fresh = Files.writeString(folder.resolve("fresh"), text);
    dataset.change(
        () -> Files.move(fresh, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING));
  }

  private void both(Dataset source, Dataset target, String name, Optional<String> from, String to)
      throws Exception {
    var caught = new ByteArrayOutputStream();
    DataStream.write(source, new DataStream.Request("tank/ct/a", from, to, true, true), caught);
    DataStream.read(target, "tank/ct/b", new ByteArrayInputStream(caught.toByteArray()));
    Path stream = Files.write(folder.resolve("stream"), caught.toByteArray());
    run(stream, null, "B", "zfs", "receive", "-F", name);
    List<String> mounts =
        Files.readAllLines(
            Path.of("/proc", Files.readString(Path.of(LAB, "B/pid")).strip(), "mounts"));
    if (mounts.stream().anyMatch(line -> line.startsWith(name + " "))) {
      run(null, null, "B", "zfs", "umount", name);
      // the daemon is still letting go of it
      assertFalse(new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS));
    }
    run(null, null, "B", "zfs", "mount", name);
  }

  /** Times to the second: zfs-fuse cuts them when asked. */
  private void assertSame(Dataset dataset, String snapshot, String name, Path mounted)
      throws Exception {
    var inside = new TreeMap<String, Map<String, String>>();
    Path out = folder.resolve("manifest");
    run(null, out, "B", "python3", LAB + "/manifest.py", mounted.toString());
    for (String line : Files.readAllLines(out)) {
      Samples.put(inside, new JsonMapper().readValue(line, Map.class));
    }
    var expected = new TreeMap<String, Map<String, String>>();
    Snapshot taken = dataset.find(snapshot).orElseThrow();
    Samples.inside(Samples.manifest(new StateView(dataset, taken))).forEach(expected::put);
    for (var trees : List.of(inside, expected)) {
      trees
          .values()
          .forEach(entry ->
              entry.computeIfPresent(
                  "mtime_ns", (_, ns) -> ns.substring(0, Math.max(0, ns.length() - 9))));
    }
    assertEquals(List.of(), Samples.differences(inside, expected), name + "@" + snapshot);
  }

  private void run(@Nullable Path in, @Nullable Path out, String... command) throws Exception {
    List<String> argv = new ArrayList<>(List.of(LAB + "/zf.sh"));
    argv.addAll(List.of(command));
    Path errors = folder.resolve("errors");
    Process process =
        new ProcessBuilder(argv)
            .redirectError(errors.toFile())
            .redirectInput(in == null ? Path.of("/dev/null").toFile() : in.toFile())
            .redirectOutput((out == null ? folder.resolve("output") : out).toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(argv + " did not end");
    }
    if (process.exitValue() != 0) {
      throw new IOException(argv + " failed: " + Files.readString(errors));
    }
  }
}
