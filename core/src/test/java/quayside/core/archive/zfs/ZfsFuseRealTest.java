package quayside.core.archive.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import tools.jackson.databind.json.JsonMapper;

/**
 * Against a real ZFS, the daemons that lab/zfs/up starts. How many trees: system property
 * quayside.zfs.trees.
 */
class ZfsFuseRealTest {
  private static final int TREES = Integer.getInteger("quayside.zfs.trees", 10);
  private static final String LAB = System.getenv().getOrDefault("QUAYSIDE_ZFS_LAB", "");

  @TempDir Path temporary;

  @BeforeEach
  void needsTheLab() {
    assumeTrue(!LAB.isEmpty(), "QUAYSIDE_ZFS_LAB is not set: start lab/zfs/up first");
  }

  /**
   * Each tree: written here, received there, changed there, sent there, read here; all full and
   * incremental.
   */
  @Test
  void randomTreesGoBothWays() throws Exception {
    for (int seed = 0; seed < TREES; seed++) {
      oneTree(seed);
    }
  }

  private void oneTree(int seed) throws Exception {
    String name = "t" + ProcessHandle.current().pid() + "-" + seed;
    String dataset = "tankB/" + name;
    Path mounted = Path.of(LAB, "B/mnt", name);
    RandomTree random = new RandomTree(seed).steps(30);
    EditableTree first = random.tree().copy();
    EditableTree second = random.steps(15).tree().copy();
    SnapshotId one = new SnapshotId("x/y@one", seed * 10L + 1, 1_700_000_000);
    SnapshotId two = new SnapshotId("x/y@two", seed * 10L + 2, 1_700_000_100);
    Path full = temporary.resolve("full");
    Path increment = temporary.resolve("increment");
    try (var out = Files.newOutputStream(full)) {
      StreamWriter plain = StreamWriter.forZfsFuse(out);
      (seed % 2 == 0 ? plain : plain.withProperties(Map.of())).full(first, one);
    }
    try (var out = Files.newOutputStream(increment)) {
      StreamWriter.forZfsFuse(out).increment(first, one, second, two);
    }

    run(full, null, "B", "zfs", "receive", dataset);
    assertSame(seed + ": full, received", read(full), mounted(mounted));
    run(increment, null, "B", "zfs", "receive", "-F", dataset);
    remount(dataset);
    assertSame(seed + ": increment, received", read(full, increment), mounted(mounted));

    run(null, null, "B", "python3", LAB + "/change.py", mounted.toString(), "" + seed, "30");
    remount(dataset);
    run(null, null, "B", "zfs", "snapshot", dataset + "@three");
    Map<String, Map<String, String>> changed = mounted(mounted);
    Path whole = temporary.resolve("whole");
    Path changes = temporary.resolve("changes");
    run(null, whole, "B", "zfs", "send", dataset + "@two");
    run(null, changes, "B", "zfs", "send", "-i", "@two", dataset + "@three");
    assertSame(seed + ": full, sent", read(full, increment), read(whole));
    assertSame(seed + ": increment, sent", coarse(changed), coarse(read(whole, changes)));
    assertSame(
        seed + ": increment, sent, on what was written here",
        coarse(changed),
        coarse(read(full, increment, changes)));
    if (seed % 5 == 0) {
      otherForms(seed, dataset, read(whole), read(whole, changes));
      chain(seed, dataset, new SendState(one, first), new SendState(two, second));
    }
    eventually("B", "zfs", "destroy", "-r", dataset);
  }

  /** What zfs-fuse calls deduplicated, and a package with all snapshots. */
  private void otherForms(
      int seed,
      String dataset,
      Map<String, Map<String, String>> two,
      Map<String, Map<String, String>> three)
      throws Exception {
    Path shared = temporary.resolve("shared");
    run(null, shared, "B", "zfs", "send", "-D", dataset + "@two");
    assertSame(seed + ": full, sent with shared blocks", two, read(shared));
    Path everything = temporary.resolve("everything");
    run(null, everything, "B", "zfs", "send", "-R", dataset + "@three");
    assertSame(seed + ": all snapshots, sent", three, read(everything));
  }

