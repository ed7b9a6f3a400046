package quayside.core.archive.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Backups of a small container, as {@code lab/incus/record} got them from real servers. */
public final class Recorded {
  private Recorded() {}

  /**
   * The bytes of one.
   *
   * @param kind {@code incus} or {@code lxd}
   * @param how {@code none}, {@code gzip} or {@code zstd}
   */
  public static byte[] bytes(String kind, String how) {
    String name = "/recorded/backups/" + kind + "-" + how + ".tar";
    try (InputStream in = Objects.requireNonNull(Recorded.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One as a file. */
  public static Path file(Path folder, String kind, String how) throws IOException {
    return Files.write(folder.resolve(kind + "-" + how + ".tar"), bytes(kind, how));
  }
}
