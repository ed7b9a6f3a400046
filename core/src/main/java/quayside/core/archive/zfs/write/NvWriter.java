package quayside.core.archive.zfs.write;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Packs names and values in XDR form (illumos, libnvpair); knows the kinds that packages of streams
 * need.
 */
final class NvWriter {
  private static final int BOOLEAN = 1;
  private static final int UINT64 = 8;
  private static final int STRING = 9;
  private static final int NVLIST = 19;

  private NvWriter() {}

  /** The packed list: values are Long, String, Boolean.TRUE (a name alone) or Map. */
  static byte[] pack(Map<String, Object> list) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {1, 1, 0, 0});
    out.writeBytes(pairs(list));
    return out.toByteArray();
  }

  private static byte[] pairs(Map<String, Object> list) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ints(0, 1));
    list.forEach((name, value) -> out.writeBytes(pair(name, value)));
    out.writeBytes(ints(0, 0));
    return out.toByteArray();
  }

  private static byte[] pair(String name, Object value) {
    byte[] data;
    int type;
    int inMemory;
    switch (value) {
      case Long number -> {
        data = ByteBuffer.allocate(8).putLong(number).array();
        type = UINT64;
        inMemory = 8;
      }
      case String text -> {
        data = string(text);
        type = STRING;
        inMemory = text.getBytes(StandardCharsets.UTF_8).length + 1;
      }
      case Map<?, ?> map -> {
        Map<String, Object> inner = new LinkedHashMap<>();
        map.forEach((key, each) -> inner.put(String.valueOf(key), each));
        data = pairs(inner);
        type = NVLIST;
        inMemory = 24;
      }
      default -> {
        data = new byte[0];
        type = BOOLEAN;
        inMemory = 0;
      }
    }
    byte[] nameData = string(name);
    int decoded =
        (16 + name.getBytes(StandardCharsets.UTF_8).length + 1 + 7 & ~7) + (inMemory + 7 & ~7);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ints(8 + nameData.length + 8 + data.length, decoded));
    out.writeBytes(nameData);
    out.writeBytes(ints(type, type == BOOLEAN ? 0 : 1));
    out.writeBytes(data);
    return out.toByteArray();
  }

  private static byte[] string(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = ByteBuffer.allocate(4 + (bytes.length + 3 & ~3));
    return out.putInt(bytes.length).put(bytes).array();
  }

  private static byte[] ints(int a, int b) {
    return ByteBuffer.allocate(8).putInt(a).putInt(b).array();
  }
}
