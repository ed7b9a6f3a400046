package quayside.core.archive.zfs.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import quayside.core.archive.zfs.ZfsStreamException;

/**
 * Name-value lists in their XDR form (illumos, libnvpair: nvlist_pack with NV_ENCODE_XDR), as
 * packages describe themselves with and as files carry extended attributes in. A value becomes
 * Long, String, Boolean, byte[], List or Map. Names and strings are decoded as ISO 8859-1, so that
 * no byte is lost; see {@link #text}.
 */
public final class NvList {
  private static final int MAX_DEPTH = 16;
  private static final int HEADER = 4;
  private static final int XDR = 1;

  private final ByteBuffer in;
  private final long at;

  private NvList(byte[] packed, long at) {
    in = ByteBuffer.wrap(packed);
    this.at = at;
  }

  /**
   * Reads a packed list.
   *
   * @param packed the list with its four bytes of header
   * @param at where it lies, for the error
   */
  public static Map<String, Object> read(byte[] packed, long at) throws ZfsStreamException {
    if (packed.length < HEADER + 8) {
      throw new ZfsStreamException(at, "A list of names and values is cut short");
    }
    if (packed[0] != XDR) {
      throw new ZfsStreamException(at, "A list of names and values is not in XDR form");
    }
    NvList list = new NvList(packed, at);
    list.in.position(HEADER);
    return list.pairs(0);
  }

  /** Whether bytes are a list in this form; kernels also send the form of their memory. */
  public static boolean isXdr(byte[] packed) {
    return packed.length > HEADER && packed[0] == XDR;
  }

  /** A name or string as the UTF-8 it most likely is. */
  public static String text(String latin1) {
    return new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** The pairs of a value that is itself a list; empty where it is not. */
  public static Map<String, Object> map(Object value) {
    Map<String, Object> pairs = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, inner) -> pairs.put(String.valueOf(name), inner));
    }
    return pairs;
  }

  private Map<String, Object> pairs(int depth) throws ZfsStreamException {
    if (depth > MAX_DEPTH) {
      throw broken();
    }
    number();
    number();
    Map<String, Object> found = new LinkedHashMap<>();
    while (true) {
      int start = in.position();
      int size = number();
      int decoded = number();
      if (size == 0 && decoded == 0) {
        return found;
      }
      if (size < 16 || size > in.limit() - start) {
        throw broken();
      }
      String name = string();
      int type = number();
      int count = number();
      if (count < 0 || count > in.limit()) {
        throw broken();
      }
      Object value = value(type, count, depth);
      if (type != 19 && type != 20) {
        if (in.position() > start + size) {
          throw broken();
        }
        in.position(start + size);
      }
      found.put(name, value);
    }
  }

  private Object value(int type, int count, int depth) throws ZfsStreamException {
    return switch (type) {
      case 1 -> true;
      case 2, 3, 5, 22 -> (long) number();
      case 4, 6, 23 -> number() & 0xFFFF_FFFFL;
      case 7, 8, 18 -> longNumber();
      case 9 -> string();
      case 10 -> bytes(count);
      case 11, 12, 13, 14 -> numbers(false);
      case 15, 16 -> numbers(true);
      case 17 -> strings(count);
      case 19 -> pairs(depth + 1);
      case 20 -> lists(count, depth);
      case 21 -> number() != 0;
      default -> "(type " + type + ")";
    };
  }

  private List<Object> lists(int count, int depth) throws ZfsStreamException {
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(pairs(depth + 1));
    }
    return all;
  }

  private List<Object> strings(int count) throws ZfsStreamException {
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(string());
    }
    return all;
  }

  private List<Object> numbers(boolean wide) throws ZfsStreamException {
    int count = number();
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(wide ? longNumber() : (long) number());
    }
    return all;
  }

  private String string() throws ZfsStreamException {
    return new String(bytes(number()), StandardCharsets.ISO_8859_1);
  }

  private byte[] bytes(int length) throws ZfsStreamException {
    if (length < 0 || length > in.remaining()) {
      throw broken();
    }
    byte[] found = new byte[length];
    in.get(found);
    in.position(Math.min(in.limit(), in.position() + (-length & 3)));
    return found;
  }

  private int number() throws ZfsStreamException {
    if (in.remaining() < 4) {
      throw broken();
    }
    return in.getInt();
  }

  private long longNumber() throws ZfsStreamException {
    if (in.remaining() < 8) {
      throw broken();
    }
    return in.getLong();
  }

  private ZfsStreamException broken() {
    return new ZfsStreamException(at, "A list of names and values is broken");
  }
}
