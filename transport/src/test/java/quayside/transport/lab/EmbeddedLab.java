package quayside.transport.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import quayside.transport.Duplex;
import quayside.transport.Endpoint;
import quayside.transport.ShellWords;
import quayside.transport.keys.KeyFiles;
import quayside.transport.keys.PublicKeyLine;
import quayside.transport.server.Account;
import quayside.transport.server.Grant;
import quayside.transport.server.ServerExec;
import quayside.transport.server.SshServer;
import quayside.transport.server.UnixSockets;

/**
 * The product's own SSH server with two users: {@code root} may do everything, {@code limited} gets
 * what OpenSSH's {@code restrict} leaves. It knows the few commands that the contract uses, so that
 * the same tests run here and against a real machine.
 */
public final class EmbeddedLab implements Lab {
  private static final byte[] ZEROS = new byte[64 << 10];

  private final SshServer server;
  private final Path folder;
  private final Path key;

  public EmbeddedLab(Path folder) throws IOException {
    this.folder = folder;
    this.key = folder.resolve("id_lab");
    PublicKeyLine owner = KeyFiles.generate(key, KeyFiles.Kind.ED25519, 0, "lab");
    UnixSockets sockets =
        path -> path.equals(socket()) ? Optional.of(EmbeddedLab::echo) : Optional.empty();
    Account root =
        (k, _) -> grant(k, owner, new Grant(EmbeddedLab::run, true, Optional.of(sockets), true));
    Account limited =
        (k, _) -> grant(k, owner, new Grant(EmbeddedLab::run, false, Optional.empty()));
    server =
        SshServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            folder.resolve("host_key"),
            Map.of("root", root, "limited", limited));
  }

  private static Optional<Grant> grant(PublicKeyLine shown, PublicKeyLine owner, Grant grant) {
    return shown.sameKey(owner) ? Optional.of(grant) : Optional.empty();
  }

  @Override
  public Endpoint.Ssh endpoint() {
    return Endpoint.Ssh.parse("root@127.0.0.1:" + server.port())
        .withIdentity(key)
        .withHostKey(server.hostKeySha256());
  }

  @Override
  public String socket() {
    return folder.resolve("echo.sock").toString();
  }

  public Path key() {
    return key;
  }

  public SshServer server() {
    return server;
  }

  @Override
  public void close() {
    server.close();
  }

  private static void echo(Duplex client) throws IOException {
    client.in().transferTo(client.out());
  }

  /** Runs a command as a Unix machine would, as far as it is known here. */
  private static int run(ServerExec exec) throws IOException {
    List<String> words = ShellWords.split(exec.command().orElse("sh"));
    if (words.size() > 3 && words.subList(0, 3).equals(List.of("sudo", "-n", "--"))) {
      print(exec, List.of("", "", "by sudo"));
      words = words.subList(3, words.size());
    }
    switch (words.getFirst()) {
      case "printf" -> print(exec, words);
      case "cat" -> exec.in().transferTo(exec.out());
      case "head" -> zeros(exec, Long.parseLong(words.get(2)));
      case "dd" -> flood(exec, words);
      case "tee" -> tee(exec);
      case "sleep" -> sleep(exec);
      case "sh" -> {
        return shell(exec);
      }
      case "tty" -> {
        exec.out()
            .write((exec.pty() ? "/dev/pts/0\n" : "not a tty\n").getBytes(StandardCharsets.UTF_8));
        return exec.pty() ? 0 : 1;
      }
      default -> {
        exec.err().write((words.getFirst() + ": not found\n").getBytes(StandardCharsets.UTF_8));
        return 127;
      }
    }
    return 0;
  }

  private static void print(ServerExec exec, List<String> words) throws IOException {
    for (String word : words.subList(2, words.size())) {
      exec.out().write((word + "\0").getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void zeros(ServerExec exec, long count) throws IOException {
    for (long left = count; left > 0; left -= ZEROS.length) {
      exec.out().write(ZEROS, 0, (int) Math.min(left, ZEROS.length));
    }
  }

  /** {@code dd if=/dev/zero of=/dev/stderr bs=1M count=N}. */
  private static void flood(ServerExec exec, List<String> words) throws IOException {
    long count = Long.parseLong(words.getLast().replace("count=", ""));
    for (long left = count << 20; left > 0; left -= ZEROS.length) {
      exec.err().write(ZEROS);
    }
  }

  private static void tee(ServerExec exec) throws IOException {
    byte[] all = exec.in().readAllBytes();
    exec.out().write(all);
    exec.err().write(all);
  }

  /** Reads nothing and says nothing until the client goes away: its stream of input then breaks. */
  private static void sleep(ServerExec exec) throws IOException {
    var never = new java.util.concurrent.CountDownLatch(1);
    try {
      never.await(60, java.util.concurrent.TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    exec.out().flush();
  }

  private static int shell(ServerExec exec) throws IOException {
    String script = new String(exec.in().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (script.startsWith("exit ")) {
      return Integer.parseInt(script.substring(5));
    }
    return script.equals("kill -TERM $$") ? 128 + 15 : 2;
  }
}
