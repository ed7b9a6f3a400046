package quayside.core.archive.gzip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One ordinary gzip member, whatever the number of threads. */
class ParallelGzipTest {
  @TempDir private Path folder = Path.of("");

  private static byte[] input(int length, int kind) {
    var random = new Random(length + kind);
    byte[] input = new byte[length];
    if (kind == 1) {
      random.nextBytes(input);
    } else if (kind == 2) {
      for (int i = 0; i < length; i++) {
        input[i] = (byte) ("container ".charAt(i % 10) + (random.nextInt(50) == 0 ? 1 : 0));
      }
    }
    return input;
  }

  private static byte[] pack(byte[] input, int level, int threads, int piece) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new ParallelGzip(out, level, threads)) {
      for (int at = 0; at < input.length; at += piece) {
        gzip.write(input, at, Math.min(piece, input.length - at));
      }
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({
    "0,0,1",
    "1,0,1",
    "131071,1,2",
    "131072,2,2",
    "131073,2,1",
    "2000000,0,2",
    "2000000,1,3",
    "5000000,2,4"
  })
  void isReadBack(int length, int kind, int threads) throws IOException {
    byte[] input = input(length, kind);
    byte[] packed = pack(input, 1 + kind * 3, threads, 70_001);
    try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      assertArrayEquals(input, in.readAllBytes());
    }
    assertArrayEquals(packed, pack(input, 1 + kind * 3, threads + 1, 1 << 20), "same everywhere");
  }

  @Test
  void gunzipOfTheSystemReadsIt() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/gzip")) || Files.isExecutable(Path.of("/bin/gzip")));
    byte[] input = input(3_000_000, 2);
    Path file = Files.write(folder.resolve("x.gz"), pack(input, 6, 3, 1 << 16));
    Process gunzip = new ProcessBuilder("gzip", "-dc", file.toString()).start();
    assertArrayEquals(input, gunzip.getInputStream().readAllBytes());
    assertEquals(0, gunzip.waitFor());
  }

  /** The dictionary of the block before keeps the loss below a hundredth. */
  @Test
  void isHardlyLargerThanInOnePiece() throws IOException {
    byte[] input = input(4_000_000, 2);
    var whole = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(whole)) {
      gzip.write(input);
    }
    int packed = pack(input, 6, 2, 1 << 16).length;
    assertTrue(packed < whole.size() * 1.01 + 100, packed + " against " + whole.size());
  }

  @Test
  void aFullDiskIsToldToWhoeverWrites() {
    var full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    byte[] input = input(4_000_000, 1);
    assertThrows(
        IOException.class,
        () -> {
          try (var gzip = new ParallelGzip(full, 1, 2)) {
            gzip.write(input);
          }
        });
    var gzip = new ParallelGzip(full, 1, 2);
    gzip.abandon();
    assertThrows(IOException.class, () -> gzip.write(input));
  }
}
