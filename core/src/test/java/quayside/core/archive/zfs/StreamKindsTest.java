package quayside.core.archive.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.archive.zfs.record.Fletcher4;

/**
 * Streams that the recordings do not hold: the other byte order, shared blocks, and those that stay
 * closed.
 */
class StreamKindsTest {
  private static final SnapshotId ONE = new SnapshotId("tank/ct@one", 11, 1_700_000_000);

  @TempDir Path temporary;

  private ZfsArchive open(byte[]... streams) throws IOException {
    return ZfsArchive.open(
        Arrays.stream(streams)
            .<StreamSource>map(each -> new StreamSource.Pipe(new ByteArrayInputStream(each)))
            .toList(),
        temporary,
        read -> {});
  }

  /** A stream record by record, with its checksums. */
  private static final class Records {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Fletcher4 sum = new Fletcher4();
    private final ByteOrder order;

    Records(ByteOrder order) {
      this.order = order;
    }

    ByteBuffer header(int type) {
      return ByteBuffer.allocate(312).order(order).putInt(0, type);
    }

    Records add(ByteBuffer header, byte... payload) {
      boolean big = order == ByteOrder.BIG_ENDIAN;
      boolean begin = header.getInt(0) == 0;
      if (header.getInt(0) == 5) {
        put(header, 8);
      }
      byte[] bytes = new byte[312];
      header.get(0, bytes);
      sum.add(bytes, 0, 280, big);
      if (!begin) {
        put(header, 280);
      }
      header.get(0, bytes);
      sum.add(bytes, 280, 32, big);
      sum.add(payload, 0, payload.length, big);
      out.writeBytes(bytes);
      out.writeBytes(payload);
      return this;
    }

    private void put(ByteBuffer header, int at) {
      header.putLong(at, sum.sum().a()).putLong(at + 8, sum.sum().b());
      header.putLong(at + 16, sum.sum().c()).putLong(at + 24, sum.sum().d());
    }

    Records begin(long features, int kind) {
      return add(
          header(0)
              .putLong(8, 0x2F5bacbacL)
              .putLong(16, features << 2 | 1)
              .putInt(32, kind)
              .putLong(40, 7)
              .put(56, "p/d@s".getBytes(StandardCharsets.US_ASCII)));
    }

    Records object(long object, int type, int bonusType, byte... bonus) {
      return add(
          header(1)
              .putLong(8, object)
              .putInt(16, type)
              .putInt(20, bonusType)
              .putInt(24, 512)
              .putInt(28, bonus.length)
              .putLong(40, 7),
          bonus);
    }

    Records write(long object, int type, byte... block) {
      return add(
          header(3).putLong(8, object).putInt(16, type).putLong(32, block.length).putLong(40, 7),
          block);
    }

    Records same(long object, long as) {
      return add(
          header(6)
              .putLong(8, object)
              .putLong(24, 512)
              .putLong(32, 7)
              .putLong(40, 7)
              .putLong(48, as));
    }

    Records embedded(long object, byte... data) {
      return add(
          header(8)
              .putLong(8, object)
              .putLong(24, 512)
              .putLong(32, 7)
              .put(40, (byte) 2)
              .putInt(48, data.length)
              .putInt(52, data.length),
          Arrays.copyOf(data, (data.length + 7) & ~7));
    }

    byte[] end() {
      add(header(5).putLong(40, 7));
      return out.toByteArray();
    }

    byte[] micro(Object... namesAndValues) {
      ByteBuffer block = ByteBuffer.allocate(512).order(order).putLong(0, 0x8000_0000_0000_0003L);
      for (int i = 0; i < namesAndValues.length; i += 2) {
        int at = 64 + i * 32;
        block.putLong(at, (Long) namesAndValues[i + 1]);
        block.put(at + 14, String.valueOf(namesAndValues[i]).getBytes(StandardCharsets.UTF_8));
      }
      return block.array();
    }

    byte[] znode(int mode, long size) {
      return ByteBuffer.allocate(264)
          .order(order)
          .putLong(72, mode)
          .putLong(80, size)
          .putLong(16, 5)
          .putLong(96, 1)
          .array();
    }
  }

  private static byte[] tiny(ByteOrder order) {
    Records r = new Records(order);
    byte[] block = new byte[512];
    Arrays.fill(block, (byte) 'x');
    return r.begin(0, 2)
        .object(1, 21, 0)
        .write(1, 21, r.micro("ROOT", 3L, "VERSION", 4L))
        .object(3, 20, 17, r.znode(040755, 4))
        .write(3, 20, r.micro("a", 4L, "b", 5L, "c", 6L))
        .object(4, 19, 17, r.znode(0100644, 10))
        .write(4, 19, block)
        .object(5, 19, 17, r.znode(0100644, 300))
        .same(5, 4)
        .object(6, 19, 17, r.znode(0100600, 20))
        .embedded(6, "embedded".getBytes(StandardCharsets.US_ASCII))
        .end();
  }

