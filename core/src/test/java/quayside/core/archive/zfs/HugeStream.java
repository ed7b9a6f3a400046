package quayside.core.archive.zfs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Writes a huge stream to standard output, or reads one from standard input and compares all that
 * is in it: {@code write|read FOLDERS FILES-EACH LARGE-FILES LARGE-SIZE FOLDER}. Reading ends with
 * a line of JSON.
 */
final class HugeStream {
  private HugeStream() {}

  public static void main(String[] arguments) throws IOException {
    HugeTree tree =
        new HugeTree(
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]),
            Long.parseLong(arguments[4]));
    if (arguments[0].equals("write")) {
      StreamWriter.forOpenZfs(System.out).full(tree, new SnapshotId("p/huge@s", 1, 1));
      System.out.flush();
    } else {
      read(tree, Path.of(arguments[5]));
    }
  }

  private static void read(HugeTree tree, Path temporary) throws IOException {
    long start = System.nanoTime();
    long[] count = new long[2];
    try (ZfsArchive archive =
        ZfsArchive.open(List.of(new StreamSource.Pipe(System.in)), temporary, n -> {})) {
      long indexed = System.nanoTime();
      FileView view = archive.latest();
      byte[] ours = new byte[1 << 17];
      byte[] theirs = new byte[1 << 17];
      FileWalk.all(
          view,
          (path, stat) -> {
            FileStat expected = tree.stat(stat.object());
            if (!stat.equals(expected) && stat.type() != FileType.DIR) {
              throw new IOException(path + " is " + stat + " instead of " + expected);
            }
            if (stat.type() == FileType.FILE) {
              count[0]++;
              count[1] += same(tree, view, stat, ours, theirs);
            }
          });
      System.out.println(
          String.format(
              Locale.ROOT,
              "{\"files\":%d,\"bytes\":%d,\"streamBytes\":%d,\"records\":%d,"
                  + "\"indexSeconds\":%.1f,\"readSeconds\":%.1f,\"heapLimit\":%d}",
              count[0],
              count[1],
              archive.bytes(),
              archive.records(),
              (indexed - start) / 1e9,
              (System.nanoTime() - indexed) / 1e9,
              Runtime.getRuntime().maxMemory()));
    }
  }

  private static long same(HugeTree tree, FileView view, FileStat stat, byte[] ours, byte[] theirs)
      throws IOException {
    long object = stat.object();
    if (!Arrays.equals(xattr(tree, object), xattr(view, object))) {
      throw new IOException("File " + object + " has other extended attributes");
    }
    long done = 0;
    try (InputStream in = view.open(object);
        InputStream like = tree.open(object)) {
      for (int n = in.readNBytes(ours, 0, ours.length);
          n > 0;
          n = in.readNBytes(ours, 0, ours.length)) {
        int m = like.readNBytes(theirs, 0, n);
        if (!Arrays.equals(ours, 0, n, theirs, 0, m)) {
          throw new IOException("File " + object + " is another one from " + done + " on");
        }
        done += n;
      }
    }
    return done;
  }

  private static byte[] xattr(FileView view, long object) throws IOException {
    return view.xattrs(object).values().stream().findFirst().orElse(new byte[0]);
  }
}
