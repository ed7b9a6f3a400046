package quayside.transport.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.sshd.common.PropertyResolver;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.global.KeepAliveHandler;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.forward.DirectTcpipFactory;
import org.apache.sshd.server.global.NoMoreSessionsHandler;
import quayside.transport.keys.KeyFiles;
import quayside.transport.keys.PublicKeyLine;

/**
 * A running SSH server. Logins are by public key only; there is exec, shell, a terminal and unix
 * sockets and local ports where granted, and nothing else: no sftp, no agent, no X11.
 */
public final class SshServer implements AutoCloseable {
  private static final long WINDOW = 8L << 20;
  private static final long PACKET = 128L << 10;

  private final org.apache.sshd.server.SshServer server;
  private final PublicKeyLine hostKey;

  /**
   * Starts a server.
   *
   * @param bind where to listen; port 0 takes a free one
   * @param hostKey private host key file (OpenSSH format); made (ed25519, mode 0600) if missing
   * @param accounts by user name; other users are refused
   */
  public static SshServer start(InetSocketAddress bind, Path hostKey, Map<String, Account> accounts)
      throws IOException {
    if (Files.notExists(hostKey)) {
      KeyFiles.generate(hostKey, KeyFiles.Kind.ED25519, 0, "host key");
    }
    KeyPair key = load(hostKey);
    var server = org.apache.sshd.server.SshServer.setUpDefaultServer();
    server.setHost(bind.getAddress().getHostAddress());
    server.setPort(bind.getPort());
    server.setKeyPairProvider(KeyPairProvider.wrap(key));
    server.setUserAuthFactories(List.of(new UserAuthPublicKeyFactory()));
    server.setPublickeyAuthenticator(new Login(accounts));
    server.setCipherFactories(
        List.of(BuiltinCiphers.aes128gcm, BuiltinCiphers.aes256gcm, BuiltinCiphers.aes256ctr));
    server.setChannelFactories(
        List.of(
            channel("session", SessionChannel::new),
            channel(UnixChannel.TYPE, UnixChannel::new),
            DirectTcpipFactory.INSTANCE));
    server.setGlobalRequestHandlers(
        List.of(KeepAliveHandler.INSTANCE, new NoMoreSessionsHandler()));
    server.setForwardingFilter(new LocalPorts());
    server.setSubsystemFactories(List.of());
    server.setCommandFactory((channel, line) -> exec(channel, Optional.of(line)));
    server.setShellFactory(channel -> exec(channel, Optional.empty()));
    tune(server);
    server.start();
    return new SshServer(server, PublicKeyLine.parse(PublicKeyEntry.toString(key.getPublic())));
  }

  private SshServer(org.apache.sshd.server.SshServer server, PublicKeyLine hostKey) {
    this.server = server;
    this.hostKey = hostKey;
  }

  /** Long silences and slow readers are normal here: progress streams, paused copies. */
  private static void tune(PropertyResolver server) {
    CoreModuleProperties.WINDOW_SIZE.set(server, WINDOW);
    CoreModuleProperties.MAX_PACKET_SIZE.set(server, PACKET);
    CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ZERO);
    CoreModuleProperties.NIO2_READ_TIMEOUT.set(server, Duration.ZERO);
    CoreModuleProperties.NIO2_MIN_WRITE_TIMEOUT.set(server, Duration.ofMinutes(10));
    CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT.set(server, Duration.ofDays(7));
    CoreModuleProperties.TCP_NODELAY.set(server, true);
    CoreModuleProperties.SOCKET_KEEPALIVE.set(server, true);
  }

  private static KeyPair load(Path file) throws IOException {
    try {
      return new FileKeyPairProvider(file).loadKeys(null).iterator().next();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (RuntimeException e) {
      throw new IOException("the host key " + file + " cannot be read", e);
    }
  }

  private static Command exec(ChannelSession channel, Optional<String> line) throws IOException {
    ExecHandler handler =
        Login.of(channel.getSession())
            .map(Grant::exec)
            .orElseThrow(() -> new IOException("nothing was granted to this session"));
    return new RunningExec(handler, line, (SessionChannel) channel);
  }

  private static ChannelFactory channel(String name, Supplier<Channel> make) {
    return new ChannelFactory() {
      @Override
      public Channel createChannel(Session session) {
        return make.get();
      }

      @Override
      public String getName() {
        return name;
      }
    };
  }

  /** The port it listens on. */
  public int port() {
    return server.getPort();
  }

  /** The host key as a line. */
  public PublicKeyLine hostKey() {
    return hostKey;
  }

  /** The host key's fingerprint, as {@code SHA256:…}. */
  public String hostKeySha256() {
    return hostKey.fingerprint();
  }

  /** Ends every connection and stops listening; frees blocked handlers within a second. */
  @Override
  public void close() {
    server.close(true);
  }
}
