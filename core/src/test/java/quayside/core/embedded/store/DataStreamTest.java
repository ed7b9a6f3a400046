package quayside.core.embedded.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.transport.Threads;

class DataStreamTest {
  @TempDir Path folder;
  private Dataset source;
  private Dataset target;

  @BeforeEach
  void open() throws IOException {
    source = new Dataset(folder.resolve("a/private"), folder.resolve("a-meta"));
    target = new Dataset(folder.resolve("b/private"), folder.resolve("b-meta"));
  }

  private void write(String name, String text) throws IOException {
    Path file = Names.in(source.live(), name);
    Files.createDirectories(file.getParent());
    Path fresh = folder.resolve("fresh");
    Files.writeString(fresh, text);
    source.change(() -> Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING));
  }

  private byte[] stream(Optional<String> from, String to) throws IOException {
    var out = new ByteArrayOutputStream();
    DataStream.write(source, new DataStream.Request("tank/ct/a", from, to, true, true), out);
    return out.toByteArray();
  }

  private void send(Optional<String> from, String to) throws IOException {
    DataStream.read(target, "tank/ct/b", new ByteArrayInputStream(stream(from, to)));
  }

  private void assertSameTrees() throws IOException {
    assertEquals(describe(source), describe(target));
  }

  private static List<String> describe(Dataset dataset) throws IOException {
    var lines = new ArrayList<String>();
    for (Entry e : dataset.tree().values()) {
      String content =
          e.kind() == Entry.Kind.FILE
              ? Files.readString(Names.in(dataset.live(), e.name()), StandardCharsets.ISO_8859_1)
              : "";
      lines.add(
          String.format(
              "%s %s %o %d:%d %d %d %s %s %s",
              Names.show(e.name()),
              e.kind(),
              e.mode(),
              e.uid(),
              e.gid(),
              e.size(),
              e.mtime(),
              e.target(),
              Names.show(e.leader()),
              content));
    }
    return lines;
  }

  @Test
  void everythingOfATreeTravels() throws IOException {
    write("etc/passwd", "root");
    write(Names.utf8("dir/ž"), "utf-8");
    write("dir/\u00e9", "not utf-8");
    write("dir/new\nline", "odd");
    Files.createLink(source.live().resolve("dir/twin"), source.live().resolve("etc/passwd"));
    Files.createSymbolicLink(source.live().resolve("dir/link"), Path.of("../gone"));
    Files.write(source.live().resolve("holes"), new byte[300_000]);
    Files.setAttribute(source.live().resolve("etc/passwd"), "unix:mode", 04711);
    source.note("etc/passwd", 7, 8, 0);
    source.note("dir/twin", 7, 8, 0);
    source.note("dir/link", 5, 6, -1);
    source.snapshot("one", 1);
    send(Optional.empty(), "one");
    assertSameTrees();
    assertEquals(
        Optional.of(source.find("one").orElseThrow().guid()),
        target.find("one").map(Snapshot::guid));
  }

  @Test
  void anIncrementCarriesEveryKindOfChange() throws IOException {
    write("keep", "same");
    write("change", "before");
    write("gone/deep/file", "x");
    write("file-to-folder", "x");
    write("twin-a", "together");
    Files.createLink(source.live().resolve("twin-b"), source.live().resolve("twin-a"));
    Files.createSymbolicLink(source.live().resolve("link"), Path.of("keep"));
    source.snapshot("one", 1);
    send(Optional.empty(), "one");
    write("change", "afterwards");
    write("new/file", "new");
    Disk.deleteTree(source.live().resolve("gone"));
    Files.delete(source.live().resolve("file-to-folder"));
    write("file-to-folder/inside", "y");
    write("twin-b", "alone");
    Files.delete(source.live().resolve("link"));
    Files.createSymbolicLink(source.live().resolve("link"), Path.of("change"));
    Files.createLink(source.live().resolve("a-first"), source.live().resolve("keep"));
    Files.setAttribute(source.live().resolve("new"), "unix:mode", 0711);
    source.snapshot("two", 2);
    source.snapshot("three", 3);
    send(Optional.of("one"), "three");
    assertSameTrees();
    assertEquals(3, target.snapshots().size());
  }

  @Test
  void anIncrementDoesNotCarryWhatStayed() throws IOException {
    write("big", "x".repeat(500_000));
    source.snapshot("one", 1);
    write("small", "y");
    source.snapshot("two", 2);
    assertTrue(stream(Optional.of("one"), "two").length < 12_000);
    assertEquals(1, source.estimate(Optional.of("one"), "two"));
  }

  @Test
  void aSnapshotStaysAsItWasWhileFilesChange() throws IOException {
    write("file", "then");
    source.snapshot("one", 1);
    write("file", "now, and longer");
    Disk.deleteTree(source.live().resolve("nothing"));
    send(Optional.empty(), "one");
    assertEquals("then", Files.readString(target.live().resolve("file")));
  }

  @Test
  void aSnapshotIsOneMomentAlthoughSomebodyWrites() throws Exception {
    write("pair-1", "0");
    write("pair-2", "0");
    var stop = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    var failure = new AtomicReference<IOException>();
    Threads.start(
        "pairs",
        () -> {
          try {
            for (int i = 1; stop.getCount() > 0; i++) {
              String text = Integer.toString(i);
              source.change(() -> {
                write("pair-1", text);
                write("pair-2", text);
              });
            }
          } catch (IOException e) {
            failure.set(e);
          } finally {
            ended.countDown();
          }
        });
    for (int i = 1; i <= 20; i++) {
      source.snapshot("s" + i, i);
      send(i == 1 ? Optional.empty() : Optional.of("s" + (i - 1)), "s" + i);
      assertEquals(
          Files.readString(target.live().resolve("pair-1")),
          Files.readString(target.live().resolve("pair-2")));
    }
    stop.countDown();
    ended.await();
    assertEquals(null, failure.get());
  }

  @Test
  void aBrokenStreamChangesNothing() throws IOException {
    write("file", "one");
    source.snapshot("one", 1);
    send(Optional.empty(), "one");
    write("file", "two");
    write("more", "x".repeat(100_000));
    source.snapshot("two", 2);
    byte[] whole = stream(Optional.of("one"), "two");
    for (int length : new int[] {30, 200, whole.length / 2, whole.length - 3}) {
      var cut = new ByteArrayInputStream(whole, 0, length);
      assertThrows(IOException.class, () -> DataStream.read(target, "tank/ct/b", cut));
      assertEquals("one", Files.readString(target.live().resolve("file")));
      assertEquals(1, target.snapshots().size());
    }
    DataStream.read(target, "tank/ct/b", new ByteArrayInputStream(whole));
    assertSameTrees();
  }

  @Test
  void streamsThatDoNotFitAreRefused() throws IOException {
    write("file", "one");
    source.snapshot("one", 1);
    source.snapshot("two", 2);
    send(Optional.empty(), "one");
    assertEquals(
        "cannot receive new filesystem stream: destination has snapshots (eg. tank/ct/b@one)\n"
            + "must destroy them to overwrite it",
        assertThrows(IOException.class, () -> send(Optional.empty(), "two")).getMessage());
    target.snapshot("other", 3);
    assertEquals(
        "cannot receive incremental stream: most recent snapshot of tank/ct/b does not\n"
            + "match incremental source",
        assertThrows(IOException.class, () -> send(Optional.of("one"), "two")).getMessage());
    for (int length : new int[] {0, 400}) {
      var nothing = new ByteArrayInputStream(new byte[length]);
      assertThrows(IOException.class, () -> DataStream.read(target, "tank/ct/b", nothing));
    }
  }

  @Test
  void aNameCannotLeaveTheTree() {
    for (String name : List.of("../x", "/etc/passwd", "a//b", "a/../../b", ".")) {
      assertThrows(IOException.class, () -> Names.checked(name));
    }
  }

  @Test
  void anIncrementFitsOnASnapshotThatWasMadeHere() throws IOException {
    write("file", "one");
    source.snapshot("one", 1);
    send(Optional.empty(), "one");
    source.destroySnapshot("one");
    assertTrue(Files.exists(folder.resolve("b-meta/received")));
    write("file", "two");
    Files.writeString(target.live().resolve("mine"), "mine");
    target.snapshot("two", 2);
    target.destroySnapshot("one");
    assertFalse(Files.exists(folder.resolve("b-meta/received")));
    var back = new ByteArrayOutputStream();
    DataStream.write(
        target, new DataStream.Request("tank/ct/b", Optional.empty(), "two", false, false), back);
    var third = new Dataset(folder.resolve("c/private"), folder.resolve("c-meta"));
    DataStream.read(third, "c", new ByteArrayInputStream(back.toByteArray()));
    Files.writeString(third.live().resolve("third"), "third");
    third.snapshot("three", 3);
    var on = new ByteArrayOutputStream();
    DataStream.write(
        third, new DataStream.Request("c", Optional.of("two"), "three", true, true), on);
    DataStream.read(target, "tank/ct/b", new ByteArrayInputStream(on.toByteArray()));
    assertEquals(describe(third), describe(target));
  }

  @Test
  void aDatasetReadsIncrementsAlsoAfterARestart() throws IOException {
    write("file", "one");
    source.snapshot("one", 1);
    send(Optional.empty(), "one");
    target = new Dataset(folder.resolve("b/private"), folder.resolve("b-meta"));
    write("file", "two");
    source.snapshot("two", 2);
    send(Optional.of("one"), "two");
    assertSameTrees();
  }

  @Test
  void aRollbackBringsTheFilesBack() throws IOException {
    write("file", "then");
    write("folder/gone", "then");
    source.snapshot("one", 1);
    List<String> before = describe(source);
    write("file", "now");
    Disk.deleteTree(source.live().resolve("folder"));
    write("folder", "a file");
    source.rollback("one", false);
    assertEquals(before, describe(source));
    source.snapshot("two", 2);
    assertThrows(IOException.class, () -> source.rollback("one", false));
    source.rollback("one", true);
    assertEquals(1, source.snapshots().size());
  }

  @Test
  void destroyedSnapshotsGiveTheirSpaceBack() throws IOException {
    write("file", "one");
    source.snapshot("one", 1);
    write("file", "two");
    source.snapshot("two", 2);
    source.destroySnapshot("one");
    source.destroySnapshot("two");
    try (var held = Files.list(folder.resolve("a-meta/objects"))) {
      assertFalse(held.findAny().isPresent());
    }
  }
}
