package quayside.core.archive.tar;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Goes through a tar archive once, from start to end: ustar with its prefix, long names of GNU tar
 * and of pax, sizes in octal and in base 256 (POSIX.1-2017, pax, "ustar Interchange Format"; GNU
 * tar manual, "Basic Tar Format"). Contents are skipped, or read by the caller from the same stream
 * before the next call.
 */
public final class TarReader {
  private static final int BLOCK = 512;
  private static final int LONGEST_NAME = 1 << 16;

  private final InputStream in;
  private long position;
  private long next;

  /** Reads an archive; the caller closes the stream. */
  public TarReader(InputStream in) {
    this.in = in;
  }

  /** Whether bytes look like the beginning of a tar archive: a header whose checksum is right. */
  public static boolean isTar(byte[] head) {
    return head.length >= BLOCK && head[0] != 0 && sumIsRight(head);
  }

  /**
   * The next member; empty after the last one. The stream then stands at its contents.
   *
   * @throws IOException also where this is not a tar archive, or it is cut short
   */
  public Optional<TarEntry> next() throws IOException {
    String name = "";
    long size = -1;
    while (true) {
      in.skipNBytes(next - position);
      position = next;
      byte[] header = in.readNBytes(BLOCK);
      if (header.length == 0 || (header.length == BLOCK && header[0] == 0)) {
        return Optional.empty();
      }
      if (header.length < BLOCK || !sumIsRight(header)) {
        throw new IOException("This is not a tar archive, or it is damaged at byte " + next + ".");
      }
      position += BLOCK;
      long length = number(header, 124, 12);
      if (length < 0 || length > Long.MAX_VALUE / 2 - position) {
        throw damaged();
      }
      next = position + (length + BLOCK - 1) / BLOCK * BLOCK;
      char type = (char) header[156];
      switch (type) {
        case 'L' -> name = untilNul(content(length), 0, (int) length);
        case 'x' -> {
          byte[] pax = content(length);
          name = pax(pax, "path").orElse(name);
          size = pax(pax, "size").map(TarReader::decimal).orElse(size);
        }
        case 'g', 'K' -> {}
        default -> {
          if (size >= 0) {
            next = position + (size + BLOCK - 1) / BLOCK * BLOCK;
            length = size;
          }
          boolean file = type == '0' || type == 0 || type == '7';
          return Optional.of(
              new TarEntry(name.isEmpty() ? ustar(header) : name, file, position, length));
        }
      }
    }
  }

  /** The contents of the member that was just found; ends where they end. */
  public InputStream contents(TarEntry entry) {
    return new Contents(entry.size());
  }

  private byte[] content(long length) throws IOException {
    if (length > LONGEST_NAME) {
      throw damaged();
    }
    byte[] content = in.readNBytes((int) length);
    position += content.length;
    if (content.length < length) {
      throw new EOFException("The tar archive is cut short at byte " + position + ".");
    }
    return content;
  }

  private IOException damaged() {
    return new IOException("The tar archive is damaged at byte " + (position - BLOCK) + ".");
  }

  private static String ustar(byte[] header) {
    String name = untilNul(header, 0, 100);
    boolean ustar = new String(header, 257, 6, StandardCharsets.US_ASCII).equals("ustar\0");
    String prefix = ustar ? untilNul(header, 345, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private static String untilNul(byte[] bytes, int from, int length) {
    int end = from;
    while (end < from + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }

  /** A number in octal, or in base 256 where the highest bit is set; -1 where it is neither. */
  private static long number(byte[] header, int from, int length) {
    if ((header[from] & 0x80) != 0) {
      long value = header[from] & 0x3F;
      for (int i = from + 1; i < from + length; i++) {
        if (value >>> 54 != 0) {
          return -1;
        }
        value = value << 8 | (header[i] & 0xFF);
      }
      return value;
    }
    String text = untilNul(header, from, length).strip();
    return text.matches("[0-7]{1,20}") ? Long.parseLong(text, 8) : text.isEmpty() ? 0 : -1;
  }

  private static long decimal(String text) {
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
  }

  /** A record of a pax header: its length, a space, KEY=VALUE and a line end. */
  private static Optional<String> pax(byte[] records, String key) {
    String found = null;
    int at = 0;
    while (at < records.length) {
      int space = at;
      while (space < records.length && records[space] != ' ') {
        space++;
      }
      long length = decimal(new String(records, at, space - at, StandardCharsets.US_ASCII));
      int end = (int) Math.min(at + Math.max(length, 0), records.length);
      if (length <= 0 || end <= space) {
        break;
      }
      String pair =
          new String(
              Arrays.copyOfRange(records, space + 1, Math.max(space + 1, end - 1)),
              StandardCharsets.UTF_8);
      if (pair.startsWith(key + "=")) {
        found = pair.substring(key.length() + 1);
      }
      at = end;
    }
    return Optional.ofNullable(found);
  }

  private static boolean sumIsRight(byte[] header) {
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xFF;
    }
    return number(header, 148, 8) == sum;
  }

  private final class Contents extends InputStream {
    private long left;

    Contents(long left) {
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int n = in.read(bytes, from, (int) Math.min(length, left));
      if (n > 0) {
        left -= n;
        position += n;
      }
      return n;
    }
  }
}
