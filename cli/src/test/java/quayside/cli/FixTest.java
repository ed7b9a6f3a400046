package quayside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.embedded.DemoContent;
import quayside.core.embedded.EmbeddedNode;

/** Two new nodes that do not know each other. */
class FixTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void oneFixUncoversTheNextUntilTheMoveIsPossible() throws IOException {
    var terminal = new Terminal(folder);
    try (EmbeddedNode alpha = node("alpha");
        EmbeddedNode beta = node("beta")) {
      alpha.create("web", DemoContent.small(1));
      add(terminal, alpha);
      add(terminal, beta);
      assertEquals(3, terminal.run("send", "alpha:web", "beta"), terminal::toString);
      assertEquals(0, terminal.run("send", "alpha:web", "beta", "--fix"), terminal::toString);
      assertTrue(terminal.out().contains("succeeded"), terminal::toString);
      assertEquals(0, terminal.run("activity", "ls"), terminal::toString);
      String id = terminal.last().replaceAll(" .*", "");
      assertTrue(terminal.last().endsWith("dismiss"), terminal::toString);
      assertEquals(1, terminal.run("activity", "resume", id), terminal::toString);
      assertTrue(terminal.err().contains("“resume” is not possible"), terminal::toString);
      assertEquals(0, terminal.run("activity", "dismiss", id), terminal::toString);
      assertEquals(0, terminal.run("activity", "ls"), terminal::toString);
      assertFalse(terminal.out().contains(id), terminal::toString);
    }
  }

  private EmbeddedNode node(String name) throws IOException {
    return EmbeddedNode.start(folder.resolve(name), EmbeddedNode.Options.named(name));
  }

  private static void add(Terminal terminal, EmbeddedNode node) {
    String address = "ssh://root@127.0.0.1:" + node.port();
    String identity = "--identity=" + node.rootKeyFile();
    String hostKey = "--host-key=" + node.hostKeySha256();
    assertEquals(
        0,
        terminal.run("node", "add", node.name(), address, identity, hostKey),
        terminal::toString);
  }
}
