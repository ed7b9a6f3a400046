package quayside.core.archive.osctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import quayside.core.archive.ArchiveProgress;
import quayside.core.archive.Archives;
import quayside.core.archive.Remark;
import quayside.core.archive.Verdict;
import quayside.core.problem.Problem;

/** Damage and malice in tar archives, and what must hold of every archive all the same. */
public final class TarChanges {
  private static final int BLOCK = 512;

  private TarChanges() {}

  /** What is changed; places are counted modulo what there is. */
  public sealed interface Change {
    record Cut(int at) implements Change {}

    record Gone(int member) implements Change {}

    record Twice(int member) implements Change {}

    record Swapped(int member, int other) implements Change {}

    /** Some bytes of a header, whose checksum is made right again. */
    record Header(int member, int at, String text) implements Change {}

    /** Some bytes of a member. */
    record Content(int member, int at, String text) implements Change {}

    record Bit(int at, int bit) implements Change {}
  }

  /**
   * One to three changes.
   *
   * @param odd texts that have been somebody's trouble
   */
  public static Arbitrary<List<Change>> any(List<String> odd) {
    Arbitrary<Integer> member = Arbitraries.integers().between(0, 30);
    Arbitrary<Integer> place = Arbitraries.integers().between(0, 1 << 20);
    Arbitrary<String> text =
        Arbitraries.oneOf(
            Arbitraries.of(odd),
            Arbitraries.strings().withCharRange((char) 0, (char) 255).ofMaxLength(12));
    Arbitrary<Change> one =
        Arbitraries.frequencyOf(
            Tuple.of(1, place.map(Change.Cut::new)),
            Tuple.of(1, member.map(Change.Gone::new)),
            Tuple.of(1, member.map(Change.Twice::new)),
            Tuple.of(1, Combinators.combine(member, member).as(Change.Swapped::new)),
            Tuple.of(
                4,
                Combinators.combine(
                        member,
                        Arbitraries.of(0, 1, 100, 124, 135, 136, 148, 156, 157, 257, 263, 345, 500),
                        text)
                    .as(Change.Header::new)),
            Tuple.of(4, Combinators.combine(member, place, text).as(Change.Content::new)),
            Tuple.of(
                1,
                Combinators.combine(place, Arbitraries.integers().between(0, 7))
                    .as(Change.Bit::new)));
    return one.list().ofMinSize(1).ofMaxSize(3);
  }

  /** A verdict or one clear error, never a hang, never a byte elsewhere. */
  public static void doNoHarm(byte[] original, List<Change> changes) throws IOException {
    harmless(changed(original, changes));
  }

  /** The archive with all changes. */
  public static byte[] changed(byte[] original, List<Change> changes) {
    byte[] bytes = original;
    for (Change change : changes) {
      bytes = apply(bytes, change);
    }
    return bytes;
  }

  /** The same for an archive as it is. */
  public static void harmless(byte[] bytes) throws IOException {
    Path folder = Files.createTempDirectory("mutated");
    try {
      Path file = Files.write(folder.resolve("it.tar"), bytes);
      boolean bad = assertTimeoutPreemptively(Duration.ofSeconds(30), () -> judged(file, folder));
      Statistics.label("found bad").collect(bad);
      try (Stream<Path> all = Files.walk(folder)) {
        assertEquals(List.of(folder, file), all.toList(), "nothing else is written");
      }
    } finally {
      Files.deleteIfExists(folder.resolve("it.tar"));
      Files.deleteIfExists(folder);
    }
  }

  /** Whether something was found; every failure must be a sentence. */
  private static boolean judged(Path file, Path temporary) throws IOException {
    boolean bad = false;
    try {
      var _ = Archives.all().glance(file);
      var _ = Archives.all().inspect(file);
      Verdict verdict = Archives.all().verify(file, temporary, ArchiveProgress.NONE);
      for (Remark remark : verdict.remarks()) {
        assertTrue(remark.sentence().matches("(?s).{10,600}"), remark::toString);
      }
      bad = !verdict.whole();
    } catch (IOException e) {
      Problem problem = Problem.of(e);
      assertNotEquals("bug", problem.code(), () -> "no clear error: " + e);
      assertTrue(problem.sentence().length() > 10, problem::toString);
      bad = true;
    }
    return bad;
  }

  private static byte[] apply(byte[] tar, Change change) {
    return switch (change) {
      case Change.Cut c -> Arrays.copyOf(tar, c.at % (tar.length + 1));
      case Change.Bit c -> {
        byte[] changed = tar.clone();
        if (changed.length > 0) {
          changed[c.at % changed.length] ^= (byte) (1 << c.bit);
        }
        yield changed;
      }
      case Change.Gone c -> joined(tar, (list, at) -> list.remove(at), c.member);
      case Change.Twice c -> joined(tar, (list, at) -> list.add(list.get(at)), c.member);
      case Change.Swapped c ->
          joined(tar, (list, at) -> Collections.swap(list, at, c.other % list.size()), c.member);
      case Change.Header c -> joined(tar, (list, at) -> header(list.get(at), c), c.member);
      case Change.Content c -> joined(tar, (list, at) -> content(list.get(at), c), c.member);
    };
  }

  private interface Edit {
    void on(List<byte[]> members, int at);
  }

  /** Takes it apart into members with their headers, changes one, and joins them again. */
  private static byte[] joined(byte[] tar, Edit edit, int member) {
    var members = new ArrayList<byte[]>();
    int at = 0;
    while (at + BLOCK <= tar.length && tar[at] != 0) {
      String size = new String(tar, at + 124, 11, StandardCharsets.ISO_8859_1);
      long length = size.matches("[0-7]{11}") ? Long.parseLong(size, 8) : 0;
      long end = at + BLOCK + (length + BLOCK - 1) / BLOCK * BLOCK;
      if (end > tar.length) {
        break;
      }
      members.add(Arrays.copyOfRange(tar, at, (int) end));
      at = (int) end;
    }
    if (!members.isEmpty()) {
      edit.on(members, member % members.size());
    }
    var out = new ByteArrayOutputStream();
    members.forEach(out::writeBytes);
    out.write(tar, at, tar.length - at);
    return out.toByteArray();
  }

  private static void header(byte[] member, Change.Header change) {
    byte[] text = change.text.getBytes(StandardCharsets.ISO_8859_1);
    int room = Math.min(text.length, change.at < 148 ? 148 - change.at : BLOCK - change.at);
    System.arraycopy(text, 0, member, change.at, room);
    Arrays.fill(member, 148, 156, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += member[i] & 0xFF;
    }
    byte[] octal = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(octal, 0, member, 148, 8);
  }

  private static void content(byte[] member, Change.Content change) {
    if (member.length > BLOCK) {
      byte[] text = change.text.getBytes(StandardCharsets.ISO_8859_1);
      int at = BLOCK + change.at % (member.length - BLOCK);
      System.arraycopy(text, 0, member, at, Math.min(text.length, member.length - at));
    }
  }
}
