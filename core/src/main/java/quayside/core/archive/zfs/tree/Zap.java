package quayside.core.archive.zfs.tree;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import quayside.core.archive.zfs.ZfsStreamException;
import quayside.core.archive.zfs.index.Dnode;

/**
 * Reads the name-value objects of ZFS: directories and the tables behind a file system (OpenZFS,
 * zap_impl.h, zap_leaf.h). Both shapes, micro (one block of 64-byte entries) and fat (a table of
 * pointers to leaves), one block in memory at a time.
 */
final class Zap {
  private static final long MICRO = 0x8000_0000_0000_0003L;
  private static final long FAT = 0x8000_0000_0000_0001L;
  private static final long LEAF = 0x8000_0000_0000_0000L;
  private static final long FAT_MAGIC = 0x2F52AB2ABL;
  private static final int LEAF_MAGIC = 0x2AB1EAF;
  private static final int ENTRY = 64;
  private static final int CHUNK = 24;
  private static final int ARRAY_BYTES = 21;
  private static final int CHUNK_ENTRY = 252;
  private static final int CHUNK_ARRAY = 251;
  private static final int CHAIN_END = 0xFFFF;
  private static final int MAX_NAME = 1024;
  private static final int MAX_SHIFT = 40;

  /** Takes entries. */
  @FunctionalInterface
  interface Sink {
    /** One entry; its value is one or several numbers. */
    void entry(byte[] name, long[] value) throws IOException;
  }

  private final Dnode object;
  private final ByteOrder order;
  private final int blockSize;
  private final Sink sink;

  private Zap(Dnode object, boolean bigEndian, Sink sink) throws IOException {
    this.object = object;
    this.order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    this.blockSize = object.blockSize();
    this.sink = sink;
  }

  /** Goes through all entries of an object. */
  static void read(Dnode object, boolean bigEndian, Sink sink) throws IOException {
    new Zap(object, bigEndian, sink).read();
  }

  private void read() throws IOException {
    ByteBuffer head = block(0);
    long type = head.getLong(0);
    if (type == MICRO) {
      micro(head);
    } else if (type == FAT) {
      fat(head);
    } else {
      throw broken("is not a table of names");
    }
  }

  private ByteBuffer block(long number) throws IOException {
    if (number < 0 || number > Long.MAX_VALUE / blockSize - 1) {
      throw broken("points to a block that cannot exist");
    }
    byte[] bytes = new byte[blockSize];
    object.read(number * blockSize, bytes, 0, blockSize);
    return ByteBuffer.wrap(bytes).order(order);
  }

  private void micro(ByteBuffer block) throws IOException {
    for (int at = ENTRY; at + ENTRY <= blockSize; at += ENTRY) {
      if (block.get(at + 14) == 0) {
        continue;
      }
      int end = at + 14;
      while (end < at + ENTRY && block.get(end) != 0) {
        end++;
      }
      if (end == at + ENTRY) {
        throw broken("has a name without an end");
      }
      byte[] name = new byte[end - at - 14];
      block.get(at + 14, name);
      sink.entry(name, new long[] {block.getLong(at)});
    }
  }

  private void fat(ByteBuffer head) throws IOException {
    if (head.getLong(8) != FAT_MAGIC) {
      throw broken("is not a table of names");
    }
    long tableBlock = head.getLong(16);
    long shift = head.getLong(32);
    int blockShift = Integer.numberOfTrailingZeros(blockSize);
    if (Integer.bitCount(blockSize) != 1
        || shift < 0
        || shift > MAX_SHIFT
        || (tableBlock == 0 && shift > blockShift - 4)) {
      throw broken("has a table of impossible size");
    }
    long inBlock = -1;
    ByteBuffer table = head;
    long index = 0;
    while (index < 1L << shift) {
      long pointer;
      if (tableBlock == 0) {
        pointer = head.getLong((int) ((1L << (blockShift - 1)) + index * 8));
      } else {
        long number = tableBlock + ((index * 8) >>> blockShift);
        if (number != inBlock) {
          table = block(number);
          inBlock = number;
        }
        pointer = table.getLong((int) ((index * 8) & (blockSize - 1)));
      }
      index = leaf(pointer, index, (int) shift);
    }
  }

  /** Reads a leaf and returns the index after all those that point to it. */
  private long leaf(long number, long index, int shift) throws IOException {
    ByteBuffer leaf = block(number);
    int prefixLength = leaf.getShort(32) & 0xFFFF;
    if (leaf.getLong(0) != LEAF || leaf.getInt(24) != LEAF_MAGIC || prefixLength > shift) {
      throw broken("points to a leaf that is none");
    }
    int spread = shift - prefixLength;
    if (leaf.getLong(16) != index >>> spread) {
      throw broken("points to a leaf twice");
    }
    int chunksAt = 48 + (blockSize >>> 5) * 2;
    int chunks = (blockSize - 2 * (blockSize >>> 5)) / CHUNK - 2;
    for (int i = 0; i < chunks; i++) {
      int at = chunksAt + i * CHUNK;
      if ((leaf.get(at) & 0xFF) == CHUNK_ENTRY) {
        entry(leaf, at, chunksAt, chunks);
      }
    }
    return ((index >>> spread) + 1) << spread;
  }

  private void entry(ByteBuffer leaf, int at, int chunksAt, int chunks) throws IOException {
    int width = leaf.get(at + 1) & 0xFF;
    int nameLength = leaf.getShort(at + 6) & 0xFFFF;
    int count = leaf.getShort(at + 10) & 0xFFFF;
    if (nameLength == 0
        || nameLength > MAX_NAME
        || (width != 1 && width != 2 && width != 4 && width != 8)) {
      throw broken("has an entry of impossible size");
    }
    byte[] name = array(leaf, leaf.getShort(at + 4) & 0xFFFF, nameLength, chunksAt, chunks);
    byte[] value = array(leaf, leaf.getShort(at + 8) & 0xFFFF, count * width, chunksAt, chunks);
    long[] numbers = new long[count];
    for (int i = 0; i < value.length; i++) {
      numbers[i / width] = numbers[i / width] << 8 | (value[i] & 0xFF);
    }
    if (name[nameLength - 1] != 0) {
      throw broken("has a name without an end");
    }
    sink.entry(Arrays.copyOf(name, nameLength - 1), numbers);
  }

  private byte[] array(ByteBuffer leaf, int first, int length, int chunksAt, int chunks)
      throws IOException {
    if (length > chunks * ARRAY_BYTES) {
      throw broken("has an entry of impossible size");
    }
    byte[] found = new byte[length];
    int chunk = first;
    for (int done = 0; done < length; done += ARRAY_BYTES) {
      int at = chunksAt + chunk * CHUNK;
      if (chunk >= chunks || (leaf.get(at) & 0xFF) != CHUNK_ARRAY) {
        throw broken("has a broken entry");
      }
      leaf.get(at + 1, found, done, Math.min(ARRAY_BYTES, length - done));
      chunk = leaf.getShort(at + 22) & 0xFFFF;
    }
    if (length > 0 && chunk != CHAIN_END) {
      throw broken("has a broken entry");
    }
    return found;
  }

  private ZfsStreamException broken(String what) throws IOException {
    return new ZfsStreamException(object.at(), "Object " + object.number() + " " + what);
  }
}
