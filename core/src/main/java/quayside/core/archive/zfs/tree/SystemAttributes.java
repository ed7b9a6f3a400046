package quayside.core.archive.zfs.tree;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import quayside.core.archive.zfs.ZfsStreamException;
import quayside.core.archive.zfs.index.Dnode;

/**
 * The attributes of files since file system version 5 (OpenZFS, sa.c): a registry of names, numbers
 * and lengths, a list of layouts, and in each object a header that names its layout, followed by
 * the values; those that do not fit are in a spill block of the same shape.
 */
final class SystemAttributes {
  private static final int MAGIC = 0x2F505A;

  private record Attribute(String name, int length) {}

  private final Map<Integer, Attribute> registry = new HashMap<>();
  private final Map<Integer, int[]> layouts = new HashMap<>();
  private final ByteOrder order;

  SystemAttributes(Dnode names, Dnode lists, boolean bigEndian) throws IOException {
    order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    Zap.read(
        names,
        bigEndian,
        (name, value) -> {
          long packed = value.length == 1 ? value[0] : 0;
          registry.put(
              (int) packed & 0xFFFF,
              new Attribute(
                  new String(name, StandardCharsets.ISO_8859_1), (int) (packed >>> 24) & 0xFFFF));
        });
    Zap.read(
        lists,
        bigEndian,
        (name, value) -> {
          String number = new String(name, StandardCharsets.ISO_8859_1);
          if (!number.matches("[0-9]{1,5}")) {
            throw new ZfsStreamException(lists.at(), "A layout of attributes has no number");
          }
          layouts.put(
              Integer.parseInt(number),
              Arrays.stream(value).mapToInt(each -> (int) each).toArray());
        });
  }

  /** All attributes of an object by name. */
  Map<String, ByteBuffer> of(Dnode object) throws IOException {
    Map<String, ByteBuffer> found = new HashMap<>();
    parse(object, object.bonus(), found);
    byte[] spill = object.spill();
    if (spill.length > 0) {
      parse(object, spill, found);
    }
    return found;
  }

  private void parse(Dnode object, byte[] bytes, Map<String, ByteBuffer> found) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(order);
    if (bytes.length < 8 || in.getInt(0) != MAGIC) {
      throw broken(object);
    }
    int info = in.getShort(4) & 0xFFFF;
    int[] layout = layouts.get(info & 0x3FF);
    int at = (info >>> 10) << 3;
    if (layout == null) {
      throw broken(object);
    }
    int variable = 0;
    for (int number : layout) {
      Attribute attribute = registry.get(number);
      if (attribute == null) {
        throw broken(object);
      }
      int length = attribute.length();
      if (length == 0) {
        int lengthAt = 6 + 2 * variable++;
        if (lengthAt + 2 > bytes.length) {
          throw broken(object);
        }
        length = in.getShort(lengthAt) & 0xFFFF;
      }
      if (at + length > bytes.length) {
        throw broken(object);
      }
      found.put(attribute.name(), in.slice(at, length).order(order));
      at = at + length + 7 & ~7;
    }
  }

  private static ZfsStreamException broken(Dnode object) throws IOException {
    return new ZfsStreamException(
        object.at(), "The attributes of object " + object.number() + " are broken");
  }
}
