package quayside.transport.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.transport.lab.EmbeddedLab;
import quayside.transport.lab.Program;

/** Our server as OpenSSH's own client sees it. */
class OpensshClientRealTest {
  private static final String SSH = "/usr/bin/ssh";

  @TempDir Path folder;
  private EmbeddedLab lab;

  @BeforeEach
  void open() throws IOException {
    assumeTrue(Program.exists(SSH), "OpenSSH's client is not installed");
    lab = new EmbeddedLab(folder);
    Files.writeString(
        folder.resolve("known"),
        "[127.0.0.1]:" + lab.server().port() + " " + lab.server().hostKey().line() + "\n");
  }

  @AfterEach
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void outputErrorsAndStatusAreKeptApart() throws IOException {
    Program tee = ssh("root", "both".getBytes(StandardCharsets.UTF_8), "tee");
    assertEquals("both", tee.text());
    assertEquals("both", tee.err());
    assertEquals(0, tee.status());
    assertEquals(7, ssh("root", "exit 7".getBytes(StandardCharsets.UTF_8)).status());
    Program unknown = ssh("root", new byte[0], "frobnicate");
    assertEquals(127, unknown.status());
    assertEquals("frobnicate: not found\n", unknown.err());
  }

  @Test
  void megabytesComeBackUnchangedAndEndWithTheInput() throws IOException {
    byte[] bytes = new byte[20 << 20];
    new Random(1).nextBytes(bytes);
    assertArrayEquals(bytes, ssh("root", bytes, "cat").out());
  }

  @Test
  void otherKeysAndOtherUsersAreRefused() throws IOException {
    assertEquals(255, ssh("nobody", new byte[0], "cat").status());
    Files.delete(lab.key());
    Files.delete(folder.resolve("id_lab.pub"));
    quayside.transport.keys.KeyFiles.generate(
        lab.key(), quayside.transport.keys.KeyFiles.Kind.ECDSA, 256, "other");
    Program refused = ssh("root", new byte[0], "cat");
    assertEquals(255, refused.status());
    assertTrue(refused.err().contains("Permission denied (publickey)"), refused.err());
  }

  @Test
  void aTerminalIsGivenOnlyWhereGranted() throws IOException {
    Program granted = ssh("root", new byte[0], "-tt", "tty");
    assertTrue(granted.text().contains("/dev/pts"), granted.text() + granted.err());
    Program refused = ssh("limited", new byte[0], "-tt", "tty");
    assertTrue(refused.err().contains("PTY allocation request failed"), refused.err());
    assertEquals(255, refused.status());
  }

  @Test
  void portsAreReachedHereAndWhereGrantedOnlyAndSftpIsRefused() throws IOException {
    String here = "127.0.0.1:" + lab.server().port();
    Program granted = ssh("root", new byte[0], "-W", here);
    assertTrue(granted.text().startsWith("SSH-2.0-"), granted.text() + granted.err());
    for (Program refused :
        List.of(
            ssh("limited", new byte[0], "-W", here),
            ssh("root", new byte[0], "-W", "192.0.2.1:22"))) {
      assertNotEquals(0, refused.status());
      assertTrue(refused.err().contains("open failed"), refused.err());
    }
    assertNotEquals(0, ssh("root", new byte[0], "-s", "sftp").status());
  }

  @Test
  void socketsAreForwardedWhereGranted() throws Exception {
    Path local = folder.resolve("l.sock");
    List<String> argv = argv("root", "-N", "-L", local + ":" + lab.socket());
    Process forward = new ProcessBuilder(argv).start();
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      awaitFile(local);
      channel.connect(UnixDomainSocketAddress.of(local));
      channel.write(ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8)));
      channel.shutdownOutput();
      var answer = ByteBuffer.allocate(100);
      while (channel.read(answer) >= 0) {
        assertTrue(answer.hasRemaining());
      }
      assertEquals(
          "hello", new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8));
    } finally {
      forward.destroy();
      assertTrue(forward.waitFor(10, TimeUnit.SECONDS));
    }
  }

  private void awaitFile(Path file) throws Exception {
    try (var watch = folder.getFileSystem().newWatchService()) {
      folder.register(watch, java.nio.file.StandardWatchEventKinds.ENTRY_CREATE);
      for (int i = 0; i < 100 && Files.notExists(file); i++) {
        watch.poll(100, TimeUnit.MILLISECONDS);
      }
    }
    assertTrue(Files.exists(file), "the forwarded socket did not appear");
  }

  private Program ssh(String user, byte[] stdin, String... words) throws IOException {
    return Program.run(stdin, argv(user, words));
  }

  private List<String> argv(String user, String... words) {
    List<String> argv = new ArrayList<>(List.of(SSH, "-F", "none", "-p"));
    argv.add(Integer.toString(lab.server().port()));
    for (String option :
        List.of(
            "BatchMode=yes",
            "IdentitiesOnly=yes",
            "IdentityAgent=none",
            "StrictHostKeyChecking=yes",
            "IdentityFile=" + lab.key(),
            "UserKnownHostsFile=" + folder.resolve("known"))) {
      argv.addAll(List.of("-o", option));
    }
    int options = 0;
    while (options < words.length && words[options].startsWith("-")) {
      boolean valued = List.of("-W", "-L").contains(words[options]);
      argv.add(words[options++]);
      if (valued) {
        argv.add(words[options++]);
      }
    }
    argv.add(user + "@127.0.0.1");
    argv.addAll(List.of(words).subList(options, words.length));
    return argv;
  }
}
