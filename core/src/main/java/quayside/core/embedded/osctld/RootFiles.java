package quayside.core.embedded.osctld;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import quayside.transport.keys.OwnFiles;
import quayside.transport.server.ServerExec;

/**
 * The commands about files that a manager of keys needs: {@code cat}, {@code stat -c %Y|%a}, {@code
 * mkdir -p -m}, {@code install -m}, {@code tail -c 1}, {@code tee -a}. Paths are those of the node;
 * relative ones begin at root's home.
 */
final class RootFiles {
  private static final int MOST = 1 << 20;

  private final NodeFolder folder;

  RootFiles(NodeFolder folder) {
    this.folder = folder;
  }

  /** Whether it knows the program. */
  static boolean knows(String program) {
    return List.of("cat", "stat", "mkdir", "install", "tail", "tee").contains(program);
  }

  int run(ServerExec exec, String program, List<String> words) throws IOException {
    return switch (program) {
      case "cat" -> cat(exec, words);
      case "stat" -> stat(exec, words);
      case "mkdir" -> mkdir(exec, words);
      case "install" -> install(exec, words);
      case "tail" -> tail(exec, words);
      default -> tee(exec, words);
    };
  }

  private Path path(String text) throws IOException {
    return folder.path(text.startsWith("/") ? text : "/root/" + text);
  }

  private int cat(ServerExec exec, List<String> files) throws IOException {
    int status = 0;
    for (String file : files) {
      if (file.equals("--")) {
        continue;
      }
      try {
        exec.out().write(Files.readAllBytes(path(file)));
      } catch (NoSuchFileException _) {
        status = RootShell.fail(exec, "cat: " + file + ": No such file or directory", 1);
      } catch (IOException _) {
        status = RootShell.fail(exec, "cat: " + file + ": Permission denied", 1);
      }
    }
    exec.out().flush();
    return status;
  }

  /** {@code stat -c %Y FILE}: seconds of its last change; {@code %a}: its mode in octal. */
  private int stat(ServerExec exec, List<String> words) throws IOException {
    if (words.size() != 3 || !words.getFirst().equals("-c")) {
      return RootShell.fail(exec, "stat: an embedded node knows stat -c FORMAT FILE", 1);
    }
    Path file = path(words.get(2));
    if (Files.notExists(file)) {
      String message = "stat: cannot statx '" + words.get(2) + "': No such file or directory";
      return RootShell.fail(exec, message, 1);
    }
    return switch (words.get(1)) {
      case "%Y" ->
          RootShell.print(
              exec, Files.getLastModifiedTime(file).toInstant().getEpochSecond() + "\n");
      case "%a" -> RootShell.print(exec, mode(file) + "\n");
      default -> RootShell.fail(exec, "stat: an embedded node knows %Y and %a", 1);
    };
  }

  private static String mode(Path file) throws IOException {
    String letters = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    String bits = letters.replace('-', '0').replaceAll("[rwx]", "1");
    return Integer.toOctalString(Integer.parseInt(bits, 2));
  }

  private int mkdir(ServerExec exec, List<String> words) throws IOException {
    if (words.size() != 4 || !words.subList(0, 3).equals(List.of("-p", "-m", "700"))) {
      return RootShell.fail(exec, "mkdir: an embedded node knows mkdir -p -m 700 FOLDER", 1);
    }
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(path(words.get(3)), mode);
    return 0;
  }

  /** {@code install -m 600 /dev/null FILE}: an empty file that only its owner may read. */
  private int install(ServerExec exec, List<String> words) throws IOException {
    if (words.size() != 4 || !words.subList(0, 3).equals(List.of("-m", "600", "/dev/null"))) {
      return RootShell.fail(exec, "install: an embedded node only makes empty files", 1);
    }
    Path file = path(words.get(3));
    Files.deleteIfExists(file);
    OwnFiles.create(file, new byte[0]);
    return 0;
  }

  /** {@code tail -c 1 FILE}: its last byte. */
  private int tail(ServerExec exec, List<String> words) throws IOException {
    if (words.size() != 3 || !words.subList(0, 2).equals(List.of("-c", "1"))) {
      return RootShell.fail(exec, "tail: an embedded node knows tail -c 1 FILE", 1);
    }
    Path file = path(words.get(2));
    if (Files.notExists(file)) {
      String message = "tail: cannot open '" + words.get(2) + "' for reading: No such file";
      return RootShell.fail(exec, message, 1);
    }
    byte[] bytes = Files.readAllBytes(file);
    exec.out().write(bytes, Math.max(0, bytes.length - 1), Math.min(1, bytes.length));
    exec.out().flush();
    return 0;
  }

  private int tee(ServerExec exec, List<String> words) throws IOException {
    if (words.size() != 2 || !words.getFirst().equals("-a")) {
      return RootShell.fail(exec, "tee: an embedded node knows tee -a FILE", 1);
    }
    byte[] text = exec.in().readNBytes(MOST);
    try {
      Files.write(path(words.get(1)), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (NoSuchFileException _) {
      return RootShell.fail(exec, "tee: " + words.get(1) + ": No such file or directory", 1);
    }
    exec.out().write(text);
    exec.out().flush();
    return 0;
  }
}
