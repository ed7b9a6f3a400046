package quayside.core.archive.osctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import quayside.core.archive.ArchiveException;
import quayside.core.archive.ArchiveProgress;
import quayside.core.archive.Archives;
import quayside.core.archive.Remark;
import quayside.core.archive.Verdict;
import quayside.core.archive.tar.TarHeader;
import quayside.core.problem.Problem;

/** Damaged and malicious exports: one clear sentence each. */
class DamagedExportTest {
  @TempDir private Path folder = Path.of("");

  private Verdict verify(byte[] bytes) throws IOException {
    return verify(Files.write(folder.resolve("damaged.tar"), bytes));
  }

  private Verdict verify(Path file) throws IOException {
    return Archives.all().verify(file, folder, ArchiveProgress.NONE);
  }

  @Test
  void everyCutAtAKilobyteIsNoticed() throws IOException {
    byte[] real = ExportParts.real();
    for (int length = 1024; length < real.length; length += 1024) {
      int at = length;
      Verdict verdict = verify(Arrays.copyOf(real, length));
      boolean onlyTheEnd = length >= real.length - 1024;
      assertEquals(!onlyTheEnd, !verdict.whole(), () -> "cut at " + at + ": " + verdict.remarks());
      assertTrue(
          verdict.remarks().getFirst().sentence().matches("(?s).{10,300}\\."),
          () -> verdict.remarks().toString());
    }
    assertThrows(ArchiveException.class, () -> verify(new byte[0]));
    IOException shortest = assertThrows(IOException.class, () -> verify(Arrays.copyOf(real, 300)));
    assertFalse(Problem.of(shortest).sentence().isBlank());
  }

