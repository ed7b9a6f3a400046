package quayside.core.embedded.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.archive.zfs.Samples;
import quayside.core.archive.zfs.ZfsLab;

/** What goes from one embedded node to another is also received by a real ZFS (lab/zfs). */
class CaughtStreamRealTest {
  @TempDir Path folder;

  private ZfsLab lab() {
    return new ZfsLab(folder);
  }

  @Test
  void aRealZfsReceivesWhatEmbeddedNodesSend() throws Exception {
    Dataset source = new Dataset(folder.resolve("a/private"), folder.resolve("a-meta"));
    Dataset target = new Dataset(folder.resolve("b/private"), folder.resolve("b-meta"));
    String name = "tankB/caught" + ProcessHandle.current().pid();
    Path mounted = lab().mounted(name).resolve("private");

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
    lab().b(null, null, "zfs", "umount", name);
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
    lab().b(stream, null, "zfs", "receive", "-F", name);
    lab().remount(name);
  }

  private void assertSame(Dataset dataset, String snapshot, String name, Path mounted)
      throws Exception {
    Snapshot taken = dataset.find(snapshot).orElseThrow();
    var expected = Samples.inside(Samples.manifest(new StateView(dataset, taken)));
    assertEquals(
        List.of(),
        Samples.differences(ZfsLab.coarse(lab().manifest(mounted)), ZfsLab.coarse(expected)),
        name + "@" + snapshot);
  }
}
