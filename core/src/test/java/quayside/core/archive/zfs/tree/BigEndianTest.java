package quayside.core.archive.zfs.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quayside.core.archive.zfs.Samples;
import quayside.core.archive.zfs.StreamSource;
import quayside.core.archive.zfs.ZfsArchive;

/** The recorded file systems as a big-endian machine would send them. */
class BigEndianTest {
  @TempDir Path temporary;

  @ParameterizedTest
  @CsvSource({
    "openzfs-plain-full, , openzfs-v1",
    "openzfs-plain-full, openzfs-plain-incr, openzfs-v2",
    "openzfs-plain-p-full, , openzfs-v1",
    "zfsfuse-full, zfsfuse-incr, ",
    "wire-1, wire-2, ",
  })
  void everyFileIsAsItWas(String full, String increment, String manifest) throws IOException {
    List<byte[]> little = new ArrayList<>();
    little.add(Samples.stream(full + ".zfs"));
    if (increment != null) {
      little.add(Samples.stream(increment + ".zfs"));
    }
    List<byte[]> big = new ArrayList<>();
    for (byte[] each : little) {
      big.add(BigEndian.of(each, little.getFirst(), temporary));
    }
    Map<String, Map<String, String>> found = read(big);
    assertEquals(
        List.of(),
        Samples.differences(manifest == null ? read(little) : Samples.manifest(manifest), found));
    assertTrue(found.size() > 20);
  }

  private Map<String, Map<String, String>> read(List<byte[]> streams) throws IOException {
    List<StreamSource> sources = new ArrayList<>();
    for (byte[] each : streams) {
      sources.add(new StreamSource.Pipe(new ByteArrayInputStream(each)));
    }
    try (ZfsArchive archive = ZfsArchive.open(sources, temporary, n -> {})) {
      return Samples.manifest(archive.latest());
    }
  }
}
