package quayside.core.archive.tar;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The block before a member, as RubyGems' writer makes it for osctld: POSIX.1-2017, pax, "ustar
 * Interchange Format", without anything newer, and with the file type among the bits of the mode.
 */
public final class TarHeader {
  /** Everything in a tar archive begins at a multiple of this. */
  public static final int BLOCK = 512;

  /** What every member carries instead of its time: 1980-01-02, as recorded. */
  private static final long MTIME = 315_619_200;

  /** From here on a size needs a twelfth digit, in place of the end of its field. */
  public static final long WIDE = 1L << 33;

  /** From here on a size does not fit its field in octal. */
  public static final long TOO_WIDE = 1L << 36;

  private static final int NAME = 100;
  private static final int PREFIX = 155;
  private static final int FOLDER = 0x4000;
  private static final int FILE = 0x8000;

  private TarHeader() {}

  /** A file's. A size of {@link #TOO_WIDE} and more is written in binary, as GNU tar does. */
  public static byte[] file(String name, int mode, long size) throws IOException {
    return header(name, FILE | mode, size, '0');
  }

  /** A folder's. */
  public static byte[] folder(String name) throws IOException {
    return header(name, FOLDER | 0755, 0, '5');
  }

  /** A size rounded up to whole blocks. */
  public static long padded(long size) {
    return (size + BLOCK - 1) / BLOCK * BLOCK;
  }

  private static byte[] header(String name, int mode, long size, char type) throws IOException {
    byte[] header = new byte[BLOCK];
    name(header, name);
    octal(header, 100, 7, mode);
    octal(header, 108, 7, 0);
    octal(header, 116, 7, 0);
    if (size < TOO_WIDE) {
      octal(header, 124, 11, size);
    } else {
      header[124] = (byte) 0x80;
      for (int i = 0; i < Long.BYTES; i++) {
        header[135 - i] = (byte) (size >>> (8 * i));
      }
    }
    octal(header, 136, 11, MTIME);
    put(header, 257, "ustar\00000");
    put(header, 265, "wheel");
    put(header, 297, "wheel");
    octal(header, 329, 7, 0);
    octal(header, 337, 7, 0);
    header[156] = (byte) type;
    octal(header, 148, 6, sum(header));
    header[155] = ' ';
    return header;
  }

  /** A name of more than 100 bytes goes into two fields, split at a slash. */
  private static void name(byte[] header, String name) throws IOException {
    byte[] all = name.getBytes(StandardCharsets.UTF_8);
    int at = 0;
    if (all.length > NAME) {
      at = all.length - NAME;
      while (at < all.length && all[at - 1] != '/') {
        at++;
      }
      if (at == all.length || at - 1 > PREFIX) {
        throw new IOException(
            "The name “" + name + "” is too long for a tar archive that osctld can read.");
      }
      System.arraycopy(all, 0, header, 345, at - 1);
    }
    System.arraycopy(all, at, header, 0, all.length - at);
  }

  private static void octal(byte[] header, int at, int digits, long number) {
    put(header, at, String.format(Locale.ROOT, "%0" + digits + "o", number));
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  /** The sum of all bytes, those of the sum itself counting as spaces. */
  static int sum(byte[] header) {
    int sum = 8 * ' ';
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? 0 : header[i] & 0xFF;
    }
    return sum;
  }

  /** Whether a block is a header: its sum is right. */
  static boolean isHeader(byte[] block) {
    return block.length == BLOCK && !isZero(block) && number(block, 148, 8) == sum(block);
  }

  static boolean isZero(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /** The text up to the first NUL. */
  static String text(byte[] bytes, int from, int length) {
    int end = from;
    while (end < from + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }

  /** A number in octal, or in binary where the highest bit is set; -1 where it is neither. */
  static long number(byte[] header, int from, int length) {
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
    String text = text(header, from, length).strip();
    return text.matches("[0-7]{1,20}") ? Long.parseLong(text, 8) : text.isEmpty() ? 0 : -1;
  }

  /**
   * What a header says of the file.
   *
   * @param target of a link, if a header before this one said it
   */
  static TarEntry.Inode inode(byte[] header, String target) {
    return new TarEntry.Inode(
        (int) Math.max(0, number(header, 100, 8)) & 0xFFF,
        Math.max(0, number(header, 108, 8)),
        Math.max(0, number(header, 116, 8)),
        Math.max(0, number(header, 136, 12)),
        target.isEmpty() ? text(header, 157, 100) : target,
        Math.max(0, number(header, 329, 8)),
        Math.max(0, number(header, 337, 8)));
  }

  /** Whether a size has all twelve digits of its field, the first of them not 0. */
  static boolean isWide(byte[] header) {
    return header[124] >= '1'
        && header[124] <= '7'
        && text(header, 124, 12).length() == 12
        && Arrays.equals(header, 124, 136, octalOf(number(header, 124, 12)), 0, 12);
  }

  private static byte[] octalOf(long number) {
    return String.format(Locale.ROOT, "%012o", number).getBytes(StandardCharsets.US_ASCII);
  }
}
