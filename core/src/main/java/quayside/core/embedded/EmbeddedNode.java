package quayside.core.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.faults.Faults;
import quayside.core.embedded.osctl.OsctlCommandLine;
import quayside.core.embedded.osctld.Accounts;
import quayside.core.embedded.osctld.Daemon;
import quayside.core.embedded.osctld.NodeFolder;
import quayside.core.embedded.osctld.OsctldService.OsctldError;
import quayside.core.embedded.osctld.Settings;
import quayside.transport.keys.KeyFiles;
import quayside.transport.keys.PublicKeyLine;
import quayside.transport.server.SshServer;

/**
 * A vpsAdminOS-compatible node inside this program, serving from a folder. It listens on 127.0.0.1
 * only; its folder is the user's alone, and one process at a time can serve it.
 */
public final class EmbeddedNode implements AutoCloseable {

  /** Which receive grammar a node speaks. */
  public enum Protocol {
    ID,
    TOKEN
  }

  /**
   * How to serve.
   *
   * @param name of the node
   * @param port to listen on at 127.0.0.1; 0 takes a free one
   * @param protocol the receive grammar
   * @param pools their names, the first is the default one
   * @param firstHostId where the id maps of its users begin
   * @param start how long a container takes to start
   * @param stop how long a container takes to shut down
   * @param writeRate bytes per second that a running container writes
   * @param version of osctld that its socket names
   */
  public record Options(
      String name,
      int port,
      Protocol protocol,
      List<String> pools,
      long firstHostId,
      Duration start,
      Duration stop,
      long writeRate,
      String version) {

    /** A node with the pool {@code tank} and the usual values. */
    public Options(String name, int port, Protocol protocol) {
      this(
          name,
          port,
          protocol,
          List.of("tank"),
          1_000_000,
          Duration.ofMillis(150),
          Duration.ofMillis(150),
          20_000,
          OsctlCommandLine.VERSION);
    }

    /** A node of that name on a free port. */
    public static Options named(String name) {
      return new Options(name, 0, Protocol.TOKEN);
    }

    public Options withPools(List<String> names) {
      return new Options(name, port, protocol, names, firstHostId, start, stop, writeRate, version);
    }

    public Options withFirstHostId(long id) {
      return new Options(name, port, protocol, pools, id, start, stop, writeRate, version);
    }

    public Options withTimes(Duration toStart, Duration toStop) {
      return new Options(
          name, port, protocol, pools, firstHostId, toStart, toStop, writeRate, version);
    }

    public Options withProtocol(Protocol grammar) {
      return new Options(name, port, grammar, pools, firstHostId, start, stop, writeRate, version);
    }

    public Options withVersion(String text) {
      return new Options(name, port, protocol, pools, firstHostId, start, stop, writeRate, text);
    }

    public Options withWriteRate(long bytesPerSecond) {
      return new Options(
          name, port, protocol, pools, firstHostId, start, stop, bytesPerSecond, version);
    }
  }

  private final Options options;
  private final Path folder;
  private final FileChannel lock;
  private final Daemon daemon;
  private final SshServer server;
  private final Faults faults;

  private EmbeddedNode(
      Options options,
      Path folder,
      FileChannel lock,
      Daemon daemon,
      SshServer server,
      Faults faults) {
    this.options = options;
    this.folder = folder;
    this.lock = lock;
    this.daemon = daemon;
    this.server = server;
    this.faults = faults;
  }

