package quayside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.embedded.DemoContent;
import quayside.core.embedded.EmbeddedNode;
import quayside.core.embedded.faults.Faults;

/** The verbs {@code export} and {@code import} against embedded nodes. */
@Timeout(120)
final class TransferTest {
  @TempDir Path folder;
  private EmbeddedNode a;
  private EmbeddedNode b;
  private Terminal terminal;
  private Path files;

  @BeforeEach
  void open() throws IOException {
    files = Files.createDirectories(folder.resolve("files"));
    a = node("a", 1_000_000);
    b = node("b", 80_000_000);
    a.create("web", DemoContent.small(3));
    a.startContainer("web");
    terminal = new Terminal(folder);
    for (EmbeddedNode node : List.of(a, b)) {
      assertEquals(
          0,
          terminal.run(
              "node",
              "add",
              node.name(),
              "ssh://root@127.0.0.1:" + node.port(),
              "--identity",
              node.rootKeyFile().toString(),
              "--host-key",
              node.hostKeySha256()),
          terminal::toString);
    }
  }

  private EmbeddedNode node(String name, long firstId) throws IOException {
    return EmbeddedNode.start(
        folder.resolve(name),
        EmbeddedNode.Options.named(name)
            .withFirstHostId(firstId)
            .withWriteRate(0)
            .withTimes(Duration.ofMillis(10), Duration.ofMillis(10)));
  }

  @AfterEach
  void close() {
    a.close();
    b.close();
  }

  private String file(String name) {
    return files.resolve(name).toString();
  }

  @Test
  void aContainerBecomesAFileAndAnotherContainer() throws Exception {
    assertEquals(0, terminal.run("export", "a:web", file("web.tar")), terminal::toString);
    assertTrue(terminal.out().contains("export of a:web to " + file("web.tar") + " succeeded"));
    assertTrue(terminal.out().contains("stopped for"), terminal::toString);
    assertEquals(0, terminal.run("archive", "verify", file("web.tar")), terminal::toString);
    assertEquals(
        0,
        terminal.run("import", file("web.tar"), "b", "--as-id", "copy", "--start"),
        terminal::toString);
    assertEquals(List.of(), a.files("web").differences(b.files("copy")));
    terminal.run("ls", "b");
    assertTrue(terminal.out().contains("copy"), terminal::toString);
    assertTrue(terminal.out().contains("running"), terminal::toString);
  }

  @Test
  void programsReadObjects() {
    assertEquals(
        0,
        terminal.run("export", "a:web", file("w.tar"), "--no-consistent", "--json"),
        terminal::toString);
    assertTrue(terminal.out().lines().allMatch(l -> l.startsWith("{") && l.endsWith("}")));
    assertTrue(terminal.out().contains("\"type\":\"started\""), terminal::toString);
    assertTrue(terminal.last().contains("\"kind\":\"export\""), terminal::toString);
    assertTrue(terminal.last().contains("\"status\":\"succeeded\""), terminal::toString);
    assertEquals(0, terminal.run("import", file("w.tar"), "b", "--json", "--way", "upload"));
    assertTrue(terminal.last().contains("\"kind\":\"import\""), terminal::toString);
  }

  @Test
  void aFileIsNotReplacedUnlessAsked() throws Exception {
    Files.writeString(files.resolve("w.tar"), "mine");
    assertEquals(3, terminal.run("export", "a:web", file("w.tar")), terminal::toString);
    assertTrue(terminal.err().contains("There is a file"), terminal::toString);
    assertEquals("mine", Files.readString(files.resolve("w.tar")));
    assertEquals(
        0,
        terminal.run("export", "a:web", file("w.tar"), "--replace", "--way", "node"),
        terminal::toString);
  }

  @Test
  void aFolderGetsTheProposedName() throws Exception {
    assertEquals(0, terminal.run("export", "a:web", files.toString(), "--compression", "off"));
    try (Stream<Path> all = Files.list(files)) {
      List<String> names = all.map(p -> p.getFileName().toString()).sorted().toList();
      assertEquals(2, names.size(), names::toString);
      assertTrue(names.getFirst().matches("web-\\d{8}-\\d{4}\\.tar"), names::toString);
    }
  }