  private void chain(int seed, String dataset, SendState one, SendState two) throws Exception {
    Path mounted = Path.of(LAB, "B/mnt").resolve(dataset.substring(dataset.indexOf('/') + 1));
    Path chain = temporary.resolve("chain");
    try (var out = Files.newOutputStream(chain)) {
      StreamWriter.forZfsFuse(out).chain(Optional.empty(), List.of(one, two));
    }
    eventually("B", "zfs", "destroy", "-r", dataset);
    run(chain, null, "B", "zfs", "receive", "-F", dataset);
    remount(dataset);
    assertSame(seed + ": both in one package, received", read(chain), mounted(mounted));
  }

  private static void assertSame(
      String what,
      Map<String, Map<String, String>> expected,
      Map<String, Map<String, String>> actual) {
    assertEquals(
        List.of(), Samples.differences(coarse(expected), coarse(actual)), () -> "tree " + what);
  }

  private void remount(String dataset) throws Exception {
    List<String> mounts = Files.readAllLines(Path.of("/proc", pid(), "mounts"));
    if (mounts.stream().anyMatch(line -> line.startsWith(dataset + " "))) {
      eventually("B", "zfs", "umount", dataset);
      // the daemon is still letting go of it
      assertFalse(new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS));
    }
    eventually("B", "zfs", "mount", dataset);
  }

  private static String pid() throws IOException {
    return Files.readString(Path.of(LAB, "B/pid")).strip();
  }

  /** zfs-fuse cuts times to seconds when asked, and its numbers for directories are its own. */
  private static Map<String, Map<String, String>> coarse(Map<String, Map<String, String>> exact) {
    Map<String, Map<String, String>> found = new TreeMap<>();
    exact.forEach((path, entry) -> {
      Map<String, String> cut = new TreeMap<>(entry);
      cut.computeIfPresent("mtime_ns", (key, ns) -> ns.substring(0, Math.max(0, ns.length() - 9)));
      found.put(path, cut);
    });
    return found;
  }

  private Map<String, Map<String, String>> read(Path... streams) throws IOException {
    List<StreamSource> sources = new ArrayList<>();
    for (Path stream : streams) {
      sources.add(new StreamSource.File(stream));
    }
    try (ZfsArchive archive = ZfsArchive.open(sources, temporary, read -> {})) {
      return Samples.manifest(archive.latest());
    }
  }

  private Map<String, Map<String, String>> mounted(Path folder) throws Exception {
    Path out = temporary.resolve("manifest");
    run(null, out, "B", "python3", LAB + "/manifest.py", folder.toString());
    Map<String, Map<String, String>> found = new TreeMap<>();
    JsonMapper json = new JsonMapper();
    for (String line : Files.readAllLines(out)) {
      Samples.put(found, json.readValue(line, Map.class));
    }
    return found;
  }

  /**
   * The daemon lets go of a file system only some time after it said so, and calls it busy until
   * then.
   */
  private void eventually(String... command) throws Exception {
    for (int tries = 1; ; tries++) {
      try {
        run(null, null, command);
        return;
      } catch (IOException e) {
        if (tries == 40) {
          throw e;
        }
        assertFalse(new CountDownLatch(1).await(250, TimeUnit.MILLISECONDS));
      }
    }
  }

  private void run(@Nullable Path in, @Nullable Path out, String... command) throws Exception {
    List<String> argv = new ArrayList<>(List.of(LAB + "/zf.sh"));
    argv.addAll(List.of(command));
    Path errors = temporary.resolve("errors");
    ProcessBuilder builder = new ProcessBuilder(argv).redirectError(errors.toFile());
    builder.redirectInput(
        in == null
            ? ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile())
            : ProcessBuilder.Redirect.from(in.toFile()));
    builder.redirectOutput((out == null ? temporary.resolve("output") : out).toFile());
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(argv + " did not end");
    }
    if (process.exitValue() != 0) {
      throw new IOException(argv + " failed: " + Files.readString(errors));
    }
  }
}
