package quayside.core.archive.tar;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import quayside.core.archive.tar.TarEntry.Trait;

/**
 * Goes through a tar archive once, from start to end: ustar with its prefix, long names of GNU tar
 * and of pax, sizes in octal and in base 256 (POSIX.1-2017, pax, "ustar Interchange Format"; GNU
 * tar manual, "Basic Tar Format"). Contents are skipped, or read by the caller from the same stream
 * before the next call. Memory does not grow with the archive.
 */
public final class TarReader {
  private static final int BLOCK = TarHeader.BLOCK;

  /** Linux has no longer attributes than 64 KiB; a file may have several (xattr(7)). */
  private static final int LONGEST_HEADER = 1 << 20;

  /** How the names of extended attributes begin in pax headers (star manual, "SCHILY.xattr"). */
  private static final String XATTRS = "SCHILY.xattr.";

  /** Up to here tar programs fill an archive with zeros. */
  private static final int RECORD = 20 * BLOCK;

  private final InputStream in;
  private final @Nullable FileChannel file;
  private long position;
  private long next;
  private Ending ending = Ending.OPEN;

  /** How an archive ended. */
  public enum Ending {
    /** It has not yet. */
    OPEN,
    /** With two blocks of zeros, as it should. */
    PROPER,
    /** With one block of zeros and nothing after it. */
    HALF,
    /** After the last member, without a mark: nobody can tell whether something is missing. */
    BARE
  }

  /** Reads an archive that comes once; the caller closes the stream. */
  public TarReader(InputStream in) {
    this(in, null);
  }

  private TarReader(InputStream in, @Nullable FileChannel file) {
    this.in = in;
    this.file = file;
  }

  /**
   * Reads an archive in a file from its start; the caller closes the channel. Where a size lost its
   * last digits, what follows the member tells it.
   */
  public static TarReader of(FileChannel file) throws IOException {
    file.position(0);
    return new TarReader(Channels.newInputStream(file), file);
  }

  /** Whether bytes look like the beginning of a tar archive: a header whose checksum is right. */
  public static boolean isTar(byte[] head) {
    return head.length >= BLOCK
        && TarHeader.isHeader(head.length == BLOCK ? head : Arrays.copyOf(head, BLOCK));
  }

  /** How it ended, once {@link #next} was empty. */
  public Ending ending() {
    return ending;
  }

  /** Bytes from the start to where the next header is looked for, or where the end was found. */
  public long position() {
    return next;
  }

  /**
   * The next member; empty after the last one. The stream then stands at its contents.
   *
   * @throws TarException where this is not a tar archive, or it is cut short
   */
  public Optional<TarEntry> next() throws IOException {
    String name = "";
    String target = "";
    long size = -1;
    long uid = -1;
    long gid = -1;
    Map<String, byte[]> xattrs = Map.of();
    long first = next;
    Set<Trait> traits = EnumSet.noneOf(Trait.class);
    while (true) {
      skip();
      byte[] header = in.readNBytes(BLOCK);
      if (isEnd(header)) {
        return Optional.empty();
      }
      if (header.length < BLOCK && header.length > 0) {
        throw TarException.cut(next + header.length);
      }
      if (!TarHeader.isHeader(header)) {
        throw TarException.damaged(next);
      }
      position += BLOCK;
      long length = TarHeader.number(header, 124, 12);
      if (length < 0 || length > Long.MAX_VALUE / 2 - position) {
        throw TarException.damaged(next);
      }
      char type = (char) header[156];
      if (type == 'L' || type == 'K' || type == 'x' || type == 'g') {
        next = position + TarHeader.padded(length);
        byte[] content = content(length);
        switch (type) {
          case 'L' -> name = TarHeader.text(content, 0, content.length);
          case 'K' -> target = TarHeader.text(content, 0, content.length);
          case 'x' -> {
            name = Pax.value(content, "path").orElse(name);
            target = Pax.value(content, "linkpath").orElse(target);
            size = Pax.value(content, "size").map(Pax::number).orElse(size);
            uid = Pax.value(content, "uid").map(Pax::number).orElse(uid);
            gid = Pax.value(content, "gid").map(Pax::number).orElse(gid);
            xattrs = Pax.under(content, XATTRS);
          }
          default -> {} // global ones say nothing of a single member
        }
        traits.add(type == 'x' || type == 'g' ? Trait.PAX : Trait.GNU_NAME);
        continue;
      }
      String plain = ustar(header, traits);
      if (size >= 0) {
        length = size;
      } else if ((header[124] & 0x80) != 0) {
        traits.add(Trait.BINARY_SIZE);
      } else if (TarHeader.isWide(header)) {
        traits.add(Trait.WIDE_SIZE);
        long real = uncut(length, plain.endsWith(".gz"));
        if (real != length) {
          traits.add(Trait.CUT_SIZE);
          length = real;
        }
      }
      if (length > Long.MAX_VALUE / 2 - position) {
        throw TarException.damaged(first);
      }
      next = position + TarHeader.padded(length);
      return Optional.of(
          new TarEntry(
              name.isEmpty() ? plain : name,
              type(type),
              TarHeader.inode(header, target).withOwners(uid, gid),
              first,
              position,
              length,
              xattrs,
              traits));
    }
  }

