package quayside.core.archive.tar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Members with plain and long names; what is damaged is refused. */
class TarReaderTest {
  private final ByteArrayOutputStream tar = new ByteArrayOutputStream();

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void member(char type, String name, String content) {
    byte[] header = new byte[512];
    System.arraycopy(ascii(name), 0, header, 0, name.length());
    byte[] size = ascii("%011o".formatted(content.length()));
    System.arraycopy(size, 0, header, 124, 11);
    header[156] = (byte) type;
    System.arraycopy(ascii("ustar\00000"), 0, header, 257, 8);
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xFF;
    }
    System.arraycopy(ascii("%06o\0 ".formatted(sum)), 0, header, 148, 8);
    tar.writeBytes(header);
    tar.writeBytes(Arrays.copyOf(ascii(content), (content.length() + 511) / 512 * 512));
  }

  private TarReader reader() {
    return new TarReader(new ByteArrayInputStream(tar.toByteArray()));
  }

  @Test
  void membersAreFoundWithTheirContents() throws IOException {
    member('5', "folder/", "");
    member('L', "long", "a/long/name\0");
    member('0', "short", "one");
    member('x', "pax", "19 path=from/a/pax\n");
    member('0', "short", "two");
    TarReader reader = reader();
    TarEntry folder = reader.next().orElseThrow();
    assertEquals(
        List.of("folder/", TarEntry.Type.FOLDER, 0L, 512L, 0L, Set.of()),
        List.of(
            folder.name(),
            folder.type(),
            folder.header(),
            folder.offset(),
            folder.size(),
            folder.traits()));
    TarEntry first = reader.next().orElseThrow();
    assertEquals("a/long/name", first.name());
    assertEquals("one", new String(reader.contents(first).readAllBytes(), StandardCharsets.UTF_8));
    TarEntry second = reader.next().orElseThrow();
    assertEquals("from/a/pax", second.name());
    assertEquals('t', tar.toByteArray()[(int) second.offset()]);
    assertEquals(Optional.empty(), reader.next());
  }

  @Test
  void damageIsRefused() throws IOException {
    member('0', "one", "content");
    assertTrue(TarReader.isTar(tar.toByteArray()));
    byte[] bytes = tar.toByteArray();
    bytes[3] ^= 1;
    var reader = new TarReader(new ByteArrayInputStream(bytes));
    assertThrows(IOException.class, reader::next);
    var cut = new TarReader(new ByteArrayInputStream(bytes, 0, 300));
    assertThrows(IOException.class, cut::next);
  }
}
