package quayside.core.archive.zfs.write;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import quayside.core.archive.zfs.BytePath;

/**
 * Makes name-value objects (OpenZFS, zap_impl.h, zap_leaf.h): one block of 64-byte entries where
 * names are short and few, else a table of pointers to leaves of 16 KiB. The same entries always
 * give the same bytes.
 */
final class ZapWriter {
  private static final int MICRO_NAME = 49;
  private static final int MICRO_LARGEST = 131072;
  private static final int ENTRY = 64;
  private static final int SHIFT = 14;
  private static final int BLOCK = 1 << SHIFT;
  private static final int EMBEDDED_SHIFT = SHIFT - 4;
  private static final int LEAF_HASHES = BLOCK >> 5;
  private static final int CHUNKS_AT = 48 + LEAF_HASHES * 2;
  private static final int CHUNKS = (BLOCK - 2 * LEAF_HASHES) / 24 - 2;
  private static final int ARRAY_BYTES = 21;
  private static final int NONE = 0xFFFF;
  private static final long HASH_BITS = -1L << 36;
  private static final long POLYNOMIAL = 0xC96C5795D7870F42L;
  private static final long[] CRC = table();

  private record Entry(BytePath name, long value, long hash, int cd) {
    int chunks() {
      return 2 + (name.length() + ARRAY_BYTES) / ARRAY_BYTES;
    }
  }

  private record Leaf(long prefix, int length, List<Entry> entries) {}

  private final long salt;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Leaf> leaves = new ArrayList<>();
  private boolean micro = true;

  /** A table for the object of that number; its hashes depend on it. */
  ZapWriter(long object) {
    salt = object * 0x9E37_79B9_7F4A_7C15L | 1;
  }

  void put(BytePath name, long value) {
    entries.add(new Entry(name, value, hash(name.bytes()), 0));
    micro &= name.length() <= MICRO_NAME;
  }

  int size() {
    return entries.size();
  }

  /** All of the object, block after block; a micro table is a single one. */
  List<byte[]> blocks() {
    number();
    int length = (entries.size() + 1) * ENTRY + 511 & ~511;
    return micro && length <= MICRO_LARGEST ? List.of(micro(length)) : fat();
  }

  /** Entries of equal hash are told apart by a number. */
  private void number() {
    entries.sort(
        Comparator.comparing(Entry::hash, Long::compareUnsigned).thenComparing(Entry::name));
    int same = 0;
    for (int i = 1; i < entries.size(); i++) {
      Entry e = entries.get(i);
      same = e.hash() == entries.get(i - 1).hash() ? same + 1 : 0;
      if (same > 0) {
        entries.set(i, new Entry(e.name(), e.value(), e.hash(), same));
      }
    }
  }

  private byte[] micro(int length) {
    ByteBuffer b = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    b.putLong(0, 0x8000_0000_0000_0003L);
    b.putLong(8, salt);
    int at = ENTRY;
    for (Entry e : entries) {
      b.putLong(at, e.value());
      b.putInt(at + 8, e.cd());
      b.put(at + 14, e.name().bytes());
      at += ENTRY;
    }
    return b.array();
  }

