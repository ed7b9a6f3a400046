package quayside.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import quayside.transport.SshSettings;

/** Runs verbs in this process, on a home of their own, and keeps what they print. */
final class Terminal {
  private final Path folder;
  private byte[] input = new byte[0];
  private byte[] bytes = new byte[0];
  private String out = "";
  private String err = "";

  Terminal(Path folder) {
    this.folder = folder;
  }

  /** What comes on standard input. */
  void give(byte[] bytes) {
    input = bytes.clone();
  }

  /** Standard output as it was written. */
  byte[] bytes() {
    return bytes.clone();
  }

  /** Runs a verb and returns its exit status. */
  int run(String... args) {
    var outBytes = new ByteArrayOutputStream();
    var errBytes = new ByteArrayOutputStream();
    var console =
        new Console(
            new ByteArrayInputStream(input),
            new PrintStream(outBytes, true, StandardCharsets.UTF_8),
            new PrintStream(errBytes, true, StandardCharsets.UTF_8));
    var home = Map.of("QUAYSIDE_HOME", folder.resolve("home").toString());
    int code = Main.run(new Shell(console, home, SshSettings.in(folder.resolve("ssh"))), args);
    bytes = outBytes.toByteArray();
    out = outBytes.toString(StandardCharsets.UTF_8);
    err = errBytes.toString(StandardCharsets.UTF_8);
    return code;
  }

  String out() {
    return out;
  }

  String err() {
    return err;
  }

  /** The last line of standard output. */
  String last() {
    List<String> lines = out.lines().toList();
    return lines.isEmpty() ? "" : lines.getLast();
  }

  @Override
  public String toString() {
    return "out:\n" + out + "\nerr:\n" + err;
  }
}
