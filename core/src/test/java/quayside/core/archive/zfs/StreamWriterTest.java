package quayside.core.archive.zfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read again, full and incremental. */
class StreamWriterTest {
  private static final SnapshotId ONE = new SnapshotId("tank/ct@one", 11, 1_700_000_000);
  private static final SnapshotId TWO = new SnapshotId("tank/ct@two", 22, 1_700_000_100);
  private static final SnapshotId THREE = new SnapshotId("tank/ct@three", 33, 1_700_000_200);

  @TempDir Path temporary;

  private static StreamSource bytes(ByteArrayOutputStream out) {
    return new StreamSource.Pipe(new ByteArrayInputStream(out.toByteArray()));
  }

  private static StreamWriter writer(int seed, ByteArrayOutputStream out) {
    return seed % 2 == 0 ? StreamWriter.forOpenZfs(out) : StreamWriter.forZfsFuse(out);
  }

  @Test
  void randomTreesComeBackThroughTwoIncrements() throws IOException {
    for (int seed = 0; seed < 200; seed++) {
      RandomTree random = new RandomTree(seed).steps(25);
      EditableTree first = random.tree().copy();
      EditableTree second = random.steps(12).tree().copy();
      EditableTree third = random.steps(12).tree().copy();
      ByteArrayOutputStream full = new ByteArrayOutputStream();
      ByteArrayOutputStream one = new ByteArrayOutputStream();
      ByteArrayOutputStream two = new ByteArrayOutputStream();
      writer(seed, full).full(first, ONE);
      writer(seed, one).increment(first, ONE, second, TWO);
      writer(seed, two)
          .withProperties(Map.of("canmount", 2L, "org.example:a", "b"))
          .increment(second, TWO, third, THREE);
      try (ZfsArchive archive =
          ZfsArchive.open(List.of(bytes(full), bytes(one), bytes(two)), temporary, read -> {})) {
        List<Snapshot> all = archive.snapshots();
        assertEquals(
            List.of(),
            Samples.differences(
                Samples.manifest(first), Samples.manifest(archive.view(all.get(0)))),
            "seed " + seed);
        assertEquals(
            List.of(),
            Samples.differences(
                Samples.manifest(third), Samples.manifest(archive.view(all.get(2)))),
            "seed " + seed);
      }
    }
  }

  @Test
  void severalSnapshotsTravelInOnePackage() throws IOException {
    RandomTree random = new RandomTree(1234).steps(20);
    EditableTree first = random.tree().copy();
    EditableTree second = random.steps(10).tree().copy();
    EditableTree third = random.steps(10).tree().copy();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StreamWriter.forOpenZfs(out)
        .chain(
            Optional.empty(),
            List.of(
                new SendState(ONE, first),
                new SendState(TWO, second),
                new SendState(THREE, third)));
    try (ZfsArchive archive = ZfsArchive.open(List.of(bytes(out)), temporary, read -> {})) {
      List<Snapshot> all = archive.snapshots();
      assertEquals(List.of("one", "two", "three"), all.stream().map(Snapshot::name).toList());
      List<EditableTree> trees = List.of(first, second, third);
      for (int i = 0; i < 3; i++) {
        assertEquals(
            List.of(),
            Samples.differences(
                Samples.manifest(trees.get(i)), Samples.manifest(archive.view(all.get(i)))));
      }
    }
  }

