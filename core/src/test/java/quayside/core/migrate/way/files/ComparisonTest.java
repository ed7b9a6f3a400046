package quayside.core.migrate.way.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import quayside.core.driver.DriverException;
import quayside.transport.Duplex;

/** What counts as a difference between two roots, and answers that are none. */
final class ComparisonTest {
  private static final int FILE = 0100644;
  private static final long THEN = 1_700_000_000L;

  private record Known(String name, long size, int mode, long modified) {}

  /** A stream whose answers are there already. */
  private record Prepared(InputStream in) implements Duplex {
    @Override
    public OutputStream out() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public void close() {}
  }

  private static void packet(DataOutputStream to, int type, byte[] body) throws IOException {
    to.writeInt(1 + body.length);
    to.writeByte(type);
    to.write(body);
  }

  private interface Body {
    void write(DataOutputStream to) throws IOException;
  }

  private static byte[] body(Body body) throws IOException {
    var bytes = new ByteArrayOutputStream();
    body.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static void text(DataOutputStream to, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    to.writeInt(bytes.length);
    to.write(bytes);
  }

  /** What a server says whose root has these files and no folders. */
  private static Listing listing(Known... files) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var all = new DataOutputStream(bytes);
    packet(all, 2, body(to -> to.writeInt(3)));
    packet(
        all,
        102,
        body(to -> {
          to.writeInt(1);
          text(to, "h");
        }));
    packet(
        all,
        104,
        body(to -> {
          to.writeInt(2);
          to.writeInt(files.length);
          for (Known file : files) {
            text(to, file.name);
            text(to, "as ls would say it");
            to.writeInt(1 | 2 | 4 | 8);
            to.writeLong(file.size);
            to.writeInt(0);
            to.writeInt(0);
            to.writeInt(file.mode);
            to.writeInt((int) file.modified);
            to.writeInt((int) file.modified);
          }
        }));
    packet(
        all,
        101,
        body(to -> {
          to.writeInt(3);
          to.writeInt(1);
        }));
    packet(
        all,
        101,
        body(to -> {
          to.writeInt(4);
          to.writeInt(0);
        }));
    return new SftpFiles(new Prepared(new ByteArrayInputStream(bytes.toByteArray())));
  }

  private static List<String> compare(Known here, boolean thereRuns, Known... there)
      throws IOException {
    return new Comparison(listing(here), listing(there), false, thereRuns, () -> {}).run();
  }

  @Test
  void whatIsTheSameIsNoDifference() throws IOException {
    var file = new Known("etc", 5, FILE, THEN);
    assertEquals(List.of(), compare(file, false, file));
    assertEquals(List.of(), compare(file, false, file, new Known("more", 1, FILE, THEN)));
  }

  @Test
  void anotherSizeModeOrTimeIsOneAndSoIsAMissingFile() throws IOException {
    var file = new Known("etc", 5, FILE, THEN);
    List<String> another = List.of("“/etc” is another");
    assertEquals(another, compare(file, false, new Known("etc", 6, FILE, THEN)));
    assertEquals(another, compare(file, false, new Known("etc", 5, 0100600, THEN)));
    assertEquals(another, compare(file, false, new Known("etc", 5, FILE, THEN + 1)));
    assertEquals(List.of("“/etc” is missing"), compare(file, false));
  }

  @Test
  void whatACopyThatRunsHasChangedSinceIsNoneButWhatIsOlderThere() throws IOException {
    var file = new Known("log", 5, FILE, THEN);
    assertEquals(List.of(), compare(file, true, new Known("log", 9, FILE, THEN + 1)));
    assertEquals(
        List.of("“/log” is another"), compare(file, true, new Known("log", 4, FILE, THEN - 1)));
    assertEquals(
        List.of("“/log” is another"), compare(file, true, new Known("log", 4, FILE, THEN)));
    var device = new Known("dev", 5, FILE, THEN);
    assertEquals(List.of(), compare(device, true), "another file system is over it");
  }

  @Test
  void aTimeThatIsNotSetIsToldWithItsFile() throws IOException {
    var bytes = new ByteArrayOutputStream();
    var all = new DataOutputStream(bytes);
    packet(all, 2, body(to -> to.writeInt(3)));
    packet(
        all,
        101,
        body(to -> {
          to.writeInt(1);
          to.writeInt(3);
        })); // permission denied
    var files = new SftpFiles(new Prepared(new ByteArrayInputStream(bytes.toByteArray())));
    var refused =
        assertThrows(
            DriverException.Rejected.class, () -> files.date(List.of("/etc/a", "/etc/b"), 1));
    assertEquals("The server did not set the time of “/etc/b”.", refused.getMessage());
  }

  @Test
  void answersThatAreNoneAreRefused() {
    byte[] huge = {0x7f, 0, 0, 0, 2};
    assertThrows(
        DriverException.Unreadable.class,
        () -> new SftpFiles(new Prepared(new ByteArrayInputStream(huge))));
    byte[] half = {0, 0, 0, 5, 2, 0};
    assertThrows(
        DriverException.Unreadable.class,
        () -> new SftpFiles(new Prepared(new ByteArrayInputStream(half))));
    assertThrows(
        IOException.class, () -> new SftpFiles(new Prepared(InputStream.nullInputStream())));
  }
}
