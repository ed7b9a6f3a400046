package quayside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Verbs on the servers that lab/incus/up started; skipped visibly without them. */
abstract class Lab {
  static final String LAB = System.getenv().getOrDefault("QUAYSIDE_INCUS_LAB", "");

  @TempDir Path folder = Path.of("");
  Terminal terminal = new Terminal(folder);

  @BeforeEach
  void open() {
    assumeTrue(!LAB.isEmpty(), "QUAYSIDE_INCUS_LAB is not set: start lab/incus/up first");
    terminal = new Terminal(folder);
  }

  /** Runs a command on a server. */
  static String on(String server, String... command) throws IOException {
    List<String> words = new ArrayList<>(List.of(LAB + "/in", server));
    words.addAll(List.of(command));
    Process process =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  static String host(String server) throws IOException {
    String config = Files.readString(Path.of(LAB, "client/ssh_config"));
    var host = Pattern.compile("Host " + server + "\\s+HostName (\\S+)").matcher(config);
    assertTrue(host.find(), config);
    return host.group(1);
  }

  void run(String... args) {
    assertEquals(0, terminal.run(args), terminal::toString);
  }

  /** Puts a server into the book as {@code it}, with the host keys that the lab knows. */
  void add(String server) throws IOException {
    Files.createDirectories(folder.resolve("ssh"));
    Files.copy(Path.of(LAB, "client/known_hosts"), folder.resolve("ssh/known_hosts"));
    String key = LAB + "/client/id_ed25519";
    run("node", "add", "it", "ssh://root@" + host(server), "--identity", key, "--json");
  }
}
