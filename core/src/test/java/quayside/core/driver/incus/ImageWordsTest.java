package quayside.core.driver.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quayside.core.driver.DriverException;
import quayside.core.model.NewInstance.Source;

/** What Incus 6.0.4 and LXD 5.0.2 said when they could not fetch an image. */
class ImageWordsTest {
  private static final Source.Remote IMAGE =
      new Source.Remote("https://10.77.0.22:8443", "incus", "web");

  private static DriverException of(long code, String said) {
    return ImageWords.of("inc-a", IMAGE, Refusals.of(code, said));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Failed getting remote image info: Image \"web\" not found",
        "Failed getting remote image info: Image not found"
      })
  void itIsNotThere(String said) {
    for (long code : new long[] {404, 400}) {
      DriverException e = of(code, said);
      assertInstanceOf(DriverException.NotFound.class, e);
      assertEquals(
          "https://10.77.0.22:8443 offers no image “web” to inc-a: not there, or not public.",
          e.getMessage());
    }
  }

  /** Both said so when they were cut off from an image that a secret let them fetch. */
  @Test
  void aSecretIsNotRepeated() {
    String asked = "Get \"https://10.77.0.22:8443/1.0/images/" + "ab".repeat(32) + "?secret=";
    DriverException e = of(500, asked + "hush-1\": EOF");
    assertInstanceOf(DriverException.Rejected.class, e);
    assertEquals(
        "inc-a could not fetch image “web” from https://10.77.0.22:8443: " + asked + "…\": EOF.",
        e.getMessage());
    var trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    assertTrue(trace.toString().contains("?secret=…\""), trace::toString);
    assertFalse(trace.toString().contains("hush"), trace::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Failed to connect to the server \"https://10.77.0.22:8443\": Get"
            + " \"https://10.77.0.22:8443/1.0\": tls: failed to verify certificate: x509:"
            + " certificate is valid for 127.0.0.1, ::1, not 10.77.0.22",
        "Failed to connect to LXD server \"https://10.77.0.22:8443\": Get"
            + " \"https://10.77.0.22:8443/1.0\": x509: certificate is valid for 127.0.0.1, ::1, not"
            + " 10.77.0.22"
      })
  void itsServerHasAnotherCertificate(String said) {
    DriverException stranger = of(500, said);
    assertInstanceOf(DriverException.Unvouched.class, stranger);
    assertEquals(
        "https://10.77.0.22:8443 shows inc-a a certificate that no authority vouches for, so image"
            + " “web” was not fetched.",
        stranger.getMessage());
    var known =
        new Source.Remote(IMAGE.server(), "incus", Optional.of("-----BEGIN"), IMAGE.alias());
    DriverException e = ImageWords.of("inc-a", known, Refusals.of(500, said));
    assertInstanceOf(DriverException.Rejected.class, e);
    assertEquals(
        "https://10.77.0.22:8443 shows inc-a another certificate than is expected, so image “web”"
            + " was not fetched.",
        e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Failed to connect to the server \"https://10.77.0.22:8443\": Get"
            + " \"https://10.77.0.22:8443/1.0\": Unable to connect to: 10.77.0.22:8443 ([dial tcp"
            + " 10.77.0.22:8443: connect: connection refused])",
        "Failed to connect to LXD server \"https://10.77.0.22:8443\": Get"
            + " \"https://10.77.0.22:8443/1.0\": Unable to connect to: 10.77.0.22:8443 ([dial tcp"
            + " 10.77.0.22:8443: connect: no route to host])"
      })
  void itsServerIsNotReached(String said) {
    assertEquals(
        "inc-a does not reach https://10.77.0.22:8443, so image “web” was not fetched.",
        of(500, said).getMessage());
  }

  /** Words that are not understood are repeated; those about something else stay as they are. */
  @Test
  void otherWordsAreKept() {
    assertEquals(
        "inc-a could not fetch image “web” from https://10.77.0.22:8443: Failed getting remote"
            + " image info: unexpected EOF.",
        of(500, "Failed getting remote image info: unexpected EOF").getMessage());
    DriverException other = Refusals.of(500, "Can't find a storage pool");
    assertSame(other, ImageWords.of("inc-a", IMAGE, other));
  }
}
