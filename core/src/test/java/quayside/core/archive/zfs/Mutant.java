package quayside.core.archive.zfs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import quayside.core.archive.zfs.block.Packers;

/**
 * Streams of which the last is changed in a few places, with right checksums all the same.
 *
 * @param original which of {@link #originals}
 */
record Mutant(int original, List<Change> changes) {
  private static final int HEADER = 312;

  /** What is changed; places are counted modulo what there is. */
  sealed interface Change {
    record Twice(int record) implements Change {}

    record Gone(int record) implements Change {}

    record Swapped(int record, int other) implements Change {}

    /** Eight bytes of a header. */
    record Field(int record, int word, long value) implements Change {}

    /** A byte of a payload. */
    record Content(int record, int at, int value) implements Change {}
  }

  /** Numbers that are at the edge of something. */
  static final long[] ODD = {
    0, -1, 1, Long.MIN_VALUE, Long.MAX_VALUE, 3, 512, 1 << 24, 1L << 40, 1L << 48, 1L << 62
  };

  /** Full streams and an increment on one, of all kinds, in both byte orders, none of them long. */
  static List<List<byte[]>> originals() {
    try {
      return make();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<List<byte[]>> make() throws IOException {
    List<List<byte[]>> all = new ArrayList<>();
    for (int seed = 0; seed < 12; seed++) {
      all.add(List.of(Everything.small(seed)));
    }
    all.add(List.of(Samples.stream("openzfs-empty-full.zfs")));
    all.add(List.of(everyRecord(ByteOrder.LITTLE_ENDIAN)));
    all.add(List.of(everyRecord(ByteOrder.BIG_ENDIAN)));
    RandomTree random = new RandomTree(4).steps(15);
    EditableTree first = random.tree().copy();
    EditableTree second = random.steps(10).tree().copy();
    ByteArrayOutputStream full = new ByteArrayOutputStream();
    ByteArrayOutputStream increment = new ByteArrayOutputStream();
    SnapshotId one = new SnapshotId("p/d@one", 7, 1);
    StreamWriter.forOpenZfs(full).full(first, one);
    StreamWriter.forOpenZfs(increment)
        .increment(first, one, second, new SnapshotId("p/d@two", 8, 2));
    all.add(List.of(full.toByteArray(), increment.toByteArray()));
    return all;
  }

  private static byte[] everyRecord(ByteOrder order) {
    Records r = new Records(order);
    byte[] plain = "abcdefgh".repeat(64).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    r.begin(1L << 22 | 1 << 16 | 1, 2, 8)
        .root("a", 4L, "b", 5L, "c", 6L, "d", 7L)
        .object(4, 19, 17, r.znode(0100644, 512L * (Packers.all().size() + 1)));
    long at = 0;
    for (int kind : Packers.all()) {
      r.packed(4, at, 512, kind, Packers.pack(kind, plain));
      at += 512;
    }
    return r.packed(4, at, 512, Packers.EMPTY)
        .free(4, at + 512, 1024)
        .object(5, 19, 17, r.znode(0100644, 300))
        .same(5, 4, Records.GUID)
        .object(6, 19, 17, r.znode(0100600, 20))
        .embedded(6, Packers.LZ4, 64, Packers.pack(Packers.LZ4, new byte[64]))
        .object(7, 19, 17, 512, 4, r.znode(0100600, 20))
        .spill(7, new byte[512])
        .freeObjects(8, 100)
        .end();
  }

  /** As the tests of a small heap need them. */
  static Mutant random(Random dice, int originals) {
    List<Change> changes = new ArrayList<>();
    for (int n = 1 + dice.nextInt(3); n > 0; n--) {
      int record = dice.nextInt(200);
      long value = dice.nextBoolean() ? ODD[dice.nextInt(ODD.length)] : dice.nextLong();
      changes.add(
          switch (dice.nextInt(10)) {
            case 0 -> new Change.Twice(record);
            case 1 -> new Change.Gone(record);
            case 2 -> new Change.Swapped(record, dice.nextInt(200));
            case 3, 4, 5 -> new Change.Field(record, dice.nextInt(16), value);
            default -> new Change.Content(record, dice.nextInt(1 << 18), (int) value);
          });
    }
    return new Mutant(dice.nextInt(originals), changes);
  }

  /** The streams, the last one changed. */
  List<byte[]> of(List<List<byte[]>> originals) {
    List<byte[]> streams = new ArrayList<>(originals.get(original % originals.size()));
    byte[] last = streams.removeLast();
    ByteOrder order = Records.orderOf(last);
    List<byte[]> parts = Records.parts(last);
    changes.forEach(change -> apply(change, parts, order));
    streams.add(Records.mended(order, parts));
    return streams;
  }

  private static void apply(Change change, List<byte[]> parts, ByteOrder order) {
    switch (change) {
      case Change.Twice c -> parts.add(c.record % parts.size(), part(parts, c.record));
      case Change.Gone c -> {
        if (parts.size() > 2) {
          parts.remove(c.record % parts.size());
        }
      }
      case Change.Swapped c -> {
        byte[] one = part(parts, c.record);
        parts.set(c.record % parts.size(), part(parts, c.other));
        parts.set(c.other % parts.size(), one);
      }
      case Change.Field c -> {
        byte[] part = part(parts, c.record);
        ByteBuffer.wrap(part).order(order).putLong(c.word % 16 * 8, c.value);
        parts.set(c.record % parts.size(), part);
      }
      case Change.Content c -> {
        byte[] part = part(parts, c.record);
        if (part.length > HEADER) {
          part[HEADER + c.at % (part.length - HEADER)] = (byte) c.value;
        }
        parts.set(c.record % parts.size(), part);
      }
    }
  }

  private static byte[] part(List<byte[]> parts, int record) {
    return parts.get(record % parts.size()).clone();
  }
}
