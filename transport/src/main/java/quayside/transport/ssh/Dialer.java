package quayside.transport.ssh;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.OpenFailException;
import org.jspecify.annotations.Nullable;
import quayside.transport.Endpoint;
import quayside.transport.HostKeys;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;
import quayside.transport.TransportException;
import quayside.transport.TransportException.Disconnected;
import quayside.transport.TransportException.HostKeyRejected;
import quayside.transport.TransportException.Unreachable;
import quayside.transport.Vault;
import quayside.transport.hosts.KnownHosts;
import quayside.transport.keys.PublicKeyLine;

/** Makes the connections of one remote: through its jump hosts, past its host key, logged in. */
final class Dialer implements AutoCloseable {
  private final Target target;
  private final SshSettings settings;
  private final HostKeys hostKeys;
  private final Vault answers;
  private final boolean ownAnswers;
  private final Set<String> trusted = ConcurrentHashMap.newKeySet();
  private final Set<WatchedSocket> dialling = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  Dialer(Target target, SshSettings settings, HostKeys hostKeys, Secrets secrets) {
    this.target = target;
    this.settings = settings;
    this.hostKeys = hostKeys;
    this.ownAnswers = !(secrets instanceof Vault);
    this.answers = secrets instanceof Vault shared ? shared : new Vault(secrets);
  }

  /** Dials a further machine through this one's. */
  Dialer beyond(Endpoint.Ssh to) throws Unreachable {
    var through = new ArrayList<>(target.jumps());
    through.add(target);
    Target further = new Targets(settings).of(to).through(through);
    return new Dialer(further, settings, hostKeys, answers);
  }

  /** The time-out of each stage. */
  Duration limit() {
    return target.limit();
  }

  SshLink dial() throws TransportException {
    @Nullable SshLink link = null;
    for (Target hop : target.jumps()) {
      link = dial(hop, link);
    }
    return dial(target, link);
  }

  /** The key that the machine shows now, whatever is known of it. */
  PublicKeyLine shown() throws TransportException {
    @Nullable SshLink link = null;
    for (Target hop : target.jumps()) {
      link = dial(hop, link);
    }
    List<String> types = known(target).types(target.host(), target.port());
    var check = new HostKeyCheck(target.withoutPin(), KnownHosts.NONE, Set.of(), types);
    try {
      connect(target, link, check).close(); // never: nothing is known, so nothing is accepted
    } catch (IOException e) {
      return check
          .judged()
          .map(HostKeyCheck.Judged::key)
          .orElseThrow(() -> unreachable(target, null, e));
    } finally {
      if (link != null) {
        link.close();
      }
    }
    throw new Disconnected(target.name() + " showed no host key.", null);
  }

  private SshLink dial(Target to, @Nullable SshLink through) throws TransportException {
    boolean done = false;
    try {
      SshLink link = negotiate(to, through);
      try {
        new Authentication(to, settings, answers, link.client()).run();
        if (through == null) {
          link.socket().setSoTimeout(0);
          link.socket().watch(to.limit().plusSeconds(3));
        }
        done = true;
        return link;
      } catch (IOException e) {
        throw e instanceof TransportException known ? known : link.lost(e);
      } catch (IllegalStateException e) {
        throw link.lost(e); // sshj's word for a connection that ended between two of its steps
      } finally {
        if (!done) {
          link.close();
        }
      }
    } finally {
      if (!done && through != null) {
        through.close();
      }
    }
  }

  /** Connects until the host key is settled: a question, or a type that was not asked for yet. */
  private SshLink negotiate(Target to, @Nullable SshLink through) throws TransportException {
    var shown = new LinkedHashSet<String>();
    List<String> wanted = List.of();
    while (true) {
      var check = new HostKeyCheck(to, known(to), trustedFor(to), wanted);
      try {
        return connect(to, through, check);
      } catch (IOException e) {
        var judged = check.judged().orElse(null);
        if (judged == null || judged.verdict() == HostKeyCheck.Verdict.TRUSTED) {
          throw unreachable(to, through, e);
        }
        wanted = settle(to, check, judged, shown, e);
      }
    }
  }

  /** Returns the key types to ask for next, or throws because this key is not to be trusted. */
  private List<String> settle(
      Target to,
      HostKeyCheck check,
      HostKeyCheck.Judged judged,
      Set<String> shown,
      IOException cause)
      throws TransportException {
    var key = check.shown(judged.key());
    return switch (judged.verdict()) {
      case UNKNOWN -> {
        switch (hostKeys.unknown(key)) {
          case REFUSE -> throw new HostKeyRejected(Sentences.refused(to, key), key, false);
          case TRUST_AND_SAVE -> save(to, judged);
          case TRUST_ONCE -> {}
        }
        trusted.add(to.name() + " " + key.sha256());
        yield List.of();
      }
      case NOT_PINNED -> {
        if (!shown.add(judged.key().type())) {
          throw new HostKeyRejected(Sentences.notPinned(to, key), key, true);
        }
        yield HostKeyCheck.TYPES.stream().filter(t -> !shown.contains(t)).toList();
      }
      case CHANGED -> throw new HostKeyRejected(Sentences.changed(to, key), key, true);
      case REVOKED -> throw new HostKeyRejected(Sentences.revoked(to, key), key, true);
      case TRUSTED -> throw unreachable(to, null, cause);
    };
  }

