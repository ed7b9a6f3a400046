package quayside.core.archive.backup;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import quayside.core.archive.ArchiveFiles;
import quayside.core.archive.ArchiveProgress;
import quayside.core.archive.Census;
import quayside.core.archive.osctl.TarChanges;
import quayside.core.problem.Problem;

/** Recorded backups, damaged in every way: a verdict or one clear error, and nothing else. */
class MutatedBackupsTest {
  private static final List<byte[]> PLAIN = read("none");
  private static final List<byte[]> PACKED =
      Stream.of("gzip", "zstd").flatMap(how -> read(how).stream()).toList();

  private static final List<String> ODD =
      List.of(
          "../../etc/passwd",
          "backup/../index.yaml",
          "backup/index.yaml",
          "backup/container",
          "backup/container/rootfs",
          "backup/container/rootfs/data/file",
          "backup/container/backup.yaml",
          "backup/snapshots/s1/backup.yaml",
          "./",
          "77777777777",
          "100000000000",
          "name: x",
          "snapshots:\n- ../..\n",
          "a: &a [x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b]\n",
          "optimized: true",
          "type: virtual-machine",
          "19 path=../x\n",
          "999999999 path=x\n",
          "\u0000\u0000\u0000");

  private static List<byte[]> read(String how) {
    return Stream.of("incus", "lxd").map(kind -> Recorded.bytes(kind, how)).toList();
  }

  @Provide
  Arbitrary<List<TarChanges.Change>> changes() {
    return TarChanges.any(ODD);
  }

  @Provide
  Arbitrary<byte[]> plain() {
    return Arbitraries.of(PLAIN);
  }

  @Provide
  Arbitrary<byte[]> packed() {
    return Arbitraries.of(PACKED);
  }

  @Property(tries = 2000)
  void doNoHarm(
      @ForAll("plain") byte[] original, @ForAll("changes") List<TarChanges.Change> changes)
      throws IOException {
    TarChanges.doNoHarm(original, changes);
    looked(TarChanges.changed(original, changes));
  }

  /** Bits flipped and ends cut in what packs it. */
  @Property(tries = 1000)
  void packedOnesDoNoHarm(@ForAll("packed") byte[] original, @ForAll int place, @ForAll boolean cut)
      throws IOException {
    byte[] changed = original.clone();
    int at = Math.floorMod(place, original.length);
    changed[at] ^= (byte) (1 << Math.floorMod(place, 8));
    byte[] bytes = cut ? java.util.Arrays.copyOf(changed, at) : changed;
    TarChanges.harmless(bytes);
    looked(bytes);
  }

  /** What is damaged inside reaches through what packs it. */
  @Property(tries = 200)
  void damageInsideIsNoticedToo(
      @ForAll("plain") byte[] original, @ForAll("changes") List<TarChanges.Change> changes)
      throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      new ByteArrayInputStream(TarChanges.changed(original, changes)).transferTo(gzip);
    }
    TarChanges.harmless(packed.toByteArray());
  }

  /** Looking at all files is a clear error or goes to the end. */
  private static void looked(byte[] bytes) throws IOException {
    Path folder = Files.createTempDirectory("looked");
    Path file = Files.write(folder.resolve("it.tar"), bytes);
    var format = new BackupFormat();
    try (ArchiveFiles files = format.files(file, folder, ArchiveProgress.NONE)) {
      var census = new Census(_ -> {});
      census.read(files.container());
    } catch (IOException e) {
      Assertions.assertNotEquals("bug", Problem.of(e).code(), () -> "no clear error: " + e);
    }
    try (Stream<Path> all = Files.list(folder)) {
      Assertions.assertEquals(List.of(file), all.toList());
    }
    Files.delete(file);
    Files.delete(folder);
  }
}
