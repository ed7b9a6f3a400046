package quayside.core.archive.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.archive.zfs.record.Fletcher4;

/**
 * Damaged and malicious streams: one clear error or a whole tree, never a hang, never more memory.
 */
class MutatedStreamsTest {
  private static final int MUTANTS = Integer.getInteger("quayside.zfs.mutants", 5000);

  @TempDir Path temporary;

  /** A small stream with every kind of thing in it. */
  private static byte[] small(long seed) throws IOException {
    EditableTree tree = new RandomTree(seed).steps(12).tree();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StreamWriter writer = StreamWriter.forOpenZfs(out);
    SnapshotId id = new SnapshotId("p/d@s", 7, 1);
    (seed % 3 == 0 ? writer.withProperties(Map.of("a:b", "c")) : writer).full(tree, id);
    return out.toByteArray();
  }

  @Test
  void everyCutIsNoticed() throws IOException {
    byte[] whole = small(1);
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length));
      assertThrows(ZfsStreamException.class, () -> read(cut), () -> "cut at " + cut.length);
    }
  }

  @Test
  void everyFlippedBitIsNoticedAtItsRecord() throws IOException {
    byte[] whole = small(1);
    Random random = new Random(2);
    List<Integer> records = records(whole);
    for (int i = 0; i < 500; i++) {
      byte[] flipped = whole.clone();
      int at = random.nextInt(whole.length);
      flipped[at] ^= (byte) (1 << random.nextInt(8));
      ZfsStreamException error =
          assertThrows(ZfsStreamException.class, () -> read(flipped), () -> "flipped in " + at);
      int index = 0;
      while (index + 1 < records.size() && records.get(index + 1) <= at) {
        index++;
      }
      long last = index + 1 < records.size() ? records.get(index + 1) : whole.length;
      assertTrue(
          error.offset() >= records.get(index) && error.offset() <= last,
          () -> "flipped in " + at + ", reported at " + error.offset());
    }
  }

  @Test
  void mutantsWithRightChecksumsDoNoHarm() throws IOException {
    List<byte[]> originals = new ArrayList<>();
    for (int seed = 0; seed < 12; seed++) {
      originals.add(small(seed));
    }
    for (int i = 0; i < 4; i++) {
      originals.add(Samples.stream("openzfs-empty-full.zfs"));
    }
    Random random = new Random(Long.getLong("quayside.zfs.seed", 3));
    int[] refused = {0};
    long before = used();
    for (int i = 0; i < MUTANTS; i++) {
      byte[] mutant = mutate(originals.get(random.nextInt(originals.size())), random);
      int number = i;
      assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () -> refused[0] += harmless(number, mutant) ? 0 : 1,
          "mutant " + i);
    }
    assertTrue(refused[0] > MUTANTS / 10, "only " + refused[0] + " were refused");
    assertTrue(used() - before < 64 << 20, "memory stays");
    try (Stream<Path> inside = Files.list(temporary)) {
      assertEquals(List.of(), inside.toList(), "no temporary file stays");
    }
  }

  @Test
  void mutatedIncrementsDoNoHarm() throws IOException {
    RandomTree random = new RandomTree(4).steps(15);
    EditableTree first = random.tree().copy();
    EditableTree second = random.steps(10).tree().copy();
    ByteArrayOutputStream full = new ByteArrayOutputStream();
    ByteArrayOutputStream increment = new ByteArrayOutputStream();
    SnapshotId one = new SnapshotId("p/d@one", 7, 1);
    StreamWriter.forOpenZfs(full).full(first, one);
    StreamWriter.forOpenZfs(increment)
        .increment(first, one, second, new SnapshotId("p/d@two", 8, 2));
    Random dice = new Random(5);
    int refused = 0;
    for (int i = 0; i < MUTANTS / 5; i++) {
      byte[] mutant = mutate(increment.toByteArray(), dice);
      refused += harmless(i, full.toByteArray(), mutant) ? 0 : 1;
    }
    assertTrue(refused > MUTANTS / 50, "only " + refused + " were refused");
  }

  @Test
  void extractedMutantsStayInTheirFolder() throws IOException {
    byte[] original = small(3);
    Random dice = new Random(6);
    Path target = temporary.resolve("target");
    for (int i = 0; i < 200; i++) {
      byte[] mutant = mutate(original, dice);
      try (ZfsArchive archive =
          ZfsArchive.open(
              List.of(new StreamSource.Pipe(new ByteArrayInputStream(mutant))),
              temporary,
              n -> {})) {
        Extractor.extract(archive.latest(), BytePath.ROOT, target, 4 << 20, false);
      } catch (IOException e) {
        assertNotNull(e.getMessage());
      }
      try (Stream<Path> inside = Files.list(temporary)) {
        assertTrue(inside.allMatch(target::equals), "mutant " + i + " left its folder");
      }
      deleteTree(target);
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    runtime.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Whether it could be read; any error but the one clear kind is thrown on. */
  private boolean harmless(int number, byte[]... streams) throws IOException {
    try {
      read(streams);
      return true;
    } catch (ZfsStreamException e) {
      assertNotNull(e.getMessage());
      return false;
    } catch (RuntimeException | Error e) {
      Files.write(
          Path.of(System.getProperty("java.io.tmpdir"), "mutant-" + number),
          streams[streams.length - 1]);
      throw e;
    }
  }

  private void read(byte[]... streams) throws IOException {
    List<StreamSource> sources =
        Arrays.stream(streams)
            .<StreamSource>map(each -> new StreamSource.Pipe(new ByteArrayInputStream(each)))
            .toList();
    try (ZfsArchive archive = ZfsArchive.open(sources, temporary, n -> {})) {
      FileView view = archive.latest();
      byte[] buffer = new byte[1 << 16];
      FileWalk.all(
          view,
          (path, stat) -> {
            view.xattrs(stat.object());
            if (stat.type() == FileType.SYMLINK) {
              view.target(stat.object());
            } else if (stat.type() == FileType.FILE) {
              try (InputStream in = view.open(stat.object())) {
                for (long at = 0; at < Math.min(stat.size(), 1 << 20); ) {
                  long next = view.nextData(stat.object(), at);
                  if (next >= stat.size()) {
                    break;
                  }
                  in.skipNBytes(next - at);
                  at = next + Math.max(1, in.read(buffer));
                }
              }
            }
          });
    }
  }

  private static List<Integer> records(byte[] stream) {
    List<Integer> found = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(stream).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at + 312 <= stream.length; ) {
      found.add(at);
      int payload =
          switch (in.getInt(at)) {
            case 0 -> in.getInt(at + 4);
            case 1 -> (in.getInt(at + 28) + 7) & ~7;
            case 3 -> (int) in.getLong(at + 32);
            default -> 0;
          };
      at += 312 + payload;
    }
    return found;
  }

  /**
   * Changes fields of headers and bytes of payloads, drops, doubles and swaps records, and mends
   * every checksum.
   */
  private static byte[] mutate(byte[] original, Random random) {
    List<Integer> starts = records(original);
    List<byte[]> parts = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      parts.add(
          Arrays.copyOfRange(
              original,
              starts.get(i),
              i + 1 < starts.size() ? starts.get(i + 1) : original.length));
    }
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      int which = random.nextInt(parts.size());
      byte[] part = parts.get(which).clone();
      switch (random.nextInt(10)) {
        case 0 -> parts.add(which, part);
        case 1 -> {
          if (parts.size() > 2) {
            parts.remove(which);
          }
        }
        case 2 -> {
          int other = random.nextInt(parts.size());
          parts.set(which, parts.get(other));
          parts.set(other, part);
        }
        case 3, 4 -> {
          int at = 8 * random.nextInt(14);
          long[] odd = {
            0, -1, 1, Long.MIN_VALUE, Long.MAX_VALUE, 3, 512, 1L << 40, random.nextLong()
          };
          ByteBuffer.wrap(part)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putLong(at, odd[random.nextInt(odd.length)]);
          parts.set(which, part);
        }
        default -> {
          if (part.length > 320) {
            for (int k = 1 + random.nextInt(4); k > 0; k--) {
              int at =
                  312
                      + random.nextInt(
                          Math.min(part.length - 312, random.nextBoolean() ? 400 : 1 << 20));
              part[at] =
                  (byte)
                      (random.nextBoolean()
                          ? random.nextInt(256)
                          : part[at] ^ 1 << random.nextInt(8));
            }
          }
          parts.set(which, part);
        }
      }
    }
    return mended(parts);
  }

  private static byte[] mended(List<byte[]> parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Fletcher4 sum = new Fletcher4();
    for (byte[] each : parts) {
      byte[] part = each.clone();
      ByteBuffer header = ByteBuffer.wrap(part).order(ByteOrder.LITTLE_ENDIAN);
      int type = header.getInt(0);
      if (type == 0) {
        sum.clear();
      }
      if (type == 5 && header.getLong(8) != 0) {
        put(header, 8, sum);
      }
      sum.add(part, 0, 280, false);
      if (type != 0 && (type != 5 || header.getLong(8) != 0)) {
        put(header, 280, sum);
      }
      sum.add(part, 280, (part.length - 280) & ~3, false);
      if (type == 5) {
        sum.clear();
      }
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static void put(ByteBuffer header, int at, Fletcher4 sum) {
    header.putLong(at, sum.sum().a());
    header.putLong(at + 8, sum.sum().b());
    header.putLong(at + 16, sum.sum().c());
    header.putLong(at + 24, sum.sum().d());
  }
}
