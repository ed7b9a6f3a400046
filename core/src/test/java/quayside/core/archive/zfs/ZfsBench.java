package quayside.core.archive.zfs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Times one stream: {@code ZfsBench STREAM FOLDER} prints the seconds of indexing, extracting and
 * writing, one line for the first pass of this program, which is cold, and one for the fourth, when
 * the JVM has compiled what matters.
 */
final class ZfsBench {
  private static final int PASSES = 4;

  private ZfsBench() {}

  public static void main(String[] arguments) throws IOException {
    for (int pass = 1; pass <= PASSES; pass++) {
      boolean told = pass == 1 || pass == PASSES;
      String seconds = pass(Path.of(arguments[0]), Path.of(arguments[1]), told);
      if (told) {
        System.out.println(seconds);
      }
    }
  }

  private static String pass(Path stream, Path folder, boolean extracting) throws IOException {
    Path out = folder.resolve("out");
    long start = System.nanoTime();
    try (ZfsArchive archive =
        ZfsArchive.open(List.of(new StreamSource.File(stream)), folder, read -> {})) {
      long indexed = System.nanoTime();
      if (extracting) {
        Extractor.extract(archive.latest(), BytePath.ROOT, out, Long.MAX_VALUE, false);
        onDisk(out);
      }
      long extracted = System.nanoTime();
      StreamWriter.forZfsFuse(OutputStream.nullOutputStream())
          .full(archive.latest(), new SnapshotId("bench/of@it", 1, 1));
      long written = System.nanoTime();
      return String.format(
          Locale.ROOT,
          "%.3f %.3f %.3f",
          (indexed - start) / 1e9,
          (extracted - indexed) / 1e9,
          (written - extracted) / 1e9);
    } finally {
      Everything.delete(out);
    }
  }

  /** A receiver's writes are on disk when it is done; so are ours. */
  private static void onDisk(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        try (FileChannel file = FileChannel.open(each, StandardOpenOption.WRITE)) {
          file.force(true);
        }
      }
    }
  }
}
