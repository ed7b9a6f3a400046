package quayside.core.archive.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Against a real ZFS, the daemons that lab/zfs/up starts. How many trees: system property
 * quayside.zfs.trees.
 */
class ZfsFuseRealTest {
  private static final int TREES = Integer.getInteger("quayside.zfs.trees", 10);

  @TempDir Path temporary;

  private ZfsLab lab() {
    return new ZfsLab(temporary);
  }

  /**
   * Each tree: written here, received there, changed there, sent there, read here; all full and
   * incremental. Two at a time: most of it is waiting for commands.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  @Execution(ExecutionMode.CONCURRENT)
  void randomTreesGoBothWays(int first) throws Exception {
    for (int seed = first; seed < TREES; seed += 2) {
      oneTree(seed);
    }
  }

  private void oneTree(int seed) throws Exception {
    String name = "t" + ProcessHandle.current().pid() + "-" + seed;
    String dataset = "tankB/" + name;
    Path mounted = lab().mounted(dataset);
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

    lab().b(full, null, "zfs", "receive", dataset);
    assertSame(seed + ": full, received", read(full), lab().manifest(mounted));
    lab().b(increment, null, "zfs", "receive", "-F", dataset);
    lab().remount(dataset);
    assertSame(seed + ": increment, received", read(full, increment), lab().manifest(mounted));

    lab().b(null, null, "python3", lab().program("change.py"), mounted.toString(), "" + seed, "30");
    lab().remount(dataset);
    lab().b(null, null, "zfs", "snapshot", dataset + "@three");
    Map<String, Map<String, String>> changed = lab().manifest(mounted);
    Path whole = temporary.resolve("whole");
    Path changes = temporary.resolve("changes");
    lab().b(null, whole, "zfs", "send", dataset + "@two");
    lab().b(null, changes, "zfs", "send", "-i", "@two", dataset + "@three");
    assertSame(seed + ": full, sent", read(full, increment), read(whole));
    assertSame(seed + ": increment, sent", changed, read(whole, changes));
    assertSame(
        seed + ": increment, sent, on what was written here",
        changed,
        read(full, increment, changes));
    if (seed % 5 == 0) {
      otherForms(seed, dataset, read(whole), read(whole, changes));
      chain(seed, dataset, new SendState(one, first), new SendState(two, second));
    }
    lab().eventually("zfs", "destroy", "-r", dataset);
  }

  /** What zfs-fuse calls deduplicated, and a package with all snapshots. */
  private void otherForms(
      int seed,
      String dataset,
      Map<String, Map<String, String>> two,
      Map<String, Map<String, String>> three)
      throws Exception {
    Path shared = temporary.resolve("shared");
    lab().b(null, shared, "zfs", "send", "-D", dataset + "@two");
    assertSame(seed + ": full, sent with shared blocks", two, read(shared));
    Path everything = temporary.resolve("everything");
    lab().b(null, everything, "zfs", "send", "-R", dataset + "@three");
    assertSame(seed + ": all snapshots, sent", three, read(everything));
  }

  /** Children, clones and all their snapshots in one package, and the way from one to another. */
  @Test
  void packagesOfSeveralDataSetsAreRead() throws Exception {
    String parent = "tankB/p" + ProcessHandle.current().pid();
    String child = parent + "/child";
    String clone = parent + "/clone";
    lab().b(null, null, "zfs", "create", parent);
    for (String name : List.of("a", "b")) {
      change(parent, name.hashCode());
      lab().b(null, null, "zfs", "snapshot", parent + "@" + name);
    }
    lab().b(null, null, "zfs", "create", child);
    change(child, 2);
    lab().b(null, null, "zfs", "snapshot", child + "@b");
    lab().b(null, null, "zfs", "clone", parent + "@a", clone);
    change(clone, 4);
    change(child, 5);
    lab().b(null, null, "zfs", "snapshot", "-r", parent + "@c");
    Path all = temporary.resolve("all");
    lab().b(null, all, "zfs", "send", "-R", parent + "@c");
    try (ZfsArchive archive = open(all)) {
      List<String> names = archive.snapshots().stream().map(Snapshot::fullName).sorted().toList();
      assertEquals(
          Stream.of(
                  parent + "@a",
                  parent + "@b",
                  parent + "@c",
                  child + "@b",
                  child + "@c",
                  clone + "@c")
              .sorted()
              .toList(),
          names);
      for (Snapshot each : archive.snapshots()) {
        if (each.name().equals("c")) {
          String dataset = each.fullName().substring(0, each.fullName().indexOf('@'));
          assertSame(
              each.fullName(),
              without(lab().manifest(lab().mounted(dataset)), dataset.equals(parent)),
              without(Samples.manifest(archive.view(each)), dataset.equals(parent)));
        }
      }
    }
    Path first = temporary.resolve("first");
    Path rest = temporary.resolve("rest");
    lab().b(null, first, "zfs", "send", parent + "@a");
    lab().b(null, rest, "zfs", "send", "-I", "@a", parent + "@c");
    assertSame(
        "from a to c",
        without(lab().manifest(lab().mounted(parent)), true),
        without(read(first, rest), true));
    lab().eventually("zfs", "destroy", "-r", clone);
    lab().eventually("zfs", "destroy", "-r", parent);
  }

  private void change(String dataset, int seed) throws Exception {
    String mounted = lab().mounted(dataset).toString();
    lab().b(null, null, "python3", lab().program("change.py"), mounted, "" + seed, "40");
    lab().remount(dataset);
  }

  /** Where other data sets are mounted, their files are seen instead of an empty folder. */
  private static Map<String, Map<String, String>> without(
      Map<String, Map<String, String>> files, boolean mountPoints) {
    Map<String, Map<String, String>> found = new TreeMap<>(files);
    String hex = "(" + BytePath.of("child/").hex() + "|" + BytePath.of("clone/").hex() + ").*";
    found
        .keySet()
        .removeIf(
            path -> mountPoints && (path.matches("(child|clone)(/.*)?") || path.matches(hex)));
    return found;
  }

  private void chain(int seed, String dataset, SendState one, SendState two) throws Exception {
    Path mounted = lab().mounted(dataset);
    Path chain = temporary.resolve("chain");
    try (var out = Files.newOutputStream(chain)) {
      StreamWriter.forZfsFuse(out).chain(Optional.empty(), List.of(one, two));
    }
    lab().eventually("zfs", "destroy", "-r", dataset);
    lab().b(chain, null, "zfs", "receive", "-F", dataset);
    lab().remount(dataset);
    assertSame(seed + ": both in one package, received", read(chain), lab().manifest(mounted));
  }

  private static void assertSame(
      String what,
      Map<String, Map<String, String>> expected,
      Map<String, Map<String, String>> actual) {
    assertEquals(
        List.of(),
        Samples.differences(ZfsLab.coarse(expected), ZfsLab.coarse(actual)),
        () -> "tree " + what);
  }

  private ZfsArchive open(Path... streams) throws IOException {
    return ZfsArchive.open(
        Stream.of(streams).<StreamSource>map(StreamSource.File::new).toList(),
        temporary,
        read -> {});
  }

  private Map<String, Map<String, String>> read(Path... streams) throws IOException {
    try (ZfsArchive archive = open(streams)) {
      return Samples.manifest(archive.latest());
    }
  }
}