  /**
   * Serves a folder; an empty one becomes a fresh node.
   *
   * @throws IOException if another process serves it, the port is taken or the disk refuses
   */
  public static EmbeddedNode start(Path folder, Options options) throws IOException {
    Path home = folder.toAbsolutePath();
    Files.createDirectories(home);
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    FileChannel lock = lock(home);
    @Nullable Daemon daemon = null;
    boolean started = false;
    try {
      PublicKeyLine rootKey = rootKey(home);
      var faults = new Faults();
      var nodeFolder = new NodeFolder(home);
      daemon =
          new Daemon(
              nodeFolder,
              options.name(),
              options.pools(),
              options.firstHostId(),
              new Settings(
                  options.start(),
                  options.stop(),
                  options.writeRate(),
                  options.protocol() == Protocol.TOKEN,
                  options.version()),
              faults);
      var osctl = new OsctlCommandLine(daemon, path -> file(nodeFolder, path));
      var accounts =
          Accounts.of(
              daemon,
              rootKey,
              (words, exec) -> osctl.run(words, exec.in(), exec.out(), exec.err(), exec.pty()));
      var bind =
          new InetSocketAddress(
              InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), options.port());
      SshServer server = SshServer.start(bind, home.resolve("host_key"), accounts);
      nodeFolder.publish("/etc/ssh/ssh_host_ed25519_key.pub", server.hostKey().line() + "\n");
      started = true;
      return new EmbeddedNode(options, home, lock, daemon, server, faults);
    } finally {
      if (!started) {
        if (daemon != null) {
          daemon.close();
        }
        lock.close();
      }
    }
  }

  private static FileChannel lock(Path home) throws IOException {
    FileChannel channel =
        FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      @Nullable FileLock held = channel.tryLock();
      if (held != null) {
        return channel;
      }
    } catch (OverlappingFileLockException _) {
      // the same answer as for another process
    }
    channel.close();
    throw new IOException("The node in " + home + " is being served already.");
  }

  private static PublicKeyLine rootKey(Path home) throws IOException {
    Path key = home.resolve("root_key");
    return Files.exists(key)
        ? PublicKeyLine.parse(Files.readString(home.resolve("root_key.pub")))
        : KeyFiles.generate(key, KeyFiles.Kind.ED25519, 0, "root");
  }

  private static Optional<Path> file(NodeFolder folder, String path) {
    try {
      return Optional.of(folder.path(path));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** Name of the node. */
  public String name() {
    return options.name();
  }

  /** The folder it is served from. */
  public Path folder() {
    return folder;
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** The host key's fingerprint, as {@code SHA256:…}. */
  public String hostKeySha256() {
    return server.hostKeySha256();
  }

  /** The private key that may log in as root. */
  public Path rootKeyFile() {
    return folder.resolve("root_key");
  }

  /** What shall go wrong. */
  public Faults faults() {
    return faults;
  }

  /**
   * Makes a stopped container with files.
   *
   * @return the folder of its files
   */
  public Path create(String id, DemoContent content) throws IOException {
    Map<String, Object> image = Map.of("distribution", "debian", "version", "13");
    call("ct_create_empty", Map.of("id", id, "image", image));
    content.fill(daemon.dataset(id, "/"));
    return tree(id);
  }

  /** Adds an empty dataset below a container's root, for example {@code srv/data}. */
  public Path createDataset(String id, String dataset) throws IOException {
    return daemon.dataset(id, dataset).live();
  }

  /** Sets a key of a container's configuration file, for example {@code net_interfaces}. */
  public void configure(String id, String key, Object value) throws IOException {
    daemon.configure(id, key, value);
  }

  /** Starts a container. */
  public void startContainer(String id) throws IOException {
    call("ct_start", Map.of("id", id));
  }

  /** Sets how many bytes per second a running container writes. */
  public void setWriteRate(String id, long bytesPerSecond) throws IOException {
    daemon.writeRate(id, bytesPerSecond);
  }

  /** Bytes that a container has written since the node was started. */
  public long written(String id) throws IOException {
    return daemon.written(id);
  }

  /** Disables or enables a pool; remembered when the node is served anew. */
  public void disablePool(String pool, boolean disabled) throws IOException {
    daemon.disable(pool, disabled);
  }

  /** Lets the pools have no more than so many bytes left, however big the disk is. */
  public void limitRoom(long bytes) {
    daemon.room(bytes);
  }

  /** The folder of the files of a container's root dataset. */
  public Path tree(String id) throws IOException {
    return daemon.dataset(id, "/").live();
  }

  /** All files of a container, with the owners and modes that it sees. */
  public FileTree files(String id) throws IOException {
    var parts = new LinkedHashMap<String, FileTree>();
    for (String name : daemon.trees(id).keySet()) {
      parts.put(name, FileTree.of(daemon.dataset(id, name)));
    }
    return FileTree.join(parts);
  }

  /**
   * Runs a command of osctld.
   *
   * @throws IOException with osctld's words if it refuses
   */
  public @Nullable Object call(String command, Map<String, ? extends Object> commandOptions)
      throws IOException {
    try {
      return daemon.call(command, commandOptions, _ -> {});
    } catch (OsctldError e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Lets this node send to another: makes its send key if there is none and authorises it there.
   */
  public void trustAt(EmbeddedNode target) throws IOException {
    Path publicKey =
        new NodeFolder(folder)
            .path("/" + options.pools().getFirst() + "/conf/send-receive/key.pub");
    if (!Files.exists(publicKey)) {
      call("send_key_gen", Map.of("type", "ed25519"));
    }
    target.call(
        "receive_authkey_add",
        Map.of("name", name(), "public_key", Files.readString(publicKey).strip()));
  }

  /** Stops serving; its state stays in the folder. */
  @Override
  public void close() {
    faults.clear();
    server.close();
    daemon.close();
    try {
      lock.close();
    } catch (IOException e) {
      System.getLogger(EmbeddedNode.class.getName())
          .log(System.Logger.Level.WARNING, "the lock could not be given back", e);
    }
  }
}