  @Test
  void bothByteOrdersSharedAndEmbeddedBlocksAreRead() throws IOException {
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      try (ZfsArchive archive = open(tiny(order))) {
        FileView view = archive.latest();
        assertEquals(0644, view.stat(4).mode());
        assertEquals(
            "x".repeat(10), new String(view.open(4).readAllBytes(), StandardCharsets.US_ASCII));
        assertEquals(
            "x".repeat(300), new String(view.open(5).readAllBytes(), StandardCharsets.US_ASCII));
        assertEquals(
            "embedded" + "\0".repeat(12),
            new String(view.open(6).readAllBytes(), StandardCharsets.US_ASCII));
      }
    }
  }

  @Test
  void encryptedRedactedAndInterruptedStreamsAndVolumesAreCheckedButStayClosed()
      throws IOException {
    long[][] kinds = {{1L << 24, 2}, {1L << 21, 2}, {1L << 20, 2}, {0, 3}};
    for (long[] kind : kinds) {
      byte[] stream =
          new Records(ByteOrder.LITTLE_ENDIAN).begin(kind[0], (int) kind[1]).object(1, 21, 0).end();
      try (ZfsArchive archive = open(stream)) {
        String why = archive.snapshots().getFirst().closed().orElseThrow();
        ZfsStreamException error = assertThrows(ZfsStreamException.class, archive::latest);
        assertTrue(String.valueOf(error.getMessage()).startsWith(why));
      }
      stream[400] ^= 1;
      assertThrows(ZfsStreamException.class, () -> open(stream).close());
    }
  }

  @Test
  void unknownFeaturesAreRefused() {
    byte[] stream = new Records(ByteOrder.LITTLE_ENDIAN).begin(1L << 12, 2).end();
    ZfsStreamException error = assertThrows(ZfsStreamException.class, () -> open(stream).close());
    assertTrue(String.valueOf(error.getMessage()).contains("1000"));
  }

  @Test
  void namesThatLeaveTheirDirectoryAreRefused() throws IOException {
    for (String name : List.of("..", ".", "a/b", "/etc", "../../x")) {
      Records r = new Records(ByteOrder.LITTLE_ENDIAN);
      byte[] stream =
          r.begin(0, 2)
              .object(1, 21, 0)
              .write(1, 21, r.micro("ROOT", 3L))
              .object(3, 20, 17, r.znode(040755, 3))
              .write(3, 20, r.micro(name, 3L))
              .end();
      try (ZfsArchive archive = open(stream)) {
        Path out = temporary.resolve("out");
        assertThrows(
            ZfsStreamException.class,
            () -> Extractor.extract(archive.latest(), BytePath.ROOT, out, 1000, false),
            name);
        Files.delete(out);
      }
    }
  }

  @Test
  void aDirectoryThatContainsItselfIsRefused() throws IOException {
    Records r = new Records(ByteOrder.LITTLE_ENDIAN);
    byte[] stream =
        r.begin(0, 2)
            .object(1, 21, 0)
            .write(1, 21, r.micro("ROOT", 3L))
            .object(3, 20, 17, r.znode(040755, 3))
            .write(3, 20, r.micro("me", 3L))
            .end();
    try (ZfsArchive archive = open(stream)) {
      assertThrows(
          ZfsStreamException.class, () -> FileWalk.all(archive.latest(), (path, stat) -> {}));
    }
  }

  @Test
  void anIncrementWithoutItsBaseSaysSo() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EditableTree tree = EditableTree.empty(Timestamp.EPOCH);
    StreamWriter.forOpenZfs(out).increment(tree, ONE, tree, new SnapshotId("tank/ct@two", 22, 1));
    try (ZfsArchive archive = open(out.toByteArray())) {
      ZfsStreamException error = assertThrows(ZfsStreamException.class, archive::latest);
      assertTrue(String.valueOf(error.getMessage()).contains("guid b"), error.getMessage());
    }
  }

  @Test
  void severalStreamsInOnePackageAndOneAfterTheOtherAreRead() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EditableTree tree = EditableTree.empty(Timestamp.EPOCH);
    StreamWriter.forOpenZfs(out).withProperties(Map.of()).full(tree, ONE);
    StreamWriter.forOpenZfs(out).increment(tree, ONE, tree, new SnapshotId("tank/ct@two", 22, 1));
    try (ZfsArchive archive = open(out.toByteArray())) {
      assertEquals(
          List.of("one", "two"), archive.snapshots().stream().map(Snapshot::name).toList());
      assertEquals(FileType.DIR, archive.latest().stat(tree.root()).type());
    }
  }
}
