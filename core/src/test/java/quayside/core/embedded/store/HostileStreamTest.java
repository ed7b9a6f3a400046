package quayside.core.embedded.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.archive.zfs.BytePath;
import quayside.core.archive.zfs.FileStat;
import quayside.core.archive.zfs.FileType;
import quayside.core.archive.zfs.FileView;
import quayside.core.archive.zfs.SnapshotId;
import quayside.core.archive.zfs.StreamWriter;
import quayside.core.archive.zfs.Timestamp;

/** Streams of somebody who wants to reach files outside of the tree that is received. */
class HostileStreamTest {
  @TempDir Path folder;
  private Dataset dataset;

  @BeforeEach
  void open() throws IOException {
    Files.writeString(folder.resolve("outside"), "secret");
    Files.createDirectory(folder.resolve("elsewhere"));
    dataset = new Dataset(folder.resolve("live"), folder.resolve("meta"));
  }

  @Test
  void namesThatLeaveTheTreeAreRefused() throws IOException {
    for (String name : List.of("..", "../outside", "a/../../outside", "/outside", "./a", "a/")) {
      refused(Map.of("private", FileType.DIR), name);
    }
    refused(Map.of("private", FileType.DIR, "etc", FileType.DIR), "good");
    refused(Map.of("private", FileType.SYMLINK), "good");
    refused(Map.of("other", FileType.DIR), "good");
    refused(Map.of("private", FileType.DIR), "x".repeat(300));
  }

  @Test
  void damagedStreamsAreRefused() throws IOException {
    byte[] good = stream(new Crafted(Map.of("private", FileType.DIR), "good"));
    for (int cut = 0; cut < good.length; cut += 97) {
      byte[] part = Arrays.copyOf(good, cut);
      assertThrows(
          IOException.class,
          () -> DataStream.read(dataset, "d", new ByteArrayInputStream(part)),
          "cut at " + cut);
    }
    DataStream.read(dataset, "d", new ByteArrayInputStream(good));
    assertTrue(Files.isRegularFile(dataset.live().resolve("good")));
  }

  private void refused(Map<String, FileType> top, String name) throws IOException {
    byte[] stream = stream(new Crafted(top, name));
    assertThrows(
        IOException.class,
        () -> DataStream.read(dataset, "d", new ByteArrayInputStream(stream)),
        () -> "accepted " + top + " " + name);
    assertEquals("secret", Files.readString(folder.resolve("outside")));
    assertEquals(List.of(), dataset.snapshots());
    assertEquals(1, dataset.tree().size());
  }

  private static byte[] stream(FileView view) throws IOException {
    var bytes = new ByteArrayOutputStream();
    StreamWriter.forOpenZfs(bytes).full(view, new SnapshotId("a/b@c", 42, 1));
    return bytes.toByteArray();
  }

  /** A file system with a file of that name in each folder of the root. */
  private record Crafted(Map<String, FileType> top, String name) implements FileView {
    private static final long FILE = 100;

    @Override
    public long root() {
      return 3;
    }

    @Override
    public FileStat stat(long object) {
      List<FileType> types = List.copyOf(new TreeMap<>(top).values());
      FileType type =
          object == FILE
              ? FileType.FILE
              : object == 3 ? FileType.DIR : types.get((int) object - 10);
      Timestamp at = Timestamp.EPOCH;
      return new FileStat(object, type, 0777, 0, 0, 1, 0, at, at, at, 0, 0);
    }

    @Override
    public void list(long directory, Entries entries) throws IOException {
      if (directory == 3) {
        long number = 10;
        for (String each : new TreeMap<>(top).keySet()) {
          entries.entry(BytePath.of(each), number++);
        }
      } else {
        entries.entry(BytePath.of(name), FILE);
      }
    }

    @Override
    public InputStream open(long file) {
      return InputStream.nullInputStream();
    }

    @Override
    public byte[] target(long symlink) {
      return new byte[] {'/'};
    }

    @Override
    public SortedMap<BytePath, byte[]> xattrs(long object) {
      return new TreeMap<>();
    }
  }
}
