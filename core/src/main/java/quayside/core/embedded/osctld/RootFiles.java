package quayside.core.embedded.osctld;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import quayside.core.archive.Sidecar;
import quayside.core.archive.tar.TarWriter;
import quayside.core.embedded.faults.Faults;
import quayside.transport.keys.OwnFiles;
import quayside.transport.server.ServerExec;

/**
 * The programs for files that a manager of nodes and keys needs, in the forms it needs (GNU
 * coreutils manual; GNU tar manual): {@code cat}, {@code tail -c}, {@code stat -c}, {@code
 * sha256sum}, {@code dd of=}, {@code tee -a}, {@code install -m 600 /dev/null}, {@code mkdir -p
 * -m}, {@code rm -f}, {@code rmdir}, {@code tar -cf -}. Relative paths begin at root's home.
 */
final class RootFiles {
  private static final Set<String> KNOWN =
      Set.of(
          "cat",
          "dd",
          "install",
          "mkdir",
          "rm",
          "rmdir",
          "sha256sum",
          "stat",
          "tail",
          "tar",
          "tee");
  private static final int PIECE = 128 << 10;
  private static final int MOST_TEXT = 1 << 20;

  private final NodeFolder folder;
  private final Faults faults;
  private final ServerExec exec;

  RootFiles(NodeFolder folder, Faults faults, ServerExec exec) {
    this.folder = folder;
    this.faults = faults;
    this.exec = exec;
  }

  /** Whether it is one of them. */
  static boolean knows(String program) {
    return KNOWN.contains(program);
  }

  /** Runs one of them and returns its status. */
  int run(String program, List<String> words) throws IOException {
    try {
      return switch (program) {
        case "cat" -> cat(words);
        case "tail" -> tail(words);
        case "stat" -> stat(words);
        case "sha256sum" -> sum(words);
        case "dd" -> dd(words);
        case "tee" -> tee(words);
        case "install" -> install(words);
        case "mkdir" -> make(words);
        case "rm" -> remove(words);
        case "rmdir" -> removeFolder(words);
        case "tar" -> pack(words);
        default -> throw new IllegalStateException(program);
      };
    } catch (NoSuchFileException _) {
      return fail(program, words, "No such file or directory");
    } catch (FileAlreadyExistsException _) {
      return fail(program, words, "File exists");
    } catch (DirectoryNotEmptyException _) {
      return fail(program, words, "Directory not empty");
    }
  }

  private int fail(String program, List<String> words, String why) throws IOException {
    return RootShell.fail(exec, program + ": " + last(words) + ": " + why, 1);
  }

  private int unknown(String program, String known) throws IOException {
    return RootShell.fail(exec, program + ": an embedded node knows " + known, 1);
  }

  private static String last(List<String> words) {
    return words.isEmpty() ? "" : words.getLast().replaceFirst("^of=", "");
  }

  private Path path(String name) throws IOException {
    return folder.path(name.startsWith("/") ? name : "/root/" + name);
  }

