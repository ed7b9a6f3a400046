package quayside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quayside.core.embedded.DemoContent;
import quayside.core.embedded.EmbeddedNode;

/** {@code send --authorize-once} between nodes that do not know each other. */
@Timeout(180)
class OnceTest {
  @TempDir private Path folder = Path.of("");
  private Terminal terminal = new Terminal(folder);
  private List<EmbeddedNode> nodes = List.of();

  @BeforeEach
  void open() throws IOException {
    terminal = new Terminal(folder);
    nodes = List.of(node("alpha"), node("beta"));
    nodes.getFirst().create("web", DemoContent.small(1));
    for (EmbeddedNode node : nodes) {
      run(
          0,
          "node",
          "add",
          node.name(),
          "ssh://root@127.0.0.1:" + node.port(),
          "--identity=" + node.rootKeyFile(),
          "--host-key=" + node.hostKeySha256());
    }
  }

  private EmbeddedNode node(String name) throws IOException {
    return EmbeddedNode.start(folder.resolve(name), EmbeddedNode.Options.named(name));
  }

  @AfterEach
  void close() {
    nodes.forEach(EmbeddedNode::close);
  }

  private String run(int code, String... words) {
    assertEquals(code, terminal.run(words), () -> String.join(" ", words) + "\n" + terminal);
    return terminal.out();
  }

  private void noKeyIsLeft() throws IOException {
    assertEquals(List.of(), nodes.get(1).call("receive_authkey_list", Map.of()));
    assertEquals(1, run(0, "key", "ls", "beta").lines().count(), terminal::toString);
  }

  @Test
  void refusedWithoutItAndDoneWithItAndNothingIsLeft() throws IOException {
    run(3, "send", "alpha:web", "beta");
    assertTrue(terminal.err().contains("no send key yet"), terminal::toString);
    run(0, "send", "alpha:web", "beta", "--authorize-once", "--json");
    assertTrue(terminal.out().contains("\"name\":\"trust\""), terminal::toString);
    noKeyIsLeft();
    run(0, "show", "beta:web");
    run(0, "send", "beta:web", "alpha", "--check", "--authorize-once", "--json");
    assertTrue(terminal.out().contains("\"code\":\"key-once\""), terminal::toString);
    run(3, "send", "beta:web", "alpha");
  }

  @ParameterizedTest
  @ValueSource(strings = {"resume", "cancel"})
  void killedInBetweenNothingIsLeftAfterTheNextStart(String verb) throws Exception {
    nodes.get(1).faults().hang("receive_base");
    Process child = child("send", "alpha:web", "beta", "--authorize-once");
    try {
      assertTrue(nodes.get(1).faults().awaitHanging("receive_base", Duration.ofSeconds(90)));
    } finally {
      assertTrue(child.toHandle().destroyForcibly()); // as kill -9 does
      assertTrue(child.waitFor(30, TimeUnit.SECONDS));
    }
    nodes.get(1).faults().clear();
    run(0, "activity", "ls", "--json");
    assertTrue(terminal.last().contains("\"status\":\"interrupted\""), terminal::toString);
    assertTrue(terminal.last().contains("quayside-once-"), "what is left is named: " + terminal);
    String id = terminal.last().replaceAll(".*?\"id\":\"([^\"]+)\".*", "$1");
    run(0, "activity", verb, id);
    noKeyIsLeft();
    run(0, "show", verb.equals("resume") ? "beta:web" : "alpha:web");
  }

  /** The program in a process of its own, on the same home. */
  private Process child(String... words) throws IOException {
    Stream<String> command =
        Stream.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Duser.home=" + folder,
            "-cp",
            classPath(),
            Main.class.getName());
    var builder =
        new ProcessBuilder(Stream.concat(command, Stream.of(words)).toList())
            .redirectOutput(folder.resolve("child.out").toFile())
            .redirectError(folder.resolve("child.err").toFile());
    builder.environment().put("QUAYSIDE_HOME", folder.resolve("home").toString());
    return builder.start();
  }

  /** Where the program's classes and modules come from, with the classes beside this test. */
  private static String classPath() {
    String name = Main.class.getName().replace('.', '/') + ".class";
    URL own = Main.class.getResource("Main.class");
    String main = String.valueOf(own).replaceFirst("^file:", "").replace("/" + name, "");
    return Stream.of(
            main,
            System.getProperty("jdk.module.path", ""),
            System.getProperty("java.class.path", ""))
        .filter(part -> !part.isEmpty())
        .reduce((x, y) -> x + File.pathSeparator + y)
        .orElseThrow();
  }
}