  private void save(Target to, HostKeyCheck.Judged judged) throws Unreachable {
    try {
      KnownHosts.save(to.knownHosts().getFirst(), to.host(), to.port(), judged.key());
    } catch (IOException e) {
      throw new Unreachable(
          "The host key of "
              + to.name()
              + " could not be written to "
              + to.knownHosts().getFirst()
              + ", so nothing was connected: "
              + e.getMessage(),
          e);
    }
  }

  private Set<String> trustedFor(Target to) {
    var fingerprints = new HashSet<String>();
    String prefix = to.name() + " ";
    for (String each : trusted) {
      if (each.startsWith(prefix)) {
        fingerprints.add(each.substring(prefix.length()));
      }
    }
    return fingerprints;
  }

  private static KnownHosts known(Target to) throws Unreachable {
    try {
      return KnownHosts.read(to.knownHosts());
    } catch (IOException e) {
      throw new Unreachable(
          "The known host keys in " + to.knownHosts() + " cannot be read: " + e.getMessage(), e);
    }
  }

  private SshLink connect(Target to, @Nullable SshLink through, HostKeyCheck check)
      throws IOException {
    SSHClient client = Tuning.client(to.limit());
    client.addHostKeyVerifier(check);
    try {
      return through == null ? direct(to, client) : tunnelled(to, through, client);
    } catch (IllegalStateException e) {
      throw new IOException("the other side ended the connection while it was set up", e);
    }
  }

  private SshLink direct(Target to, SSHClient client) throws IOException {
    var socket = new WatchedSocket();
    var link = new SshLink(client, socket, null, to.name());
    boolean done = false;
    dialling.add(socket);
    try (var deadline = new Deadline(to.limit().multipliedBy(2), link::close)) {
      var address = new InetSocketAddress(to.host(), to.port());
      if (address.isUnresolved()) {
        throw new UnknownHostException(to.host());
      }
      requireOpen();
      socket.setTcpNoDelay(true);
      socket.connect(address, Tuning.millis(to.limit()));
      client.setTimeout(Tuning.millis(to.limit()));
      client.setSocketFactory(new Connected(socket));
      client.connect(to.host(), to.port());
      if (deadline.missed()) {
        throw new SocketTimeoutException("too slow");
      }
      requireOpen();
      done = true;
      return link;
    } finally {
      dialling.remove(socket);
      if (!done) {
        link.close();
      }
    }
  }

  private SshLink tunnelled(Target to, SshLink through, SSHClient client) throws IOException {
    var channel = new TunnelChannel(through.connection(), to.host(), to.port(), through.owner());
    channel.open(to.limit());
    boolean done = false;
    try (var deadline = new Deadline(to.limit().multipliedBy(2), channel::hangUp)) {
      client.connectVia(channel, to.host(), to.port());
      if (deadline.missed()) {
        throw new SocketTimeoutException("too slow");
      }
      done = true;
      return new SshLink(client, through.socket(), through, to.name());
    } finally {
      if (!done) {
        client.close();
        channel.hangUp();
      }
    }
  }

  private void requireOpen() throws Disconnected {
    if (closed) {
      throw new Disconnected("The connection to " + target.name() + " was closed.", null);
    }
  }

  private static TransportException unreachable(
      Target to, @Nullable SshLink through, IOException e) {
    String via = through == null ? "" : " from the jump host " + through.name();
    if (e instanceof TransportException known) {
      return known;
    }
    String sentence =
        switch (e) {
          case UnknownHostException _ ->
              "There is no host called “"
                  + to.host()
                  + "”. Check the name, or the network's name service.";
          case SocketTimeoutException _ ->
              to.name() + " did not answer within " + to.limit().toSeconds() + " s" + via + ".";
          case ConnectException _ ->
              to.name()
                  + " refuses connections. Check that its SSH server runs and that the port is"
                  + " right.";
          case OpenFailException refused ->
              to.name() + " cannot be reached" + via + ": " + refused.getMessage() + ".";
          default ->
              to.name() + " could not be talked to in SSH" + via + ": " + e.getMessage() + ".";
        };
    return new Unreachable(sentence, e);
  }

  @Override
  public void close() {
    closed = true;
    if (ownAnswers) {
      answers.close();
    }
    for (WatchedSocket socket : dialling) {
      try {
        socket.close();
      } catch (IOException e) {
        System.getLogger(Dialer.class.getName()).log(System.Logger.Level.DEBUG, "closing", e);
      }
    }
  }

  /** Hands a connected socket to sshj. */
  private static final class Connected extends SocketFactory {
    private final Socket socket;

    Connected(Socket socket) {
      this.socket = socket;
    }

    @Override
    public Socket createSocket() {
      return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
      return socket;
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
      return socket;
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      return socket;
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
      return socket;
    }
  }
}
