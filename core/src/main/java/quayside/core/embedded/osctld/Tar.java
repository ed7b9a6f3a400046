package quayside.core.embedded.osctld;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The small ustar archives (POSIX.1-2017, pax) that describe a container to its receiver. */
final class Tar {
  private static final int BLOCK = 512;

  /** Every member carries this time (1980-01-02, as recorded). */
  private static final long MTIME = 315_619_200;

  private Tar() {}

  /** Members with their content, folders left out. */
  static Map<String, String> read(byte[] tar) throws IOException {
    var members = new LinkedHashMap<String, String>();
    int at = 0;
    while (at + BLOCK <= tar.length && tar[at] != 0) {
      String name = field(tar, at, 100);
      int size;
      try {
        size = Integer.parseInt(field(tar, at + 124, 12).strip(), 8);
      } catch (NumberFormatException e) {
        throw new IOException("not a tar archive", e);
      }
      char type = (char) tar[at + 156];
      at += BLOCK;
      if (size < 0 || at + size > tar.length) {
        throw new IOException("the tar archive ends inside of " + name);
      }
      if (type == '0' || type == 0) {
        members.put(name, new String(tar, at, size, StandardCharsets.UTF_8));
      }
      at += (size + BLOCK - 1) / BLOCK * BLOCK;
    }
    if (members.isEmpty()) {
      throw new IOException("not a tar archive");
    }
    return members;
  }

  private static String field(byte[] tar, int from, int length) {
    int end = from;
    while (end < from + length && tar[end] != 0) {
      end++;
    }
    return new String(tar, from, end - from, StandardCharsets.UTF_8);
  }

  /** Writes members in their order; names that end in a slash are folders. */
  static byte[] write(Map<String, String> members) {
    var out = new ByteArrayOutputStream();
    members.forEach((name, text) -> {
      byte[] content = text.getBytes(StandardCharsets.UTF_8);
      boolean folder = name.endsWith("/");
      out.writeBytes(
          header(folder ? name.substring(0, name.length() - 1) : name, content.length, folder));
      out.writeBytes(content);
      out.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    });
    out.writeBytes(new byte[2 * BLOCK]);
    return out.toByteArray();
  }

  private static byte[] header(String name, int size, boolean folder) {
    byte[] header = new byte[BLOCK];
    put(header, 0, name);
    put(header, 100, folder ? "0000755\0" : "0000644\0");
    put(header, 108, "0000000\0");
    put(header, 116, "0000000\0");
    put(header, 124, String.format("%011o\0", size));
    put(header, 136, String.format("%011o\0", MTIME));
    Arrays.fill(header, 148, 156, (byte) ' ');
    put(header, 156, folder ? "5" : "0");
    put(header, 257, "ustar\00000");
    put(header, 265, "wheel");
    put(header, 297, "wheel");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, String.format("%06o\0 ", sum));
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