  /** A flipped bit is noticed, or it is in a text, which nothing but a .sha256 covers. */
  @Test
  void flippedBitsAreNoticedWhereTheFormatAllowsIt() throws IOException {
    byte[] whole = ExportParts.small().pack();
    ExportArchive archive = ExportArchive.read(ExportParts.small().in(folder, "whole.tar"));
    List<Member> texts = new ArrayList<>();
    for (Member member : archive.members()) {
      if (!(member.part() instanceof Part.Stream)) {
        texts.add(member);
      }
    }
    Random random = new Random(5);
    int noticed = 0;
    for (int i = 0; i < 600; i++) {
      int at = random.nextInt(whole.length);
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << random.nextInt(8));
      boolean covered = covered(archive, at);
      boolean good;
      try {
        good = verify(flipped).whole();
      } catch (IOException e) {
        good = false;
      }
      noticed += good ? 0 : 1;
      boolean still = good;
      assertTrue(!covered || !still, () -> "a flipped bit in byte " + at + " was not noticed");
    }
    assertTrue(noticed > 400, "only " + noticed);
    assertFalse(texts.isEmpty());
  }

  /** Whether a checksum of the format covers a byte: those of headers and of streams. */
  private static boolean covered(ExportArchive archive, int at) {
    for (Member member : archive.members()) {
      long end = member.entry().offset() + member.entry().size();
      if (at >= member.entry().header() && at < member.entry().offset()) {
        return true;
      }
      if (at >= member.entry().offset() && at < end) {
        return member.part() instanceof Part.Stream;
      }
    }
    return false;
  }

  private static Arguments bad(String code, OddExportTest.Spoil spoil) {
    return Arguments.of(code, spoil);
  }

  static Stream<Arguments> damage() {
    String bomb =
        """
        a: &a [x,x,x,x,x,x,x,x,x,x]
        b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]
        c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]
        d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]
        e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]
        f: [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]
        """;
    return Stream.of(
        bad("metadata-missing", p -> p.without("metadata.yml")),
        bad("config-missing", p -> p.without("config/container.yml")),
        bad("stream-missing", p -> p.without("rootfs/srv/base.dat")),
        bad("increment-alone", p -> p.without("rootfs/base.dat")),
        bad(
            "member-doubled",
            p -> p.put("rootfs/base.dat.gz", ExportParts.gzip(p.get("rootfs/base.dat")))),
        bad(
            "increment-unfit",
            p -> p.put("rootfs/incremental.dat", p.get("rootfs/srv/incremental.dat"))),
        bad("base-not-full", p -> p.put("rootfs/base.dat", p.get("rootfs/incremental.dat"))),
        bad("stream-damaged", p -> p.put("rootfs/base.dat", new byte[5000])),
        bad(
            "stream-damaged",
            p -> {
              byte[] longer = Arrays.copyOf(p.get("rootfs/base.dat"), 400_000);
              return p.put("rootfs/base.dat", longer);
            }),
        bad("name-unsafe", p -> p.text("../../etc/cron.d/x", "bad")),
        bad("name-unsafe", p -> p.text("/etc/cron.d/x", "bad")),
        bad("name-unsafe", p -> p.text("rootfs/../../x", "bad")),
        bad("text-unreadable", p -> p.text("config/container.yml", bomb)),
        bad("text-unreadable", p -> p.text("config/container.yml", "{".repeat(20_000))),
        bad("text-unreadable", p -> p.text("config/container.yml", "a: [unclosed\n")),
        bad("text-unreadable", p -> p.text("metadata.yml", "- a list\n")),
        bad("text-too-long", p -> p.text("config/user.yml", "x".repeat(3 << 20))),
        bad("id-invalid", p -> p.edit("metadata.yml", t -> t.replace(": web", ": ../web"))),
        bad("dataset-invalid", p -> p.edit("metadata.yml", t -> t.replace("- srv", "- ../../x"))),
        bad("format-unknown", p -> p.edit("metadata.yml", t -> t.replace(": zfs", ": cpio"))));
  }

  @ParameterizedTest
  @MethodSource
  void damage(String code, OddExportTest.Spoil spoil) throws IOException {
    Verdict verdict = verify(spoil.odd(ExportParts.small()).pack());
    assertFalse(verdict.whole());
    assertTrue(
        verdict.remarks().stream()
            .filter(r -> r.severity() == Remark.Severity.DAMAGE)
            .anyMatch(r -> r.code().equals(code)),
        () -> verdict.remarks().toString());
    assertTrue(verdict.sentence().startsWith("The archive is damaged: "), verdict::sentence);
  }

  @Test
  void linksAndDevicesAreNoMembers() throws IOException {
    for (char type : new char[] {'1', '2', '3', '6'}) {
      byte[] bytes = ExportParts.small().pack();
      int at = header(bytes, "config/group.yml");
      bytes[at + 156] = (byte) type;
      seal(bytes, at);
      Verdict verdict = verify(bytes);
      assertTrue(
          verdict.remarks().stream().anyMatch(r -> r.code().equals("member-link")),
          () -> verdict.remarks().toString());
    }
  }

  @Test
  void aSizeThatLiesIsNoticed() throws IOException {
    for (String size : List.of("00000000001", "77777777777", "777777777777", "00000010000")) {
      byte[] bytes = ExportParts.small().pack();
      int at = header(bytes, "rootfs/base.dat");
      System.arraycopy(ExportParts.bytes(size), 0, bytes, at + 124, size.length());
      seal(bytes, at);
      assertFalse(verify(bytes).whole(), size);
    }
  }

  private static int header(byte[] bytes, String name) {
    byte[] wanted = ExportParts.bytes(name + "\0");
    for (int at = 0; at < bytes.length; at += 512) {
      if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at;
      }
    }
    throw new AssertionError(name);
  }

  private static void seal(byte[] bytes, int at) {
    Arrays.fill(bytes, at + 148, at + 156, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < TarHeader.BLOCK; i++) {
      sum += bytes[at + i] & 0xFF;
    }
    byte[] text = ExportParts.bytes("%06o\0 ".formatted(sum));
    System.arraycopy(text, 0, bytes, at + 148, 8);
  }

  /** Half a gigabyte of zeros in half a megabyte: ends at the first record that is none. */
  @Test
  void aGzipBombEndsAtOnce() throws IOException {
    Path file = folder.resolve("bomb.tar");
    try (FileChannel to =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      var writer = new ExportWriter(to);
      ExportParts good = ExportParts.small();
      writer.text("metadata.yml", good.get("metadata.yml"));
      writer.text("config/container.yml", good.get("config/container.yml"));
      try (OutputStream bomb = new GZIPOutputStream(writer.member("rootfs/base.dat.gz"), 1 << 16)) {
        byte[] zeros = new byte[1 << 20];
        for (int i = 0; i < 512; i++) {
          bomb.write(zeros);
        }
      }
      writer.text("snapshots.yml", good.get("snapshots.yml"));
      writer.finish();
    }
    Verdict verdict = verify(file);
    assertTrue(
        verdict.remarks().stream().anyMatch(r -> r.code().equals("stream-damaged")),
        () -> verdict.remarks().toString());
  }

  @Test
  void whatIsNoArchiveIsRefusedInASentence() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "hello\n".repeat(1000));
    for (Path file : List.of(text, folder, Files.createFile(folder.resolve("empty")))) {
      var refused = assertThrows(ArchiveException.class, () -> verify(file));
      assertTrue(String.valueOf(refused.getMessage()).contains("is no archive of a container"));
    }
    assertThrows(IOException.class, () -> verify(folder.resolve("none")));
  }
}