  private List<byte[]> fat() {
    split(0, 0, entries);
    int shift = EMBEDDED_SHIFT;
    for (Leaf leaf : leaves) {
      shift = Math.max(shift, leaf.length());
    }
    int tableBlocks = shift == EMBEDDED_SHIFT ? 0 : 1 << (shift + 3 - SHIFT);
    ByteBuffer head = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    head.putLong(0, 0x8000_0000_0000_0001L);
    head.putLong(8, 0x2F52AB2ABL);
    head.putLong(16, tableBlocks == 0 ? 0 : 1);
    head.putLong(24, tableBlocks);
    head.putLong(32, shift);
    head.putLong(56, 1L + tableBlocks + leaves.size());
    head.putLong(64, leaves.size());
    head.putLong(72, entries.size());
    head.putLong(80, salt);
    ByteBuffer table = ByteBuffer.allocate(8 << shift).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < leaves.size(); i++) {
      Leaf leaf = leaves.get(i);
      int spread = shift - leaf.length();
      for (long at = leaf.prefix() << spread; at < (leaf.prefix() + 1) << spread; at++) {
        table.putLong((int) at * 8, 1L + tableBlocks + i);
      }
    }
    List<byte[]> all = new ArrayList<>();
    all.add(head.array());
    if (tableBlocks == 0) {
      head.put(BLOCK / 2, table.array());
    }
    for (int i = 0; i < tableBlocks; i++) {
      all.add(Arrays.copyOfRange(table.array(), i * BLOCK, (i + 1) * BLOCK));
    }
    leaves.forEach(leaf -> all.add(leaf(leaf)));
    return all;
  }

  private void split(long prefix, int length, List<Entry> some) {
    if (some.stream().mapToInt(Entry::chunks).sum() <= CHUNKS) {
      leaves.add(new Leaf(prefix, length, some));
      return;
    }
    int middle = 0;
    while (middle < some.size() && (some.get(middle).hash() >>> (63 - length) & 1) == 0) {
      middle++;
    }
    split(prefix << 1, length + 1, some.subList(0, middle));
    split(prefix << 1 | 1, length + 1, some.subList(middle, some.size()));
  }

  private static byte[] leaf(Leaf leaf) {
    ByteBuffer b = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < LEAF_HASHES; i++) {
      b.putShort(48 + i * 2, (short) NONE);
    }
    Map<Integer, Integer> last = new HashMap<>();
    int chunk = 0;
    for (Entry e : leaf.entries()) {
      int at = CHUNKS_AT + chunk * 24;
      int hash = (int) (e.hash() << leaf.length() >>> 55);
      Integer before = last.put(hash, chunk);
      b.putShort(before == null ? 48 + hash * 2 : CHUNKS_AT + before * 24 + 2, (short) chunk);
      b.put(at, (byte) 252);
      b.put(at + 1, (byte) 8);
      b.putShort(at + 2, (short) NONE);
      b.putShort(at + 4, (short) (chunk + 1));
      b.putShort(at + 6, (short) (e.name().length() + 1));
      b.putShort(at + 8, (short) (chunk + e.chunks() - 1));
      b.putShort(at + 10, (short) 1);
      b.putInt(at + 12, e.cd());
      b.putLong(at + 16, e.hash());
      array(b, chunk + 1, Arrays.copyOf(e.name().bytes(), e.name().length() + 1));
      array(b, chunk + e.chunks() - 1, ByteBuffer.allocate(8).putLong(e.value()).array());
      chunk += e.chunks();
    }
    b.putLong(0, 0x8000_0000_0000_0000L);
    b.putLong(16, leaf.prefix());
    b.putInt(24, 0x2AB1EAF);
    b.putShort(28, (short) (CHUNKS - chunk));
    b.putShort(30, (short) leaf.entries().size());
    b.putShort(32, (short) leaf.length());
    b.putShort(34, (short) (chunk == CHUNKS ? NONE : chunk));
    b.put(36, (byte) 1);
    for (int free = chunk; free < CHUNKS; free++) {
      b.put(CHUNKS_AT + free * 24, (byte) 253);
      b.putShort(CHUNKS_AT + free * 24 + 22, (short) (free + 1 == CHUNKS ? NONE : free + 1));
    }
    return b.array();
  }

  private static void array(ByteBuffer b, int first, byte[] bytes) {
    int chunk = first;
    for (int done = 0; done < bytes.length; done += ARRAY_BYTES, chunk++) {
      int at = CHUNKS_AT + chunk * 24;
      int part = Math.min(ARRAY_BYTES, bytes.length - done);
      b.put(at, (byte) 251);
      b.put(at + 1, bytes, done, part);
      b.putShort(at + 22, (short) (done + part < bytes.length ? chunk + 1 : NONE));
    }
  }

  private long hash(byte[] name) {
    long h = salt;
    for (byte b : name) {
      h = h >>> 8 ^ CRC[(int) (h ^ b) & 0xFF];
    }
    return h & HASH_BITS;
  }

  private static long[] table() {
    long[] table = new long[256];
    for (int i = 0; i < 256; i++) {
      long value = i;
      for (int bit = 0; bit < 8; bit++) {
        value = (value & 1) != 0 ? value >>> 1 ^ POLYNOMIAL : value >>> 1;
      }
      table[i] = value;
    }
    return table;
  }
}
