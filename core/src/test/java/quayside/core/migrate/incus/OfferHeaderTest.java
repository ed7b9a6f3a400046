package quayside.core.migrate.incus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Headers as Incus 6.0.4 and LXD 5.0.2 sent them. */
class OfferHeaderTest {
  private static final String INCUS =
      "080010021a0f0801100018a08d0620002881ade2041a0f0800100118a08d0620002881ade204"
          + "3800420808011001180120016801";
  private static final String LXD =
      "08001a0f0801100018a08d0620002881ade2041a0f0800100118a08d0620002881ade204"
          + "3800420808011001180120016801";

  private static String uncompressed(String header) {
    byte[] bytes = HexFormat.of().parseHex(header);
    return HexFormat.of().formatHex(OfferHeader.uncompressed(bytes));
  }

  @Test
  void onlyTheOfferToCompressIsTakenOut() {
    assertEquals(INCUS.replace("180120016801", "180020016801"), uncompressed(INCUS));
    assertEquals(LXD.replace("180120016801", "180020016801"), uncompressed(LXD));
  }

  @Test
  void whoeverOffersNoneIsLeftAlone() {
    String none = INCUS.replace("180120016801", "180020016801");
    assertEquals(none, uncompressed(none));
    String zfsAlone = "0802520408011801"; // the same number in the features of ZFS means another
    assertEquals(zfsAlone, uncompressed(zfsAlone));
  }

  @Test
  void whatCannotBeReadPassesAsItIs() {
    String beyond = INCUS.replace("42080801", "42ff7f0801");
    assertEquals(beyond, uncompressed(beyond));
    assertEquals("420308011801ff", uncompressed("420308011801ff"));
    assertEquals("", uncompressed(""));
  }

  @Property
  void nothingElseIsEverChanged(
      @ForAll byte[] noise, @ForAll @IntRange(min = 0, max = 40) int place) {
    byte[] header = HexFormat.of().parseHex(INCUS);
    System.arraycopy(noise, 0, header, place, Math.min(noise.length, header.length - place));
    byte[] changed = OfferHeader.uncompressed(header);
    assertEquals(header.length, changed.length);
    for (int i = 0; i < header.length; i++) {
      if (header[i] == 1 && changed[i] == 0) {
        changed[i] = 1;
      }
    }
    assertArrayEquals(header, changed);
  }
}
