package quayside.transport.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import quayside.transport.Endpoint;
import quayside.transport.Threads;
import quayside.transport.keys.KeyFiles;
import quayside.transport.keys.PublicKeyLine;

/** A real OpenSSH server on a loopback port, run as whoever runs the test. */
public final class OpensshLab implements Lab {
  public static final String SSHD = "/usr/sbin/sshd";
  private static final int ATTEMPTS = 200;

  private final Path folder;
  private final Path key;
  private final PublicKeyLine hostKey;
  private final int port;
  private final Process server;
  private final ServerSocketChannel echo;

  public OpensshLab(Path folder, String... moreConfig) throws IOException, InterruptedException {
    this(folder, KeyFiles.Kind.ED25519, moreConfig);
  }

  public OpensshLab(Path folder, KeyFiles.Kind hostKeyKind, String... moreConfig)
      throws IOException, InterruptedException {
    this.folder = Files.createDirectories(folder);
    this.key = folder.resolve("id_lab");
    PublicKeyLine owner = KeyFiles.generate(key, KeyFiles.Kind.ED25519, 0, "lab");
    int bits = hostKeyKind == KeyFiles.Kind.RSA ? 2048 : 256;
    this.hostKey = KeyFiles.generate(folder.resolve("host_key"), hostKeyKind, bits, "host");
    Files.writeString(folder.resolve("authorized"), owner.line() + "\n");
    this.port = freePort();
    var config =
        new StringBuilder(
            """
            ListenAddress 127.0.0.1
            UsePAM no
            StrictModes no
            PasswordAuthentication no
            PermitRootLogin yes
            AllowStreamLocalForwarding yes
            LogLevel ERROR
            """);
    config.append("Port " + port + "\n");
    config.append("HostKey " + folder.resolve("host_key") + "\n");
    config.append("AuthorizedKeysFile " + folder.resolve("authorized") + "\n");
    // the start files of the user's shell may be slow or say things: not what is tested here
    config.append("SetEnv HOME=" + folder + "\n");
    config.append("PidFile " + folder.resolve("pid") + "\n");
    for (String line : moreConfig) {
      config.append(line + "\n");
    }
    Files.writeString(folder.resolve("sshd_config"), config);
    makeSeparationFolder();
    this.server =
        new ProcessBuilder(SSHD, "-D", "-e", "-f", folder.resolve("sshd_config").toString())
            .redirectError(folder.resolve("sshd.log").toFile())
            .start();
    this.echo = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    echo.bind(UnixDomainSocketAddress.of(socket()));
    Threads.start("echo", this::serve);
    awaitPort();
  }

  /** As root, sshd wants this folder; Debian makes it when the service starts. */
  private static void makeSeparationFolder() throws IOException {
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(Path.of("/run/sshd"));
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitPort() throws IOException, InterruptedException {
    var never = new CountDownLatch(1);
    for (int i = 0; i < ATTEMPTS; i++) {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException _) {
        never.await(50, TimeUnit.MILLISECONDS);
      }
    }
    close();
    throw new IOException("sshd did not start: " + Files.readString(folder.resolve("sshd.log")));
  }

  private void serve() {
    try {
      while (true) {
        SocketChannel client = echo.accept();
        Threads.start("echo", () -> answer(client));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private static void answer(SocketChannel client) {
    try (client) {
      Channels.newInputStream(client).transferTo(Channels.newOutputStream(client));
    } catch (IOException _) {
      // the client went away
    }
  }

  @Override
  public Endpoint.Ssh endpoint() {
    return Endpoint.Ssh.parse(System.getProperty("user.name") + "@127.0.0.1:" + port)
        .withIdentity(key)
        .withHostKey(hostKey.fingerprint());
  }

  public PublicKeyLine hostKey() {
    return hostKey;
  }

  public Path key() {
    return key;
  }

  public int port() {
    return port;
  }

  /** The file that says which keys may log in. */
  public Path authorized() {
    return folder.resolve("authorized");
  }

  @Override
  public String socket() {
    return folder.resolve("echo.sock").toString();
  }

  /** Ends the server and the processes of its sessions, as a machine that is switched off. */
  @Override
  public void close() {
    List<ProcessHandle> all = server.descendants().toList();
    server.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
    try {
      echo.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
