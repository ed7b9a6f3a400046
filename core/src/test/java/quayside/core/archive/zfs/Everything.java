package quayside.core.archive.zfs;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Small streams with every kind of thing in them, and reading all that a stream holds. */
final class Everything {
  private static final int MOST_OF_A_FILE = 1 << 20;

  private Everything() {}

  /** A stream of a random tree; every third one is a package. */
  static byte[] small(long seed) throws IOException {
    EditableTree tree = new RandomTree(seed).steps(12).tree();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StreamWriter writer = StreamWriter.forOpenZfs(out);
    SnapshotId id = new SnapshotId("p/d@s", 7, 1);
    (seed % 3 == 0 ? writer.withProperties(Map.of("a:b", "c")) : writer).full(tree, id);
    return out.toByteArray();
  }

  /** The streams as they come from pipes. */
  static List<StreamSource> pipes(List<byte[]> streams) {
    List<StreamSource> sources = new ArrayList<>();
    for (byte[] each : streams) {
      sources.add(new StreamSource.Pipe(new ByteArrayInputStream(each)));
    }
    return sources;
  }

  /** The streams as files of that folder. */
  static List<StreamSource> files(List<byte[]> streams, Path folder) throws IOException {
    List<StreamSource> sources = new ArrayList<>();
    for (byte[] each : streams) {
      Path file = folder.resolve("stream-" + sources.size());
      sources.add(
          new StreamSource.File(
              Files.write(
                  file,
                  each,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.TRUNCATE_EXISTING)));
    }
    return sources;
  }

  /** Reads every name, attribute and file of the last snapshot, of large files the beginning. */
  static void read(List<StreamSource> sources, Path temporary) throws IOException {
    try (ZfsArchive archive = ZfsArchive.open(sources, temporary, n -> {})) {
      read(archive.latest());
    }
  }

  static void read(FileView view) throws IOException {
    byte[] buffer = new byte[1 << 16];
    FileWalk.all(
        view,
        (path, stat) -> {
          view.xattrs(stat.object());
          if (stat.type() == FileType.SYMLINK) {
            view.target(stat.object());
          } else if (stat.type() == FileType.FILE) {
            contents(view, stat, buffer);
          }
        });
  }

  private static void contents(FileView view, FileStat stat, byte[] buffer) throws IOException {
    try (InputStream in = view.open(stat.object())) {
      for (long at = 0; at < Math.min(stat.size(), MOST_OF_A_FILE); ) {
        long next = view.nextData(stat.object(), at);
        if (next >= stat.size()) {
          break;
        }
        in.skipNBytes(next - at);
        at = next + Math.max(1, in.read(buffer));
      }
    }
  }

  /** Removes a folder and what is in it, where it exists. */
  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
