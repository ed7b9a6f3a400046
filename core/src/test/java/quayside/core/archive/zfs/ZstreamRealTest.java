package quayside.core.archive.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against zstream of OpenZFS, which needs no kernel module: lab/zfs/up puts it into the lab. */
class ZstreamRealTest {
  private static final SnapshotId ONE = new SnapshotId("tank/ct@one", 11, 1_700_000_000);
  private static final SnapshotId TWO = new SnapshotId("tank/ct@two", 22, 1_700_000_100);

  @TempDir Path temporary;

  private ZfsLab lab() {
    return new ZfsLab(temporary);
  }

  private Path stream(String name, byte... bytes) throws IOException {
    return Files.write(temporary.resolve(name), bytes);
  }

  /** Streams as we write them: full, incremental, with properties, for either receiver. */
  private List<Path> written(int seed) throws IOException {
    RandomTree random = new RandomTree(seed).steps(30);
    EditableTree first = random.tree().copy();
    EditableTree second = random.steps(15).tree().copy();
    Path full = temporary.resolve("full-" + seed);
    Path increment = temporary.resolve("increment-" + seed);
    Path chain = temporary.resolve("chain-" + seed);
    try (var out = Files.newOutputStream(full)) {
      StreamWriter.forOpenZfs(out).withProperties(Map.of("a:b", "c", "quota", 5L)).full(first, ONE);
    }
    try (var out = Files.newOutputStream(increment)) {
      StreamWriter.forOpenZfs(out).increment(first, ONE, second, TWO);
    }
    try (var out = Files.newOutputStream(chain)) {
      StreamWriter.forZfsFuse(out)
          .chain(Optional.empty(), List.of(new SendState(ONE, first), new SendState(TWO, second)));
    }
    return List.of(full, increment, chain);
  }

  /** zstream dump checks all checksums, but only says so, and ends as if nothing were wrong. */
  @Test
  void zstreamFindsOurStreamsWholeAndReadsInThemWhatWeRead() throws Exception {
    List<Path> streams = new ArrayList<>();
    for (int seed = 0; seed < 5; seed++) {
      streams.addAll(written(seed));
    }
    for (String name : List.of("zfsfuse-full", "zfsfuse-incr", "wire-2", "openzfs-lz4-c-full")) {
      streams.add(stream(name, Samples.stream(name + ".zfs")));
    }
    for (Path each : streams) {
      for (String verbose : List.of("", "-v")) {
        Path said = temporary.resolve("said");
        lab()
            .zstream(
                each,
                said,
                verbose.isEmpty() ? new String[] {"dump"} : new String[] {"dump", verbose});
        StringBuilder ours = new StringBuilder();
        try (var in = Files.newInputStream(each)) {
          StreamDump.print(in, ours, !verbose.isEmpty());
        }
        assertEquals(Files.readString(said), ours.toString(), each.toString());
        assertFalse(Files.readString(said).contains("Expected checksum"), each.toString());
      }
    }
  }

  @Test
  void zstreamWouldSayThatAStreamIsDamaged() throws Exception {
    byte[] bytes = Files.readAllBytes(written(1).getFirst());
    bytes[bytes.length / 2] ^= 1;
    Path said = temporary.resolve("said");
    lab().zstream(stream("damaged", bytes), said, "dump");
    assertTrue(Files.readString(said).contains("ncorrect checksum"), Files.readString(said));
  }

  /** Blocks as OpenZFS packs them: in a recorded stream, and in one of ours. */
  @ParameterizedTest
  @ValueSource(strings = {"lz4", "gzip-1", "gzip-9", "lzjb", "zle"})
  void whatZstreamPacksIsUnpacked(String codec) throws Exception {
    Path real = stream("real", Samples.stream("openzfs-plain-full.zfs"));
    for (Path plain : List.of(real, written(3).getFirst())) {
      Path packed = temporary.resolve("packed");
      lab().zstream(plain, packed, "recompress", codec);
      assertTrue(Files.size(packed) < Files.size(plain), codec + " packs");
      assertEquals(List.of(), Samples.differences(read(plain), read(packed)), codec);
    }
  }

  private Map<String, Map<String, String>> read(Path stream) throws IOException {
    try (ZfsArchive archive =
        ZfsArchive.open(List.of(new StreamSource.File(stream)), temporary, n -> {})) {
      return Samples.manifest(archive.latest());
    }
  }
}
