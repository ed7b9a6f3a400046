package quayside.core.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import quayside.core.embedded.store.Dataset;
import quayside.core.embedded.store.Disk;
import quayside.core.embedded.store.Names;

/**
 * Files as a container may have them: text, binaries, links of both kinds, special modes, owners,
 * holes, empty folders and odd names; the same seed makes the same files.
 *
 * @param files number of ordinary files; some 40 special ones come on top
 * @param bytes size of the ordinary files together
 * @param seed of the random content
 */
public record DemoContent(int files, long bytes, long seed) {
  private static final List<String> FOLDERS =
      List.of(
          "bin",
          "etc/ssl/certs",
          "etc/nginx/sites-enabled",
          "home/alice/.config",
          "home/bob",
          "opt/app/lib",
          "root",
          "run",
          "srv/www/html",
          "tmp",
          "usr/bin",
          "usr/lib",
          "usr/share/doc",
          "var/cache/empty",
          "var/lib/postgresql/base",
          "var/log/journal",
          "var/www");
  private static final long TIME = 1_700_000_000L;

  /** A few hundred small files. */
  public static DemoContent small(long seed) {
    return new DemoContent(260, 3 << 20, seed);
  }

  /** Fills an empty dataset. */
  void fill(Dataset dataset) throws IOException {
    Path root = dataset.live();
    var random = new SplittableRandom(seed);
    for (String folder : FOLDERS) {
      Files.createDirectories(root.resolve(folder));
    }
    ordinary(root, random);
    special(dataset, root, random);
    odd(root);
    times(root);
    dataset.saveNotes();
  }

  private void ordinary(Path root, SplittableRandom random) throws IOException {
    long each = files == 0 ? 0 : bytes / files;
    for (int i = 0; i < files; i++) {
      String folder = FOLDERS.get(i % FOLDERS.size());
      folder = folder.endsWith("empty") ? "usr/lib" : folder;
      boolean text = i % 3 == 0;
      long size = each < 16 ? each : each / 2 + random.nextLong(each);
      Path file =
          root.resolve(folder).resolve((text ? "note-" : "blob-") + i + (text ? ".txt" : ".bin"));
      byte[] content = new byte[(int) Math.min(size, 1 << 30)];
      if (text) {
        byte[] line =
            ("line " + i + " of a text that repeats itself\n").getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < content.length; at++) {
          content[at] = line[at % line.length];
        }
      } else {
        random.nextBytes(content);
      }
      Files.write(file, content);
    }
  }

  private static void special(Dataset dataset, Path root, SplittableRandom random)
      throws IOException {
    write(root, "etc/hostname", "demo\n");
    write(root, "etc/passwd", "root:x:0:0:root:/root:/bin/sh\nalice:x:1000:1000::/home/alice:\n");
    write(root, "etc/shadow", "root:*:19000:0:99999:7:::\n");
    write(root, "etc/os-release", "NAME=\"Debian GNU/Linux\"\nVERSION_ID=\"13\"\n");
    write(root, "srv/www/html/index.html", "<h1>It works</h1>\n");
    write(root, "home/alice/.config/empty", "");
    write(root, "usr/bin/sudo", "#!/bin/sh\nexec \"$@\"\n");
    write(root, "usr/bin/tool", "#!/bin/sh\necho tool\n");
    Files.createLink(root.resolve("usr/bin/tool-1"), root.resolve("usr/bin/tool"));
    Files.createLink(root.resolve("bin/tool-2"), root.resolve("usr/bin/tool"));
    Files.createSymbolicLink(root.resolve("bin/sh"), Path.of("../usr/bin/tool"));
    Files.createSymbolicLink(root.resolve("etc/localtime"), Path.of("/usr/share/zoneinfo/UTC"));
    Files.createSymbolicLink(root.resolve("etc/dangling"), Path.of("does/not/exist"));
    Files.createSymbolicLink(root.resolve("lib"), Path.of("usr/lib"));
    hole(root.resolve("var/lib/postgresql/base/sparse.db"), 3 << 20, random);
    mode(root, "usr/bin/sudo", 04755);
    mode(root, "usr/bin/tool", 0755);
    mode(root, "etc/shadow", 0640);
    mode(root, "tmp", 01777);
    mode(root, "root", 0700);
    dataset.note("etc/shadow", 0, 42, -1);
    dataset.note("home/alice", 1000, 1000, -1);
    dataset.note("home/alice/.config", 1000, 1000, -1);
    dataset.note("home/alice/.config/empty", 1000, 1000, 0);
    dataset.note("var/lib/postgresql", 70, 70, -1);
    dataset.note("var/lib/postgresql/base", 70, 70, -1);
    dataset.note("var/lib/postgresql/base/sparse.db", 70, 70, -1);
    dataset.note("bin/sh", 33, 33, -1);
  }

  /** Names that break careless programs. Those that this file system refuses are left out. */
  private static void odd(Path root) throws IOException {
    String folder = "home/bob/";
    for (String name :
        List.of(
            "with space",
            " leading",
            "it's \"quoted\"",
            "$(reboot)",
            "semi;colon & more",
            "-rf",
            "new\nline",
            "tab\there",
            "back\\slash",
            "star*?[x]",
            Names.utf8("žluťoučký kůň"),
            Names.utf8("日本語"),
            Names.utf8("🚢"),
            "latin-\u00e9",
            "x".repeat(200))) {
      Files.write(
          Names.in(root, folder + name),
          ("odd: " + name.length() + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void hole(Path file, long size, SplittableRandom random) throws IOException {
    byte[] page = new byte[4096];
    random.nextBytes(page);
    try (var out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(page);
      out.seek(size / 2);
      out.write(page);
      out.setLength(size);
    }
  }

  private static void write(Path root, String name, String text) throws IOException {
    Files.write(root.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  private static void mode(Path root, String name, int mode) throws IOException {
    Files.setAttribute(root.resolve(name), "unix:mode", mode);
  }

  /** Times with nanoseconds, each another; folders after what is in them. */
  private static void times(Path root) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(root)) {
      all = walk.sorted().toList();
    }
    long n = 0;
    for (Path path : all.reversed()) {
      n++;
      // times of links have no more than microseconds in Java
      long nanos = Files.isSymbolicLink(path) ? 0 : 123_456_789 + n;
      Disk.setMtime(path, (TIME + n * 61) * 1_000_000_000L + nanos);
    }
  }
}