  @Test
  void aPipeOfOneIntoTheOther() throws Exception {
    assertEquals(0, terminal.run("export", "a:web", "-"), terminal::toString);
    byte[] archive = terminal.bytes();
    assertTrue(terminal.err().contains("succeeded"), terminal::toString);
    Files.write(files.resolve("piped.tar"), archive);
    assertEquals(0, terminal.run("archive", "verify", file("piped.tar")), terminal::toString);
    terminal.give(archive);
    assertEquals(0, terminal.run("import", "-", "b"), terminal::toString);
    assertEquals(List.of(), a.files("web").differences(b.files("web")));
    Path temporary = folder.resolve("home/state/tmp");
    if (Files.exists(temporary)) {
      try (Stream<Path> left = Files.list(temporary)) {
        assertEquals(List.of(), left.toList());
      }
    }
  }

  @Test
  void checksChangeNothingAndSayTheWay() throws Exception {
    assertEquals(0, terminal.run("export", "a:web", file("w.tar"), "--check"));
    assertTrue(terminal.out().contains("way: direct"), terminal::toString);
    assertTrue(terminal.err().contains("stopped for a moment"), terminal::toString);
    assertFalse(Files.exists(files.resolve("w.tar")));
    assertEquals(3, terminal.run("export", "a:web", file("nowhere/w.tar"), "--check"));
    assertFalse(terminal.out().contains("stopped for"), terminal::toString);
    assertEquals(0, terminal.run("export", "a:web", file("w.tar")), terminal::toString);
    assertEquals(0, terminal.run("export", "a:web", file("v.tar"), "--check"));
    assertTrue(terminal.out().contains("as the last time"), terminal::toString);
    assertEquals(0, terminal.run("export", "a:web", file("v.tar"), "--check", "--json"));
    assertTrue(terminal.last().matches(".*\"stopMillis\":\\d+.*"), terminal::toString);
    assertEquals(0, terminal.run("import", file("w.tar"), "b", "--check", "--json"));
    assertTrue(terminal.last().contains("\"way\":\"push\""), terminal::toString);
    assertEquals(Map.of(), Map.copyOf(states(b)));
    assertEquals(0, terminal.run("import", file("w.tar"), "b"));
    assertEquals(3, terminal.run("import", file("w.tar"), "b"), terminal::toString);
    assertEquals(2, terminal.run("import", file("w.tar"), "b", "--missing-devices", "maybe"));
    assertEquals(2, terminal.run("export", "a:web"));
  }

  private static Map<String, String> states(EmbeddedNode node) throws IOException {
    return node.call("ct_list", Map.of()) instanceof List<?> list && list.isEmpty()
        ? Map.of()
        : Map.of("some", "there");
  }

  @Test
  void aFailureTellsWhatIsLeftAndHowToGoOn() throws Exception {
    b.faults().with(Faults.Kind.DISK_FULL);
    assertEquals(0, terminal.run("export", "a:web", file("w.tar")), terminal::toString);
    assertEquals(1, terminal.run("import", file("w.tar"), "b"), terminal::toString);
    assertTrue(terminal.err().contains("quayside activity resume"), terminal::toString);
    String id = terminal.err().replaceAll("(?s).*activity resume (\\S+).*", "$1").strip();
    b.faults().clear();
    assertEquals(0, terminal.run("activity", "resume", id), terminal::toString);
    assertEquals(List.of(), a.files("web").differences(b.files("web")));
  }

  @Test
  void whatIsNoArchiveIsRefused() throws Exception {
    Files.writeString(files.resolve("note.txt"), "not an archive");
    assertEquals(3, terminal.run("import", file("note.txt"), "b"), terminal::toString);
    assertTrue(terminal.err().contains("no archive"), terminal::toString);
    assertEquals(3, terminal.run("import", file("nothing.tar"), "b"), terminal::toString);
  }
}
