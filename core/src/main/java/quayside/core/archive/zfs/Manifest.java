package quayside.core.archive.zfs;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;

/**
 * Describes files as flat maps of Strings, Longs and maps, ready to be printed as JSON and
 * compared.
 */
public final class Manifest {
  /** No file of ext4 is larger; a stream of a few bytes may claim one that takes years. */
  private static final long MOST_HASHED = 1L << 44;

  private final FileView view;
  private final boolean hash;
  private final boolean xattrs;

  /**
   * Describes files of {@code view}.
   *
   * @param hash also read the contents and give their SHA-256
   * @param xattrs also give extended attributes
   */
  public Manifest(FileView view, boolean hash, boolean xattrs) {
    this.view = view;
    this.hash = hash;
    this.xattrs = xattrs;
  }

  /**
   * One file: path (or path_hex where it is not UTF-8), type, mode, uid, gid, ino, nlink, mtime_ns
   * and, where they apply, size, sha256, target (or target_hex), major, minor and xattr_hex (and
   * xattr_name_hex for attributes whose names are not UTF-8).
   */
  public Map<String, Object> entry(BytePath path, FileStat stat) throws IOException {
    Map<String, Object> entry = new LinkedHashMap<>();
    BytePath shown = path.length() == 0 ? BytePath.of(".") : path;
    shown
        .text()
        .ifPresentOrElse(text -> entry.put("path", text), () -> entry.put("path_hex", shown.hex()));
    entry.put("type", stat.type().word());
    String mode = Integer.toOctalString(stat.mode());
    entry.put("mode", "0".repeat(4 - mode.length()) + mode);
    entry.put("uid", stat.uid());
    entry.put("gid", stat.gid());
    entry.put("ino", stat.object());
    entry.put("nlink", stat.links());
    entry.put("mtime_ns", nanos(stat.modified()));
    switch (stat.type()) {
      case FILE -> {
        entry.put("size", stat.size());
        if (hash) {
          if (stat.size() > MOST_HASHED) {
            throw view.broken(
                stat.object(), path + " says it has " + stat.size() + " bytes: too many to hash");
          }
          entry.put("sha256", sha256(stat.object()));
        }
      }
      case SYMLINK -> {
        BytePath target = BytePath.of(view.target(stat.object()));
        target
            .text()
            .ifPresentOrElse(
                text -> entry.put("target", text), () -> entry.put("target_hex", target.hex()));
        entry.put("size", stat.size());
      }
      case CHAR, BLOCK -> {
        entry.put("major", stat.major());
        entry.put("minor", stat.minor());
      }
      case DIR, FIFO, SOCKET -> {}
    }
    if (xattrs && (stat.type() == FileType.FILE || stat.type() == FileType.DIR)) {
      SortedMap<BytePath, byte[]> found = view.xattrs(stat.object());
      Map<String, Object> hex = new LinkedHashMap<>();
      Map<String, Object> odd = new LinkedHashMap<>();
      found.forEach((name, value) ->
          name.text()
              .ifPresentOrElse(
                  text -> hex.put(text, HexFormat.of().formatHex(value)),
                  () -> odd.put(name.hex(), HexFormat.of().formatHex(value))));
      if (!hex.isEmpty()) {
        entry.put("xattr_hex", hex);
      }
      if (!odd.isEmpty()) {
        entry.put("xattr_name_hex", odd);
      }
    }
    return entry;
  }

  private static Object nanos(Timestamp time) {
    if (Math.abs(time.seconds()) < Integer.MAX_VALUE * 4L) {
      return time.inNanos();
    }
    return BigInteger.valueOf(time.seconds())
        .multiply(BigInteger.valueOf(1_000_000_000))
        .add(BigInteger.valueOf(time.nanos()))
        .toString();
  }

  private String sha256(long file) throws IOException {
    try (InputStream in = view.open(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 17];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
