package quayside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.embedded.DemoContent;
import quayside.core.embedded.EmbeddedNode;
import quayside.core.home.Home;
import quayside.core.home.LogFile;

/**
 * Everything that a day with secrets leaves behind: output, log, journal, books, temporary files.
 */
class SecretsTest {
  private static final String OF_KEY = "hush-one two";
  private static final String OF_GRANT = "hush-grant:1";

  @TempDir private Path folder = Path.of("");

  @Test
  void nothingOfThemIsWrittenAndWhatIsWrittenIsTheOwnersAlone() throws IOException {
    var terminal = new Terminal(folder);
    var said = new StringBuilder();
    Home home = Home.in(folder.resolve("home"));
    try (var _ = LogFile.open(home);
        EmbeddedNode a = EmbeddedNode.start(folder.resolve("a"), EmbeddedNode.Options.named("a"));
        EmbeddedNode b = EmbeddedNode.start(folder.resolve("b"), EmbeddedNode.Options.named("b"))) {
      a.create("web", DemoContent.small(1));
      for (EmbeddedNode node : List.of(a, b)) {
        run(
            terminal,
            said,
            "",
            "node",
            "add",
            node.name(),
            "ssh://root@127.0.0.1:" + node.port(),
            "--identity=" + node.rootKeyFile(),
            "--host-key=" + node.hostKeySha256());
      }
      String file = folder.resolve("keys/id").toString();
      run(terminal, said, OF_KEY, "identity", "gen", file, "--json");
      run(terminal, said, "", "identity", "copy", file, "a");
      run(terminal, said, "", "identity", "ls");
      run(terminal, said, OF_GRANT, "key", "authorize", "a", "b", "--passphrase", "--json");
      run(terminal, said, "bad " + OF_GRANT, "key", "authorize", "a", "b", "--passphrase");
      run(terminal, said, "", "key", "ls", "--json");
      run(terminal, said, "", "key", "matrix", "--json");
      run(terminal, said, "", "send", "a:web", "b", "--authorize-once", "--json");
      run(terminal, said, "", "activity", "ls", "--json");
      String privateHalf =
          Files.readAllLines(a.folder().resolve("root/tank/conf/send-receive/key")).get(2);
      for (String secret : List.of(OF_KEY, OF_GRANT, privateHalf)) {
        assertFalse(said.toString().contains(secret), secret);
        search(secret);
      }
      assertTrue(said.toString().contains("\"passphrase\":true"), "it was really set");
    }
    for (Path each : List.of(home.log(), home.trust(), home.nodes(), folder.resolve("keys/id"))) {
      assertEquals("rw-------", mode(each), each.toString());
    }
    for (Path each : List.of(home.journal(), folder.resolve("keys"))) {
      assertEquals("rwx------", mode(each), each.toString());
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void run(Terminal terminal, StringBuilder said, String input, String... words) {
    terminal.give((input + "\n").getBytes(StandardCharsets.UTF_8));
    terminal.run(words);
    said.append(terminal);
  }

  /** In all files but those of the nodes that hold it by their own ways. */
  private void search(String secret) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        boolean own = file.endsWith("keychain.yml") || file.endsWith("send-receive/key");
        if (!own) {
          String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
          assertFalse(text.contains(secret), () -> "a secret is in " + file);
        }
      }
    }
  }
}
