package quayside.transport.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import quayside.transport.Keyring;
import quayside.transport.lab.Program;

/** The real Secret Service of gnome-keyring, on a message bus of the test's own. */
@Timeout(120)
class SystemKeyringRealTest {
  private static final String DBUS = "/usr/bin/dbus-daemon";
  private static final String DAEMON = "/usr/bin/gnome-keyring-daemon";
  private static final String TOOL = "/usr/bin/secret-tool";

  @TempDir Path folder;
  private Optional<Process> bus = Optional.empty();
  private Optional<Process> daemon = Optional.empty();
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void start() throws Exception {
    for (String program : List.of(DBUS, DAEMON, TOOL)) {
      assumeTrue(Program.exists(program), program + " is not installed");
    }
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("HOME", folder.toString());
    environment.put("XDG_RUNTIME_DIR", folder.toString());
    environment.put("XDG_DATA_HOME", folder.resolve("data").toString());
    Process started = process(List.of(DBUS, "--session", "--print-address", "--nofork"));
    bus = Optional.of(started);
    BufferedReader out = started.inputReader(StandardCharsets.UTF_8);
    environment.put("DBUS_SESSION_BUS_ADDRESS", String.valueOf(out.readLine()));
    Process keyring = process(List.of(DAEMON, "--foreground", "--components=secrets", "--unlock"));
    daemon = Optional.of(keyring);
    keyring.getOutputStream().write("master\n".getBytes(StandardCharsets.UTF_8));
    keyring.getOutputStream().close();
    assertTrue(keyring.isAlive());
  }

  private Process process(List<String> argv) throws IOException {
    var builder = new ProcessBuilder(argv).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (Optional<Process> process : List.of(daemon, bus)) {
      if (process.isPresent()) {
        process.get().destroyForcibly();
        assertTrue(process.get().waitFor(10, TimeUnit.SECONDS));
      }
    }
  }

  @Test
  void secretsAreKeptReplacedFoundAndForgotten() throws IOException {
    Keyring keyring = Keyring.ofSystem(environment).orElseThrow();
    String what = "key /home/me/.ssh/it's \"odd\" $(id)";
    assertEquals(Optional.empty(), keyring.find(what));
    keyring.keep(what, "first".toCharArray());
    char[] secret = " pässwörd with \"quotes\" \\ and an end \n".toCharArray();
    keyring.keep(what, secret);
    assertArrayEquals(secret, keyring.find(what).orElseThrow());
    assertEquals(Optional.empty(), keyring.find("key /home/me/.ssh/other"));
    keyring.forget(what);
    keyring.forget(what);
    assertEquals(Optional.empty(), keyring.find(what));
    keyring.keep("one", secret);
    keyring.keep("two", secret);
    keyring.forgetAll();
    assertEquals(Optional.empty(), keyring.find("one"));
    assertEquals(Optional.empty(), keyring.find("two"));
  }

  @Test
  void noSecretIsAmongTheArguments() throws IOException {
    Path words = folder.resolve("words");
    Path wrapper = Files.createDirectory(folder.resolve("bin")).resolve("secret-tool");
    Files.writeString(
        wrapper, "#!/bin/sh\necho \"$@\" >> " + words + "\nexec " + TOOL + " \"$@\"\n");
    assertTrue(wrapper.toFile().setExecutable(true));
    environment.put("PATH", wrapper.getParent() + ":/usr/bin:/bin");
    Keyring keyring = Keyring.ofSystem(environment).orElseThrow();
    keyring.keep("key x", "hush-argument".toCharArray());
    assertArrayEquals("hush-argument".toCharArray(), keyring.find("key x").orElseThrow());
    keyring.forgetAll();
    String said = Files.readString(words);
    String coded =
        java.util.Base64.getEncoder()
            .encodeToString("hush-argument".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertEquals(3, said.lines().count(), said);
    assertTrue(!said.contains("hush-argument") && !said.contains(coded), said);
  }

  @Test
  void withoutABusOrTheProgramThereIsNone() throws IOException {
    assertTrue(Keyring.ofSystem(Map.of("PATH", "/usr/bin")).isEmpty());
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertTrue(
        Keyring.ofSystem(
                Map.of("PATH", empty.toString(), "DBUS_SESSION_BUS_ADDRESS", "unix:path=/x"))
            .isEmpty());
  }
}
