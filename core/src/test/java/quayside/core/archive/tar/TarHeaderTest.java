package quayside.core.archive.tar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and sizes at the edges of their fields. */
class TarHeaderTest {
  private static TarEntry read(byte[] header) throws IOException {
    return new TarReader(new ByteArrayInputStream(header)).next().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 99, 100, 101, 150, 199, 200, 250})
  void namesOfAnyLengthAreReadBack(int length) throws IOException {
    String name = "folder/".repeat(40).substring(0, length - 1) + "x";
    byte[] header = TarHeader.file(name, 0644, 5);
    assertEquals(name, read(header).name());
    assertEquals(length > 100, header[345] != 0, "prefix");
    assertEquals(Set.of(), read(header).traits());
  }

  @Test
  void aNameThatCannotBeSplitIsRefused() {
    assertThrows(IOException.class, () -> TarHeader.file("x".repeat(101), 0644, 0));
    assertThrows(IOException.class, () -> TarHeader.file("x/".repeat(140), 0644, 0));
    assertThrows(IOException.class, () -> TarHeader.folder("x".repeat(160) + "/y"));
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        0x1FFFFFFFFL,
        0x200000000L,
        0xFFFFFFFFFL,
        0x1000000000L,
        0x10000000000L,
        1L << 60
      })
  void sizesOfAnyLengthAreReadBack(long size) throws IOException {
    byte[] header = TarHeader.file("x", 0644, size);
    TarEntry entry = read(header);
    assertEquals(size, entry.size());
    Set<TarEntry.Trait> expected =
        size < TarHeader.WIDE
            ? Set.of()
            : Set.of(
                size < TarHeader.TOO_WIDE ? TarEntry.Trait.WIDE_SIZE : TarEntry.Trait.BINARY_SIZE);
    assertEquals(expected, entry.traits());
  }

  @Test
  void theEndIsTold() throws IOException {
    byte[] one = TarHeader.folder("x");
    for (var ending : TarReader.Ending.values()) {
      int zeros =
          switch (ending) {
            case OPEN, BARE -> 0;
            case HALF -> 512;
            case PROPER -> 1024;
          };
      var reader = new TarReader(new ByteArrayInputStream(Arrays.copyOf(one, 512 + zeros)));
      assertTrue(reader.next().isPresent());
      assertEquals(TarReader.Ending.OPEN, reader.ending());
      assertTrue(reader.next().isEmpty());
      assertEquals(
          ending == TarReader.Ending.OPEN ? TarReader.Ending.BARE : ending, reader.ending());
      assertEquals(512 + zeros, reader.position());
    }
  }
}
