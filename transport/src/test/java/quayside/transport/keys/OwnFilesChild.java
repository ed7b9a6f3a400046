package quayside.transport.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A program of its own, because a umask is a whole program's: makes files and tells their modes.
 */
final class OwnFilesChild {
  private OwnFilesChild() {}

  /** The argument is the folder. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Path own = folder.resolve("own");
    OwnFiles.create(own, new byte[] {1});
    OwnFiles.replace(own, new byte[] {2});
    Path key = folder.resolve("id");
    KeyFiles.generate(key, KeyFiles.Kind.ED25519, 0, "", "secret".toCharArray());
    System.out.println(mode(own) + " " + mode(key));
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
