package quayside.core.archive.zfs.tree;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import quayside.core.archive.zfs.Records;
import quayside.core.archive.zfs.StreamSource;
import quayside.core.archive.zfs.index.Objects;
import quayside.core.archive.zfs.index.StreamIndex;

/**
 * Turns a stream of a little-endian machine into the one that a big-endian machine would send of
 * the same files: each number in headers, tables and attributes, but no contents (OpenZFS, zap.c,
 * sa.c, zfs_byteswap.c).
 */
final class BigEndian {
  private static final Map<Integer, int[]> LONGS =
      Map.of(
          0, new int[] {8, 16, 24, 40, 48},
          1, new int[] {8, 40, 56},
          2, new int[] {8, 16, 24},
          3, new int[] {8, 24, 32, 40, 88, 96},
          4, new int[] {8, 16, 24, 32},
          5, new int[] {8, 16, 24, 32, 40},
          7, new int[] {8, 16, 24, 40});
  private static final Map<Integer, int[]> INTS =
      Map.of(
          0, new int[] {0, 4, 32, 36}, 1, new int[] {0, 16, 20, 24, 28, 36}, 3, new int[] {0, 16});
  private static final int[] TYPE_ONLY = {0};

  /** By number of layout, the lengths of its attributes; 0 where each object has its own. */
  private final Map<Integer, int[]> layouts = new HashMap<>();

  private BigEndian() {}

  /** The stream with its numbers the other way round; {@code base} tells what attributes mean. */
  static byte[] of(byte[] stream, byte[] base, Path temporary) throws IOException {
    BigEndian swap = new BigEndian();
    swap.learn(base, temporary);
    List<byte[]> parts = new ArrayList<>();
    for (byte[] part : Records.parts(stream)) {
      parts.add(swap.part(part));
    }
    return Records.mended(ByteOrder.BIG_ENDIAN, parts);
  }

  private void learn(byte[] base, Path temporary) throws IOException {
    StreamSource source = new StreamSource.Pipe(new ByteArrayInputStream(base));
    try (StreamIndex index = StreamIndex.of(List.of(source), temporary, n -> {})) {
      Objects objects = index.objects(index.layers().getLast());
      Map<String, long[]> master = table(objects, 1);
      long[] attributes = master.get("SA_ATTRS");
      if (attributes == null) {
        return;
      }
      Map<String, long[]> tables = table(objects, attributes[0]);
      Map<Integer, Integer> lengths = new HashMap<>();
      table(objects, tables.getOrDefault("REGISTRY", new long[1])[0])
          .values()
          .forEach(one -> lengths.put((int) one[0] & 0xFFFF, (int) (one[0] >>> 24) & 0xFFFF));
      table(objects, tables.getOrDefault("LAYOUTS", new long[1])[0])
          .forEach((number, list) ->
              layouts.put(
                  Integer.parseInt(number),
                  Arrays.stream(list)
                      .mapToInt(each -> lengths.getOrDefault((int) each, 0))
                      .toArray()));
    }
  }

  private static Map<String, long[]> table(Objects objects, long number) throws IOException {
    Map<String, long[]> found = new HashMap<>();
    Zap.read(
        objects.find(number).orElseThrow(),
        false,
        (name, value) -> found.put(new String(name, StandardCharsets.UTF_8), value));
    return found;
  }

  private byte[] part(byte[] part) {
    byte[] out = part.clone();
    ByteBuffer in = ByteBuffer.wrap(part).order(ByteOrder.LITTLE_ENDIAN);
    int type = in.getInt(0);
    for (int at : LONGS.getOrDefault(type, new int[0])) {
      reverse(out, at, 8);
    }
    for (int at : INTS.getOrDefault(type, TYPE_ONLY)) {
      reverse(out, at, 4);
    }
    ByteBuffer payload = in.slice(312, part.length - 312).order(ByteOrder.LITTLE_ENDIAN);
    if (type == 1 && in.getInt(20) == 17) {
      longs(out, 312, 176);
    } else if (type == 7 || (type == 1 && in.getInt(20) == 44)) {
      attributes(payload, out);
    } else if (type == 3 && in.getInt(16) != 19) {
      table(payload, out);
    }
    return out;
  }

  private static void reverse(byte[] bytes, int from, int length) {
    for (int i = 0; i < length / 2; i++) {
      byte one = bytes[from + i];
      bytes[from + i] = bytes[from + length - 1 - i];
      bytes[from + length - 1 - i] = one;
    }
  }

  private static void longs(byte[] bytes, int from, int length) {
    for (int at = 0; at < length; at += 8) {
      reverse(bytes, from + at, 8);
    }
  }

  private void attributes(ByteBuffer in, byte[] out) {
    int info = in.getShort(4) & 0xFFFF;
    int at = (info >>> 10) * 8;
    reverse(out, 312, 4);
    for (int i = 4; i + 2 <= at; i += 2) {
      reverse(out, 312 + i, 2);
    }
    int variable = 0;
    for (int length : layouts.getOrDefault(info & 0x3FF, new int[0])) {
      int real = length == 0 ? in.getShort(6 + 2 * variable++) & 0xFFFF : length;
      if (length > 0 && length % 8 == 0 && length < 32) {
        longs(out, 312 + at, length);
      }
      at += real + 7 & ~7;
    }
  }

  private static void table(ByteBuffer in, byte[] out) {
    long kind = in.getLong(0);
    if (kind == 0x8000_0000_0000_0003L) {
      longs(out, 312, 24);
      for (int at = 64; at < in.limit(); at += 64) {
        reverse(out, 312 + at, 8);
        reverse(out, 312 + at + 8, 4);
      }
    } else if (kind == 0x8000_0000_0000_0000L && in.getInt(24) == 0x2AB1EAF) {
      leaf(in, out);
    } else {
      longs(out, 312, in.limit() & ~7);
    }
  }

  private static void leaf(ByteBuffer in, byte[] out) {
    longs(out, 312, 24);
    reverse(out, 312 + 24, 4);
    int chunksAt = 48 + in.limit() / 32 * 2;
    for (int at = 28; at < 36; at += 2) {
      reverse(out, 312 + at, 2);
    }
    for (int at = 48; at < chunksAt; at += 2) {
      reverse(out, 312 + at, 2);
    }
    for (int at = chunksAt; at + 24 <= in.limit(); at += 24) {
      if ((in.get(at) & 0xFF) == 252) {
        for (int field = 2; field < 12; field += 2) {
          reverse(out, 312 + at + field, 2);
        }
        reverse(out, 312 + at + 12, 4);
        reverse(out, 312 + at + 16, 8);
      } else {
        reverse(out, 312 + at + 22, 2);
      }
    }
  }
}