  private boolean isEnd(byte[] header) throws IOException {
    if (header.length == 0) {
      ending = Ending.BARE;
      return true;
    }
    if (header.length < BLOCK || !TarHeader.isZero(header)) {
      return false;
    }
    byte[] second = in.readNBytes(BLOCK);
    boolean whole = second.length == BLOCK && TarHeader.isZero(second);
    if (second.length > 0 && !whole) {
      throw TarException.damaged(next);
    }
    ending = whole ? Ending.PROPER : Ending.HALF;
    next += BLOCK + second.length;
    position = next;
    return true;
  }

  private void skip() throws IOException {
    if (file != null && next > file.size()) {
      throw TarException.cut(file.size());
    }
    try {
      in.skipNBytes(next - position);
    } catch (EOFException _) {
      throw TarException.cut(Math.max(position, file == null ? 0 : file.size()));
    }
    position = next;
  }

  /** The size of a member whose field may have lost one or two octal digits. */
  private long uncut(long said, boolean anyLength) throws IOException {
    FileChannel seekable = file;
    if (seekable == null || isBoundary(seekable, said)) {
      return said;
    }
    for (int lost = 3; lost <= 6; lost += 3) {
      long least = said << lost;
      long most = least | (1L << lost) - 1;
      for (long end = TarHeader.padded(least); end <= TarHeader.padded(most); end += BLOCK) {
        if (isBoundary(seekable, end)) {
          return anyLength ? Math.min(most, end) : least; // a ZFS stream is a multiple of eight
        }
      }
    }
    return said;
  }

  /** Whether a member of that size would be followed by another one or the end. */
  private boolean isBoundary(FileChannel seekable, long size) throws IOException {
    long at = position + TarHeader.padded(size);
    if (at >= seekable.size()) {
      return at == seekable.size();
    }
    byte[] block = new byte[BLOCK];
    int got = seekable.read(ByteBuffer.wrap(block), at);
    boolean atEnd = TarHeader.isZero(block) && seekable.size() - at <= RECORD;
    return got == BLOCK && (atEnd || TarHeader.isHeader(block));
  }

  /** The contents of the member that was just found; ends where they end. */
  public InputStream contents(TarEntry entry) {
    return new Contents(entry.size());
  }

  private byte[] content(long length) throws IOException {
    if (length > LONGEST_HEADER) {
      throw TarException.damaged(position - BLOCK);
    }
    byte[] content = in.readNBytes((int) length);
    position += content.length;
    if (content.length < length) {
      throw TarException.cut(position);
    }
    return content;
  }

  private static TarEntry.Type type(char flag) {
    return switch (flag) {
      case '0', 0, '7' -> TarEntry.Type.FILE;
      case '5' -> TarEntry.Type.FOLDER;
      case '1' -> TarEntry.Type.LINK;
      case '2' -> TarEntry.Type.SYMLINK;
      case '3' -> TarEntry.Type.CHAR;
      case '4' -> TarEntry.Type.BLOCK;
      case '6' -> TarEntry.Type.FIFO;
      default -> TarEntry.Type.OTHER;
    };
  }

  private static String ustar(byte[] header, Set<Trait> traits) {
    String name = TarHeader.text(header, 0, 100);
    String magic = TarHeader.text(header, 257, 6);
    if (!magic.startsWith("ustar")) {
      traits.add(Trait.OLD);
    }
    String prefix = magic.equals("ustar") ? TarHeader.text(header, 345, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
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
      if (n < 0) {
        throw TarException.cut(position);
      }
      left -= n;
      position += n;
      return n;
    }
  }
}
