package quayside.gui.fake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.zip.GZIPInputStream;
import quayside.core.archive.Sidecar;

/** Archives to look at: a real one, a real stream, a broken copy, and what is none. */
public final class SampleArchives {
  private static final Path RESOURCES = Path.of("../core/src/test/resources/zfs");

  private SampleArchives() {}

  /** An archive that a real osctld wrote, without compression; of the container {@code ct1}. */
  public static Path real(Path folder, String name) throws IOException {
    return unpacked("osctl-ct-export-off.tar.gz", folder, name);
  }

  /** A stream that OpenZFS wrote. */
  public static Path stream(Path folder, String name) throws IOException {
    return unpacked("openzfs-plain-full.zfs.gz", folder, name);
  }

  private static Path unpacked(String resource, Path folder, String name) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(name);
    try (InputStream in = new GZIPInputStream(Files.newInputStream(RESOURCES.resolve(resource)))) {
      Files.copy(in, file);
    }
    return file;
  }

  /** A folder with one of each, at times of their own. */
  public static Path folder(Path folder) throws IOException {
    Path real = real(folder, "ct1-20261121-1349.tar");
    Sidecar.write(real, Sidecar.hash(real, _ -> {}));
    Path other = real(folder, "ct1-edited.tar");
    edit(other, "soft: 1024", "soft: 4096");
    Path broken = real(folder, "ct1-broken.tar");
    byte[] bytes = Files.readAllBytes(broken);
    bytes[bytes.length / 2] ^= 1;
    Files.write(broken, bytes);
    stream(folder, "data-full.zfs");
    Files.writeString(folder.resolve("notes.tar"), "no archive at all");
    Files.writeString(folder.resolve("readme.txt"), "not looked at");
    Path unfinished = Files.write(folder.resolve("cut.tar"), java.util.Arrays.copyOf(bytes, 9000));
    for (Path file : new Path[] {real, other, broken, unfinished}) {
      Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-11-21T13:49:00Z")));
    }
    return folder;
  }

  /** Changes a text in place, by one of the same length. */
  private static void edit(Path file, String from, String to) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    int at = text.indexOf(from);
    String edited = text.substring(0, at) + to + text.substring(at + from.length());
    Files.writeString(file, edited, StandardCharsets.ISO_8859_1);
  }
}
