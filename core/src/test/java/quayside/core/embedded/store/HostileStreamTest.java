package quayside.core.embedded.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.embedded.store.Entry.Kind;

/** Streams of somebody who wants to reach files outside of the tree that is received. */
class HostileStreamTest {
  @TempDir Path folder;
  private Path outside;
  private Dataset dataset;

  @BeforeEach
  void open() throws IOException {
    outside = Files.writeString(folder.resolve("outside"), "secret");
    Files.setPosixFilePermissions(outside, PosixFilePermissions.fromString("rw-------"));
    Files.createDirectory(folder.resolve("elsewhere"));
    dataset = new Dataset(folder.resolve("live"), folder.resolve("meta"));
  }

  @Test
  void attributesAreNotSetThroughALink() {
    refused(
        new Change('S', entry("link", Kind.LINK, outside.toString())),
        new Change('M', entry("link", Kind.FILE, "")));
    refused(new Change('S', entry("link", Kind.FILE, outside.toString())));
    refused(new Change('S', entry("link", Kind.FOLDER, folder.resolve("elsewhere").toString())));
  }

  @Test
  void nothingIsWrittenThroughALink() {
    refused(
        new Change('S', entry("out", Kind.LINK, folder.resolve("elsewhere").toString())),
        new Change('F', entry("out/file", Kind.FILE, "")));
    refused(
        new Change('S', entry("out", Kind.LINK, folder.resolve("elsewhere").toString())),
        new Change('D', entry("out/folder", Kind.FOLDER, "")));
    refused(
        new Change('S', entry("out", Kind.LINK, folder.toString())),
        new Change('L', linkTo("mine", "out/outside")));
  }

  @Test
  void namesThatLeaveTheTreeAreRefused() {
    for (String name :
        List.of("..", "../outside", "a/../../outside", "/outside", "./a", "a//b", "a/", "a\0b")) {
      refused(new Change('F', entry(name, Kind.FILE, "")));
      refused(new Change('D', entry(name, Kind.FOLDER, "")));
      refused(new Change('L', linkTo("mine", name)));
      refused(new Change('X', entry(name, Kind.FILE, "")));
    }
  }

  @Test
  void damagedSegmentsAreRefused() throws IOException {
    byte[] good = stream(List.of(new Change('D', entry("a", Kind.FOLDER, ""))));
    for (int cut = 0; cut < good.length; cut++) {
      byte[] part = java.util.Arrays.copyOf(good, cut);
      assertThrows(
          IOException.class,
          () -> new FolderStream().read(fresh(), new ByteArrayInputStream(part)),
          "cut at " + cut);
    }
  }

  private void refused(Change... changes) {
    assertThrows(
        IOException.class,
        () -> new FolderStream().read(fresh(), new ByteArrayInputStream(stream(List.of(changes)))),
        () -> "accepted " + List.of(changes));
    try {
      assertEquals("secret", Files.readString(outside));
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(outside)));
      try (var files = Files.list(folder.resolve("elsewhere"))) {
        assertFalse(files.findAny().isPresent());
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Dataset fresh() throws IOException {
    Disk.deleteTree(dataset.live());
    Disk.deleteTree(folder.resolve("meta"));
    dataset = new Dataset(folder.resolve("live"), folder.resolve("meta"));
    return dataset;
  }

  private record Change(char tag, Entry entry) {}

  private static Entry entry(String name, Kind kind, String target) {
    return new Entry(name, kind, 0777, 0, 0, 0, 1_000_000_000L, target, "", 1, 1);
  }

  private static Entry linkTo(String name, String leader) {
    return new Entry(name, Kind.FILE, 0777, 0, 0, 0, 1_000_000_000L, "", leader, 1, 1);
  }

  private static byte[] stream(List<Change> changes) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.write(FolderStream.MAGIC);
    out.writeByte('B');
    out.writeUTF("");
    out.writeLong(0);
    out.writeUTF("snap");
    out.writeLong(42);
    out.writeLong(1);
    for (Change change : changes) {
      out.writeByte(change.tag);
      if (change.tag == 'X') {
        out.writeUTF(change.entry.name());
      } else {
        change.entry.write(out);
      }
      if (change.tag == 'F') {
        out.writeInt(0);
      }
    }
    out.writeByte('E');
    out.writeInt(changes.size());
    out.writeByte('Z');
    return bytes.toByteArray();
  }
}
