package quayside.core.archive.zfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder goes out full, and later only what changed. */
class FolderViewTest {
  private static final SnapshotId ONE = new SnapshotId("tank/ct@one", 11, 1_700_000_000);
  private static final SnapshotId TWO = new SnapshotId("tank/ct@two", 22, 1_700_000_100);

  @TempDir Path temporary;

  @Test
  void aFolderGoesOutFullAndThenOnlyItsChanges() throws IOException {
    Path folder = temporary.resolve("folder");
    Files.createDirectories(folder.resolve("sub"));
    byte[] big = new byte[700_000];
    new Random(5).nextBytes(big);
    Files.write(folder.resolve("big"), big);
    Files.writeString(folder.resolve("sub/gone"), "gone");
    Files.writeString(folder.resolve("sub/moved"), "moved");
    Files.createLink(folder.resolve("second"), folder.resolve("sub/moved"));
    Files.createSymbolicLink(folder.resolve("link"), Path.of("sub/moved"));
    Path state = temporary.resolve("numbers");
    Path full = temporary.resolve("full");
    write(full, new FolderView(folder, numbers(state)), null);

    Files.delete(folder.resolve("sub/gone"));
    Files.move(folder.resolve("sub/moved"), folder.resolve("sub/here"));
    big[300_000]++;
    Files.write(folder.resolve("big"), big);
    Path increment = temporary.resolve("increment");
    try (ZfsArchive before =
        ZfsArchive.open(List.of(new StreamSource.File(full)), temporary, read -> {})) {
      write(increment, new FolderView(folder, numbers(state)), before.latest());
    }

    assertTrue(Files.size(increment) < 200_000, "one block of six, not " + Files.size(increment));
    try (ZfsArchive archive =
        ZfsArchive.open(
            List.of(new StreamSource.File(full), new StreamSource.File(increment)),
            temporary,
            read -> {})) {
      FileView view = archive.latest();
      assertEquals(
          plain(Samples.manifest(new FolderView(folder, numbers(state)))),
          plain(Samples.manifest(view)));
      FileStat stat = FileWalk.find(view, BytePath.of("big")).orElseThrow();
      assertArrayEquals(big, view.open(stat.object()).readAllBytes());
    }
  }

  private static Map<String, Map<String, String>> plain(Map<String, Map<String, String>> all) {
    Map<String, Map<String, String>> found = new TreeMap<>();
    all.forEach((path, entry) -> {
      Map<String, String> some = new TreeMap<>(entry);
      if (entry.containsValue("dir")) {
        some.remove("nlink"); // some file systems do not count
      }
      found.put(path, some);
    });
    return found;
  }

  private static ObjectNumbers numbers(Path state) throws IOException {
    return ObjectNumbers.in(state);
  }

  private static void write(Path stream, FolderView now, @Nullable FileView before)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (before == null) {
      StreamWriter.forOpenZfs(out).full(now, ONE);
    } else {
      StreamWriter.forOpenZfs(out).increment(before, ONE, now, TWO);
    }
    now.numbers().save();
    Files.write(stream, out.toByteArray());
  }
}
