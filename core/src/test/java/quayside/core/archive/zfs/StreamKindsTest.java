package quayside.core.archive.zfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quayside.core.archive.zfs.block.Packers;

/**
 * Streams that the recordings do not hold: small ones in both byte orders, shared, embedded and
 * compressed blocks of every kind, and those that stay closed.
 */
class StreamKindsTest {
  private static final SnapshotId ONE = new SnapshotId("tank/ct@one", 11, 1_700_000_000);
  private static final List<ByteOrder> BOTH =
      List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN);

  @TempDir Path temporary;

  private ZfsArchive open(byte[]... streams) throws IOException {
    return ZfsArchive.open(
        Arrays.stream(streams)
            .<StreamSource>map(each -> new StreamSource.Pipe(new ByteArrayInputStream(each)))
            .toList(),
        temporary,
        read -> {});
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String text(FileView view, long file) throws IOException {
    return new String(view.open(file).readAllBytes(), StandardCharsets.US_ASCII);
  }

  @Test
  void sharedAndEmbeddedBlocksAreReadInBothByteOrders() throws IOException {
    byte[] block = new byte[512];
    Arrays.fill(block, (byte) 'x');
    byte[] packed = Packers.pack(Packers.LZ4, ascii("abcd".repeat(50)));
    for (ByteOrder order : BOTH) {
      Records r = new Records(order);
      byte[] stream =
          r.begin(0, 2)
              .root("a", 4L, "b", 5L, "c", 6L, "d", 7L)
              .object(4, 19, 17, r.znode(0100644, 10))
              .write(4, 19, block)
              .object(5, 19, 17, r.znode(0100644, 300))
              .same(5, 4, Records.GUID)
              .object(6, 19, 17, r.znode(0100600, 20))
              .embedded(6, 2, 8, ascii("embedded"))
              .object(7, 19, 17, r.znode(0100600, 210))
              .embedded(7, Packers.LZ4, 200, packed)
              .end();
      try (ZfsArchive archive = open(stream)) {
        FileView view = archive.latest();
        assertEquals(0644, view.stat(4).mode());
        assertEquals("x".repeat(10), text(view, 4));
        assertEquals("x".repeat(300), text(view, 5));
        assertEquals("embedded" + "\0".repeat(12), text(view, 6));
        assertEquals("abcd".repeat(50) + "\0".repeat(10), text(view, 7));
      }
    }
  }

  @Test
  void aBlockCanBeSharedWithAnEarlierSnapshot() throws IOException {
    byte[] block = new byte[512];
    Arrays.fill(block, (byte) 'y');
    for (ByteOrder order : BOTH) {
      Records r = new Records(order);
      byte[] full =
          r.begin(0, 2)
              .root("a", 4L)
              .object(4, 19, 17, r.znode(0100644, 9))
              .write(4, 19, block)
              .end();
      Records next = new Records(order).increment(0, Records.GUID, 8);
      byte[] increment =
          next.object(3, 20, 17, r.znode(040755, 4))
              .write(3, 20, r.micro("a", 4L, "b", 5L))
              .object(5, 19, 17, r.znode(0100644, 5))
              .same(5, 4, Records.GUID)
              .end();
      try (ZfsArchive archive = open(full, increment)) {
        assertEquals("yyyyy", text(archive.latest(), 5));
      }
      ZfsStreamException error =
          assertThrows(ZfsStreamException.class, () -> open(increment).close());
      assertTrue(String.valueOf(error.getMessage()).contains("equal"), error.getMessage());
    }
  }

  @Test
  void everyCodecIsReadFromAStream() throws IOException {
    Random random = new Random(8);
    byte[] plain = new byte[131_072];
    for (int i = 0; i < plain.length; i++) {
      plain[i] = (byte) (i % 3000 < 1000 ? 0 : i % 1000 < 900 ? i / 100 : random.nextInt());
    }
    for (ByteOrder order : BOTH) {
      for (int kind : Packers.all()) {
        Records r = new Records(order);
        byte[] stream =
            r.begin(1L << 22 | 1 << 17 | 1 << 25, 2)
                .root("a", 4L)
                .object(4, 19, 17, 131_072, 0, r.znode(0100644, 3L * plain.length))
                .packed(4, 0, plain.length, kind, Packers.pack(kind, plain))
                .packed(4, plain.length, plain.length, Packers.EMPTY)
                .packed(4, 2L * plain.length, plain.length, kind, Packers.pack(kind, plain))
                .end();
        byte[] all = Arrays.copyOf(plain, 3 * plain.length);
        System.arraycopy(plain, 0, all, 2 * plain.length, plain.length);
        try (ZfsArchive archive = open(stream)) {
          assertArrayEquals(all, archive.latest().open(4).readAllBytes(), "codec " + kind);
        }
      }
    }
  }

  /** What only raw and redacted streams hold is checked in them and refused elsewhere. */
  private static Records unusual(long features) {
    Records r = new Records(ByteOrder.LITTLE_ENDIAN).begin(features, 2);
    return (features >> 24 & 1) != 0
        ? r.add(
                r.header(9)
                    .putLong(16, 32)
                    .putLong(24, Records.GUID)
                    .put(32, new byte[] {1, 2, 3})
                    .put(68, (byte) 2))
            .object(1, 21, 0)
            .packed(1, 0, 512, Packers.LZ4, new byte[64])
        : r.object(1, 21, 0)
            .add(
                r.header(10)
                    .putLong(8, 1)
                    .putLong(16, 512)
                    .putLong(24, 512)
                    .putLong(32, Records.GUID));
  }

  @Test
  void encryptedRedactedAndInterruptedStreamsAndVolumesAreCheckedButStayClosed()
      throws IOException {
    Records volume = new Records(ByteOrder.LITTLE_ENDIAN).begin(0, 3).object(1, 23, 0);
    Records rest = new Records(ByteOrder.LITTLE_ENDIAN).begin(1L << 20, 2).object(1, 21, 0);
    Map<String, Records> all =
        Map.of(
            "encrypted",
            unusual(1L << 24),
            "redacted",
            unusual(1L << 21),
            "interrupted",
            rest,
            "volume",
            volume);
    for (Map.Entry<String, Records> each : all.entrySet()) {
      byte[] stream = each.getValue().end();
      try (ZfsArchive archive = open(stream)) {
        String why = archive.snapshots().getFirst().closed().orElseThrow();
        assertTrue(why.contains(each.getKey()), why);
        ZfsStreamException error = assertThrows(ZfsStreamException.class, archive::latest);
        assertTrue(String.valueOf(error.getMessage()).startsWith(why));
      }
      for (int at = 400; at < stream.length; at += 101) {
        byte[] damaged = stream.clone();
        damaged[at] ^= 1;
        assertThrows(ZfsStreamException.class, () -> open(damaged).close(), "flipped in " + at);
      }
    }
  }

  @Test
  void recordsOfClosedStreamsHaveNoPlaceInOpenOnes() {
    Records range = new Records(ByteOrder.LITTLE_ENDIAN).begin(0, 2);
    byte[] one = range.add(range.header(9).putLong(24, Records.GUID)).end();
    byte[] other = unusual(0).end();
    for (byte[] stream : List.of(one, other)) {
      ZfsStreamException error = assertThrows(ZfsStreamException.class, () -> open(stream).close());
      assertTrue(String.valueOf(error.getMessage()).startsWith("Only "), error.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1L << 24, 1L << 21})
  void dumpShowsWhatIsSpecialAboutClosedStreams(long features) throws IOException {
    StringBuilder out = new StringBuilder();
    StreamDump.print(new ByteArrayInputStream(unusual(features).end()), out, true);
    String wanted =
        features == 1L << 24
            ? "OBJECT_RANGE firstobj = 0 numslots = 32 flags = 2 salt = 0102030000000000 iv = "
            : "REDACT object = 1 offset = 512 length = 512\n";
    assertTrue(out.toString().contains(wanted), out.toString());
  }

  @Test
  void unknownFeaturesAreRefused() {
    byte[] stream = new Records(ByteOrder.LITTLE_ENDIAN).begin(1L << 12, 2).end();
    ZfsStreamException error = assertThrows(ZfsStreamException.class, () -> open(stream).close());
    assertTrue(String.valueOf(error.getMessage()).contains("1000"));
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
