package quayside.core.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The file {@code NAME.sha256} beside an archive: one line as {@code sha256sum} prints and checks
 * it (GNU coreutils manual, "md5sum invocation": a name with a backslash or a line end is escaped,
 * and the line then begins with a backslash).
 */
public final class Sidecar {
  private static final int PIECE = 1 << 20;
  private static final int LONGEST = 1 << 13;

  private Sidecar() {}

  /** Where it is. */
  public static Path of(Path archive) {
    return archive.resolveSibling(archive.getFileName() + ".sha256");
  }

  /** Said of an archive that is not the one that its file is for. */
  public static Remark wrong(Path archive) {
    return Remark.damage(
        "checksum-wrong",
        "It is not the file that "
            + of(archive).getFileName()
            + " vouches for: bytes were changed since.");
  }

  /** Writes it, whole or not at all. */
  public static void write(Path archive, byte[] sha256) throws IOException {
    String name = String.valueOf(archive.getFileName());
    String escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    String line =
        (escaped.equals(name) ? "" : "\\")
            + HexFormat.of().formatHex(sha256)
            + "  "
            + escaped
            + "\n";
    Path part = archive.resolveSibling(name + ".sha256.part");
    Files.writeString(part, line, StandardCharsets.UTF_8);
    Files.move(
        part, of(archive), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * The hash in it; empty if there is none.
   *
   * @throws IOException also where it is of another shape
   */
  public static Optional<byte[]> read(Path archive) throws IOException {
    Path file = of(archive);
    String text;
    try (InputStream in = Files.newInputStream(file)) {
      text = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
    String line = text.startsWith("\\") ? text.substring(1) : text;
    if (!line.matches("(?s)[0-9a-fA-F]{64}[ \\t].*")) {
      throw new IOException(file + " is not what sha256sum writes.");
    }
    return Optional.of(HexFormat.of().parseHex(line, 0, 64));
  }

  /**
   * The SHA-256 of a file.
   *
   * @param progress told the bytes read so far
   */
  public static byte[] hash(Path file, LongConsumer progress) throws IOException {
    MessageDigest digest = sha256();
    byte[] piece = new byte[PIECE];
    long done = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        digest.update(piece, 0, n);
        done += n;
        progress.accept(done);
      }
    }
    return digest.digest();
  }

  /**
   * The SHA-256 of the beginning of a file.
   *
   * @param length bytes of it
   */
  public static byte[] hashOfFirst(Path file, long length) throws IOException {
    MessageDigest digest = sha256();
    byte[] piece = new byte[PIECE];
    long left = length;
    try (InputStream in = Files.newInputStream(file)) {
      while (left > 0) {
        int n = in.read(piece, 0, (int) Math.min(piece.length, left));
        if (n < 0) {
          throw new EOFException(file + " became shorter.");
        }
        digest.update(piece, 0, n);
        left -= n;
      }
    }
    return digest.digest();
  }

  /** An empty SHA-256. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
