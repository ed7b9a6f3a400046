package quayside.core.archive.backup;

import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import quayside.core.archive.ArchiveException;

/** How a backup is packed as a whole, told by its first bytes. */
public enum Packing {
  NONE(""),
  GZIP("1f8b"),
  ZSTD("28b52ffd"),
  XZ("fd377a585a00"),
  BZIP2("425a68"),
  LZ4("04224d18");

  private static final int PIECE = 1 << 16;

  private final String magic;

  Packing(String magic) {
    this.magic = magic;
  }

  static Packing of(byte[] head) {
    for (Packing each : values()) {
      if (each != NONE && begins(head, HexFormat.of().parseHex(each.magic))) {
        return each;
      }
    }
    return NONE;
  }

  private static boolean begins(byte[] head, byte[] magic) {
    boolean same = head.length >= magic.length;
    for (int i = 0; same && i < magic.length; i++) {
      same = head[i] == magic[i];
    }
    return same;
  }

  /** For people; empty where it is not packed. */
  public String text() {
    return this == NONE ? "" : name().toLowerCase(Locale.ROOT);
  }

  /** What is in a file. */
  InputStream open(InputStream packed) throws IOException {
    return switch (this) {
      case NONE -> new BufferedInputStream(packed, PIECE);
      case GZIP -> new GZIPInputStream(packed, PIECE);
      case ZSTD -> new BufferedInputStream(new Zstd(packed), PIECE);
      case XZ, BZIP2, LZ4 ->
          throw new ArchiveException(
              "packed-otherwise",
              "Packed in a way that is not read here",
              "It is packed with " + text() + ", which Quayside does not read.",
              "Unpack it (" + text() + " -d) and use the tar archive.");
    };
  }

  /** Damage is an IOException like that of gzip. */
  private static final class Zstd extends FilterInputStream {
    Zstd(InputStream packed) {
      super(new ZstdInputStream(packed));
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      try {
        return super.read(bytes, from, length);
      } catch (MalformedInputException | IndexOutOfBoundsException e) {
        var damaged = new ZipException("the zstd stream is damaged: " + e.getMessage());
        damaged.initCause(e);
        throw damaged;
      } catch (IOException e) {
        if ("Not enough input bytes".equals(e.getMessage())) { // the library's words for the end
          var cut = new EOFException("the zstd stream is cut short");
          cut.initCause(e);
          throw cut;
        }
        throw e;
      }
    }

    @Override
    public long skip(long bytes) throws IOException {
      byte[] piece = new byte[(int) Math.min(PIECE, Math.max(bytes, 1))];
      long left = bytes;
      while (left > 0) {
        int n = read(piece, 0, (int) Math.min(piece.length, left));
        if (n < 0) {
          break;
        }
        left -= n;
      }
      return bytes - left;
    }
  }
}
