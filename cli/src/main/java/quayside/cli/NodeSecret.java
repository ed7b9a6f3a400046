package quayside.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Option;
import quayside.core.problem.ProblemException;

/**
 * By what a server shall trust us. Never on the command line itself: other users of the machine see
 * that.
 */
final class NodeSecret {
  private static final int LONGEST = 64 << 10;

  @Option(
      names = "--token",
      description = "Make the server trust this program by a token, which is asked for.")
  private boolean token;

  @Option(
      names = "--trust-password",
      description = "The same by the trust password that LXD has up to 5.")
  private boolean password;

  @Option(
      names = "--secret-file",
      paramLabel = "FILE",
      description = "Read token or password from there instead; - is standard input.")
  private Optional<String> file = Optional.empty();

  boolean isWanted() {
    return token || password;
  }

  /** The secret; the caller wipes it. */
  char[] read(Console console, String address) throws IOException {
    if (file.isPresent()) {
      return fromFile(console, file.get());
    }
    return console
        .askSecret((token ? "Token of " : "Trust password of ") + address + ":")
        .orElseThrow(() ->
            new ProblemException(
                "nobody-to-ask",
                "Nobody to ask",
                "A token or password is needed, and there is no terminal to ask for it.",
                "Give it by --secret-file FILE, or --secret-file - and standard input."));
  }

  private static char[] fromFile(Console console, String name) throws IOException {
    byte[] bytes;
    if (name.equals("-")) {
      bytes = console.in().readNBytes(LONGEST);
    } else {
      try (InputStream in = Files.newInputStream(Path.of(name))) {
        bytes = in.readNBytes(LONGEST);
      }
    }
    CharBuffer decoded = StandardCharsets.UTF_8.decode(java.nio.ByteBuffer.wrap(bytes));
    Arrays.fill(bytes, (byte) 0);
    char[] all = decoded.array();
    int from = 0;
    int to = decoded.limit();
    while (to > from && Character.isWhitespace(all[to - 1])) {
      to--;
    }
    while (from < to && Character.isWhitespace(all[from])) {
      from++;
    }
    char[] secret = Arrays.copyOfRange(all, from, to);
    Arrays.fill(all, '\0');
    return secret;
  }
}
