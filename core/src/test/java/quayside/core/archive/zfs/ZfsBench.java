package quayside.core.archive.zfs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Times one stream: {@code ZfsBench STREAM FOLDER ROUNDS} prints seconds of indexing, extracting
 * and writing, a round a line.
 */
final class ZfsBench {
  private ZfsBench() {}

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

  public static void main(String[] arguments) throws IOException {
    Path stream = Path.of(arguments[0]);
    Path folder = Path.of(arguments[1]);
    for (int round = 0; round <= Integer.parseInt(arguments[2]); round++) {
      long start = System.nanoTime();
      try (ZfsArchive archive =
          ZfsArchive.open(List.of(new StreamSource.File(stream)), folder, read -> {})) {
        final long indexed = System.nanoTime();
        Path out = folder.resolve("out");
        Extractor.extract(archive.latest(), BytePath.ROOT, out, Long.MAX_VALUE, false);
        onDisk(out);
        final long extracted = System.nanoTime();
        StreamWriter.forZfsFuse(OutputStream.nullOutputStream())
            .full(archive.latest(), new SnapshotId("bench/of@it", 1, 1));
        long written = System.nanoTime();
        try (Stream<Path> all = Files.walk(out)) {
          for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(each);
          }
        }
        if (round > 0) { // the first one warms up
          System.out.println(
              String.format(
                  Locale.ROOT,
                  "%.3f %.3f %.3f",
                  (indexed - start) / 1e9,
                  (extracted - indexed) / 1e9,
                  (written - extracted) / 1e9));
        }
      }
    }
  }
}