  @Test
  void aRealStreamWrittenAgainHasTheSameFiles() throws IOException {
    try (ZfsArchive real =
        ZfsArchive.open(
            List.of(
                Samples.source("openzfs-plain-full.zfs"), Samples.source("openzfs-plain-incr.zfs")),
            temporary,
            read -> {})) {
      FileView before = real.view(real.snapshots().get(0));
      FileView after = real.view(real.snapshots().get(1));
      ByteArrayOutputStream full = new ByteArrayOutputStream();
      ByteArrayOutputStream increment = new ByteArrayOutputStream();
      StreamWriter.forOpenZfs(full).full(before, ONE);
      StreamWriter.forOpenZfs(increment).increment(before, ONE, after, TWO);
      assertTrue(increment.size() < full.size() / 2, "only changes are in the increment");
      try (ZfsArchive again =
          ZfsArchive.open(List.of(bytes(full), bytes(increment)), temporary, read -> {})) {
        assertEquals(
            List.of(),
            Samples.differences(
                Samples.manifest("openzfs-v1"),
                Samples.manifest(again.view(again.snapshots().get(0)))));
        assertEquals(
            List.of(),
            Samples.differences(Samples.manifest("openzfs-v2"), Samples.manifest(again.latest())));
      }
    }
  }

  /** More than the numbers next to the file's own hold, and those that POSIX keeps its lists in. */
  @Test
  void manyAttributesAndAccessListsAreCarriedAsTheyAre() throws IOException {
    Timestamp now = new Timestamp(1_700_000_000, 5);
    EditableTree tree = EditableTree.empty(now);
    FileStat like = new FileStat(0, FileType.FILE, 0644, 0, 0, 1, 0, now, now, now, 0, 0);
    long file = tree.create(tree.root(), BytePath.of("file"), like, new byte[] {1});
    byte[] list = HexFormat.of().parseHex("0200000001000600ffffffff0400040000000000");
    for (long each : new long[] {file, tree.root()}) {
      tree.xattr(each, BytePath.of("system.posix_acl_access"), list);
      tree.xattr(each, BytePath.of("security.capability"), new byte[20]);
      for (int i = 0; i < 150; i++) {
        tree.xattr(each, BytePath.of("user." + i), new byte[] {(byte) i, 0, 1});
      }
    }
    tree.xattr(tree.root(), BytePath.of("system.posix_acl_default"), list);
    EditableTree later = tree.copy();
    later.xattr(file, BytePath.of("system.posix_acl_access"), null);
    later.change(file, like.withContents(1, new Timestamp(1_700_000_001, 0)));
    for (int kind = 0; kind < 2; kind++) {
      ByteArrayOutputStream full = new ByteArrayOutputStream();
      ByteArrayOutputStream increment = new ByteArrayOutputStream();
      writer(kind, full).full(tree, ONE);
      writer(kind, increment).increment(tree, ONE, later, TWO);
      try (ZfsArchive archive =
          ZfsArchive.open(List.of(bytes(full), bytes(increment)), temporary, read -> {})) {
        FileView first = archive.view(archive.snapshots().getFirst());
        assertArrayEquals(list, first.xattrs(file).get(BytePath.of("system.posix_acl_access")));
        assertEquals(152, first.xattrs(file).size());
        assertEquals(153, first.xattrs(first.root()).size());
        assertEquals(151, archive.latest().xattrs(file).size());
        assertEquals(
            List.of(),
            Samples.differences(Samples.manifest(later), Samples.manifest(archive.latest())));
      }
    }
  }

  @Test
  void aDirectoryOfManyFilesGetsATableOfLeaves() throws IOException {
    Timestamp now = new Timestamp(1_700_000_000, 5);
    EditableTree tree = EditableTree.empty(now);
    FileStat like = new FileStat(0, FileType.FILE, 0644, 0, 0, 1, 0, now, now, now, 0, 0);
    for (int i = 0; i < 100_000; i++) {
      tree.create(tree.root(), BytePath.of("file-" + i), like, new byte[0]);
    }
    ByteArrayOutputStream full = new ByteArrayOutputStream();
    StreamWriter.forOpenZfs(full).full(tree, ONE);
    try (ZfsArchive archive = ZfsArchive.open(List.of(bytes(full)), temporary, read -> {})) {
      long[] count = {0};
      archive.latest().list(tree.root(), (name, object) -> count[0]++);
      assertEquals(100_000, count[0]);
    }
  }
}
