package quayside.core.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.json.Json;

class DemoTest {
  @TempDir Path folder;

  private static List<?> list(EmbeddedNode node, String command) throws IOException {
    return node.call(command, Map.of()) instanceof List<?> list ? list : List.of();
  }

  @Test
  void itHasTwoNodesThatTrustEachOtherAndGoOnLater() throws IOException {
    try (Demo demo = Demo.start(folder, 10_000)) {
      assertEquals(
          List.of("harbor-a", "harbor-b"), demo.nodes().stream().map(EmbeddedNode::name).toList());
      assertEquals(3, list(demo.nodes().getFirst(), "ct_list").size());
      assertEquals(1, list(demo.nodes().getLast(), "receive_authkey_list").size());
      demo.nodes()
          .getFirst()
          .call(
              "ct_send_now",
              Map.of("id", "build-07", "dst", "127.0.0.1", "port", demo.nodes().getLast().port()));
    }
    try (Demo again = Demo.start(folder, 10_000)) {
      assertEquals(2, list(again.nodes().getFirst(), "ct_list").size());
      assertEquals(3, list(again.nodes().getLast(), "ct_list").size());
    }
  }

  @Test
  void itsContentHasEveryKindOfFileAndIsTheSameForASeed() throws IOException {
    try (EmbeddedNode node =
        EmbeddedNode.start(folder.resolve("n"), EmbeddedNode.Options.named("n"))) {
      Path tree = node.create("one", new DemoContent(300, 2 << 20, 7));
      node.create("two", new DemoContent(300, 2 << 20, 7));
      node.create("three", new DemoContent(300, 2 << 20, 8));
      FileTree one = node.files("one");
      assertEquals(List.of(), one.differences(node.files("two")));
      assertNotEquals(one, node.files("three"));
      assertTrue(one.count() > 330, "count " + one.count());
      String all = one.toString();
      for (String part :
          List.of(
              "file 4755 0:0",
              "folder 1777",
              "same-file-as=bin/tool-2",
              " 1000:1000 ",
              "file 0000",
              "link 0777 33:33",
              "-> does/not/exist",
              "it's \"quoted\"",
              "new\\x0aline",
              "latin-\\xe9",
              "žluťoučký kůň",
              "var/cache/empty: folder")) {
        assertTrue(all.contains(part), part);
      }
      Files.writeString(tree.resolve("etc/hostname"), "other");
      assertEquals(1, one.differences(node.files("one")).size());
    }
  }

  @Test
  void theOpenSshClientCanUseIt() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/ssh")), "no OpenSSH client here");
    try (EmbeddedNode node =
        EmbeddedNode.start(folder.resolve("n"), EmbeddedNode.Options.named("n"))) {
      node.create("one", new DemoContent(1, 10, 7));
      String out = ssh(node, "osctl", "-j", "ct", "ls");
      assertTrue(Json.parse(out).raw() instanceof List<?> list && list.size() == 1, out);
      assertFalse(ssh(node, "osctl", "ct", "ls").isEmpty());
    }
  }

  private String ssh(EmbeddedNode node, String... words) throws Exception {
    var command = new ArrayList<>(List.of("/usr/bin/ssh", "-F", "/dev/null", "-o"));
    command.add("UserKnownHostsFile=" + folder.resolve("known_hosts"));
    command.addAll(List.of("-o", "StrictHostKeyChecking=no", "-o", "LogLevel=ERROR"));
    command.addAll(List.of("-o", "IdentitiesOnly=yes", "-i", node.rootKeyFile().toString()));
    command.addAll(List.of("-p", "" + node.port(), "root@127.0.0.1"));
    command.addAll(List.of(words));
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    process.getOutputStream().close();
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    String text = Files.readString(out, StandardCharsets.UTF_8);
    assertEquals(0, process.exitValue(), text);
    return text;
  }
}