  private int cat(List<String> files) throws IOException {
    int status = 0;
    for (String file : files) {
      if (file.equals("--")) {
        continue;
      }
      try (InputStream in = Files.newInputStream(path(file))) {
        copy(new FaultyInput(in, faults), exec.out());
      } catch (NoSuchFileException _) {
        status = RootShell.fail(exec, "cat: " + file + ": No such file or directory", 1);
      } catch (Flow.Cut e) {
        throw e;
      } catch (IOException _) {
        status = RootShell.fail(exec, "cat: " + file + ": Permission denied", 1);
      }
    }
    exec.out().flush();
    return status;
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] piece = new byte[PIECE];
    for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
      out.write(piece, 0, n);
    }
  }

  /** {@code tail -c +N FILE}: from the N-th byte on, counted from one; {@code -c N}: the last N. */
  private int tail(List<String> words) throws IOException {
    if (words.size() != 3 || !words.getFirst().equals("-c")) {
      return unknown("tail", "tail -c NUMBER FILE");
    }
    Path file = path(words.getLast());
    String count = words.get(1);
    long number = Long.parseLong(count.replace("+", ""));
    try (InputStream in = Files.newInputStream(file)) {
      in.skip(count.startsWith("+") ? number - 1 : Math.max(0, Files.size(file) - number));
      copy(new FaultyInput(in, faults), exec.out());
    }
    exec.out().flush();
    return 0;
  }

  /** Size, seconds of the last change, number of the inode, mode in octal. */
  private int stat(List<String> words) throws IOException {
    if (words.size() != 3 || !words.getFirst().equals("-c")) {
      return unknown("stat", "stat -c FORMAT FILE");
    }
    Path file = path(words.getLast());
    if (Files.notExists(file)) {
      String message = "stat: cannot statx '" + words.getLast() + "': No such file or directory";
      return RootShell.fail(exec, message, 1);
    }
    Map<String, Object> found = Files.readAttributes(file, "unix:size,ino,mode");
    int mode = found.get("mode") instanceof Integer bits ? bits & 07777 : 0;
    String line =
        words
            .get(1)
            .replace("%s", String.valueOf(found.get("size")))
            .replace("%Y", String.valueOf(Files.getLastModifiedTime(file).toMillis() / 1000))
            .replace("%i", String.valueOf(found.get("ino")))
            .replace("%a", Integer.toOctalString(mode));
    return line.contains("%")
        ? unknown("stat", "%s, %Y, %i and %a")
        : RootShell.print(exec, line + "\n");
  }

  private int sum(List<String> words) throws IOException {
    byte[] hash = Sidecar.hash(path(words.getLast()), _ -> {});
    return RootShell.print(exec, HexFormat.of().formatHex(hash) + "  " + words.getLast() + "\n");
  }

  private int dd(List<String> words) throws IOException {
    String file = "";
    boolean append = false;
    for (String word : words) {
      file = word.startsWith("of=") ? word.substring(3) : file;
      append |= word.equals("oflag=append");
    }
    OpenOption how = append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    try (OutputStream out =
        Files.newOutputStream(
            path(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
      if (faults.has(Faults.Kind.DISK_FULL)) {
        exec.in().readNBytes(1 << 16);
        return RootShell.fail(exec, "dd: error writing '" + file + "': No space left on device", 1);
      }
      copy(new FaultyInput(exec.in(), faults), out);
    }
    return 0;
  }

  private int tee(List<String> words) throws IOException {
    if (words.size() != 2 || !words.getFirst().equals("-a")) {
      return unknown("tee", "tee -a FILE");
    }
    byte[] text = exec.in().readNBytes(MOST_TEXT);
    Files.write(path(words.get(1)), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    exec.out().write(text);
    exec.out().flush();
    return 0;
  }

  /** {@code install -m 600 /dev/null FILE}: an empty file that only its owner may read. */
  private int install(List<String> words) throws IOException {
    if (words.size() != 4 || !words.subList(0, 3).equals(List.of("-m", "600", "/dev/null"))) {
      return unknown("install", "install -m 600 /dev/null FILE");
    }
    Path file = path(words.get(3));
    Files.deleteIfExists(file);
    OwnFiles.create(file, new byte[0]);
    return 0;
  }

  private int make(List<String> words) throws IOException {
    Path wanted = path(words.getLast());
    int mode = words.indexOf("-m");
    boolean closed = mode >= 0 && words.get(mode + 1).equals("700");
    String letters = closed ? "rwx------" : "rwxr-xr-x";
    if (words.contains("-p")) {
      var rights = PosixFilePermissions.fromString(letters);
      Files.createDirectories(wanted, PosixFilePermissions.asFileAttribute(rights));
      return 0;
    }
    Path made = Files.createDirectory(wanted);
    if (mode >= 0) {
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString(letters));
    }
    return 0;
  }

  private int remove(List<String> words) throws IOException {
    for (String word : words) {
      if (!word.startsWith("-")) {
        Files.deleteIfExists(path(word));
      }
    }
    return 0;
  }

  private int removeFolder(List<String> words) throws IOException {
    Files.delete(path(words.getLast()));
    return 0;
  }

  /** {@code tar -cf - -C FOLDER .}: files two levels deep, as hooks are kept. */
  private int pack(List<String> words) throws IOException {
    Path top = path(words.get(words.indexOf("-C") + 1));
    if (!Files.isDirectory(top)) {
      return RootShell.fail(exec, "tar: " + top + ": Cannot open: No such file or directory", 2);
    }
    var found = new TreeMap<String, Path>();
    try (var all = Files.walk(top, 2)) {
      all.filter(p -> !p.equals(top)).forEach(p -> found.put(top.relativize(p).toString(), p));
    }
    var tar = new TarWriter(exec.out());
    tar.folder("./");
    for (var each : found.entrySet()) {
      if (Files.isDirectory(each.getValue())) {
        tar.folder("./" + each.getKey() + "/");
      } else {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(each.getValue()))) {
          tar.file("./" + each.getKey(), 0755, in.readAllBytes());
        }
      }
    }
    tar.finish();
    return 0;
  }
}
