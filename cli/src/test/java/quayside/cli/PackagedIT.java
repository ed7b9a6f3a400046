package quayside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.home.Home;

/**
 * The program as it is shipped: from its jars, on the module path, in a process of its own. Tests
 * in one process hide a missing {@code requires} or {@code opens}.
 */
class PackagedIT {
  @TempDir private Path folder = Path.of("");

  @Test
  void theDemoMovesAContainerWithEveryFile() throws IOException, InterruptedException {
    List<String> lines = run("demo", "--headless", "--json");
    String last = lines.getLast();
    assertTrue(last.startsWith("{\"type\":\"demo-result\",\"identical\":true,\"files\":"), last);
    assertTrue(last.contains("\"stopMillis\":") && last.contains("\"totalMillis\":"), last);
  }

  @Test
  void aNodeIsServedUntilItIsEnded() throws IOException, InterruptedException {
    Process served = start("embedded", folder.resolve("node").toString(), "--name", "one");
    try (var out = served.inputReader()) {
      String line = String.valueOf(out.readLine());
      assertTrue(line.contains("\"hostKeySha256\":\"SHA256:"), line);
      assertTrue(line.contains("\"user\":\"root\""), line);
      served.destroy(); // a TERM, as kill sends it
      assertTrue(served.waitFor(30, TimeUnit.SECONDS), "it ends when it is told to");
      assertEquals(0, served.exitValue());
    } finally {
      served.destroyForcibly();
    }
  }

  private List<String> run(String... args) throws IOException, InterruptedException {
    Process process = start(args);
    try (var out = process.inputReader()) {
      List<String> lines = out.lines().toList();
      assertTrue(process.waitFor(60, TimeUnit.SECONDS));
      assertEquals(0, process.exitValue(), () -> String.join("\n", lines) + errors());
      return lines;
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start(String... args) throws IOException {
    Path target = Path.of("target");
    Path jar;
    try (var jars = Files.newDirectoryStream(target, "cli-*[0-9T].jar")) {
      jar = jars.iterator().next();
    }
    var command = new java.util.ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-p", jar + ":" + target.resolve("mods")));
    command.addAll(List.of("-m", "quayside.cli/quayside.cli.Main"));
    command.addAll(List.of(args));
    var builder = new ProcessBuilder(command);
    builder.environment().put("QUAYSIDE_HOME", Home.in(folder.resolve("home")).state().toString());
    builder.redirectError(folder.resolve("err").toFile());
    return builder.start();
  }

  private String errors() {
    try {
      return Files.readString(folder.resolve("err"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
