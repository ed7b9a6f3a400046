package quayside.core.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.Drivers;
import quayside.core.fleet.Fleet;
import quayside.core.home.Home;
import quayside.core.model.Node;
import quayside.core.problem.ProblemException;
import quayside.transport.Connectors;
import quayside.transport.Endpoint;
import quayside.transport.HostKeys;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;
import quayside.transport.keys.KeyFiles;
import quayside.transport.keys.OwnFiles;
import quayside.transport.keys.PublicKeyLine;

/** The user's key files and agent. */
public final class DesktopIdentities implements Identities {
  private final Fleet fleet;
  private final Drivers drivers;
  private final Drivers narrow;
  private final SshSettings settings;
  private final Home home;

  /**
   * The user's keys.
   *
   * @param drivers by which keys are copied
   */
  public DesktopIdentities(
      Fleet fleet,
      Drivers drivers,
      SshSettings settings,
      Home home,
      HostKeys hostKeys,
      Secrets secrets) {
    this.fleet = fleet;
    this.drivers = drivers;
    this.settings = settings;
    this.home = home;
    var nothingElse =
        new SshSettings(
            settings.config(), settings.knownHosts(), home.agentKeys(), Optional.empty());
    this.narrow = Drivers.over(Connectors.ssh(nothingElse, hostKeys, secrets));
  }

  @Override
  public List<Identity> list() throws IOException {
    Set<Path> files = new LinkedHashSet<>(files(settings.identities()));
    fleet.nodes().stream()
        .flatMap(v -> v.node().login().flatMap(Endpoint.Ssh::identity).stream())
        .filter(f -> !f.startsWith(home.agentKeys()) && Files.isRegularFile(f))
        .forEach(files::add);
    var all = new ArrayList<Identity>();
    for (Path file : files) {
      all.add(new Identity(Optional.of(file), publicHalf(file), KeyFiles.isEncrypted(file)));
    }
    for (PublicKeyLine key : Connectors.agentKeys(settings)) {
      if (all.stream().noneMatch(i -> i.key().filter(key::sameKey).isPresent())) {
        all.add(new Identity(Optional.empty(), Optional.of(key), false));
      }
    }
    return List.copyOf(all);
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    var found = new ArrayList<Path>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        if (KeyFiles.isPrivate(file)) {
          found.add(file);
        }
      }
    }
    return found;
  }

  private static Optional<PublicKeyLine> publicHalf(Path file) {
    Path beside = file.resolveSibling(file.getFileName() + ".pub");
    try {
      return Files.isReadable(beside)
          ? KeysOfNode.parse(Files.readString(beside))
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  @Override
  public Identity generate(Path file, String comment, char[] passphrase) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      OwnFiles.folder(folder);
    }
    PublicKeyLine key = KeyFiles.generate(file, KeyFiles.Kind.ED25519, 0, comment, passphrase);
    return new Identity(Optional.of(file), Optional.of(key), passphrase.length > 0);
  }

  /** As the account itself, without sudo: the file is in that account's home. */
  private static Node asItself(Node node, Endpoint.Ssh at) {
    return new Node(node.name(), node.platform(), at.withSudo(false), node.peer());
  }

  @Override
  public boolean copy(String name, PublicKeyLine key) throws IOException {
    Node node = fleet.node(name);
    try (ContainerDriver driver = drivers.open(asItself(node, Logins.of(node)))) {
      return driver
          .keys()
          .orElseThrow(() ->
              new ProblemException(
                  "unsupported",
                  "Not possible there",
                  "Keys cannot be copied to " + name + ".",
                  "Use ssh-copy-id."))
          .addLogin(key);
    }
  }

  @Override
  public void tryLogin(String name, Path file) throws IOException {
    Node node = fleet.node(name);
    narrow.open(asItself(node, Logins.of(node).withIdentity(file))).close();
  }

  @Override
  public void use(String name, Optional<Identity> identity) throws IOException {
    Node node = fleet.node(name);
    Optional<Path> file = Optional.empty();
    if (identity.isPresent()) {
      Identity chosen = identity.get();
      file = Optional.of(chosen.file().isPresent() ? chosen.file().get() : kept(chosen));
    }
    Endpoint.Ssh was = Logins.of(node);
    var now =
        new Endpoint.Ssh(
            was.host(), was.port(), was.user(), file, was.hostKey(), was.sudo(), was.timeout());
    fleet.update(name, new Node(name, node.platform(), now, node.peer()));
  }

  /** A public half in a file is how OpenSSH names one key of an agent (ssh_config(5)). */
  private Path kept(Identity identity) throws IOException {
    PublicKeyLine key = identity.key().orElseThrow();
    OwnFiles.folder(home.agentKeys());
    String name = key.fingerprint().replaceAll("[^A-Za-z0-9]", "_");
    Path file = home.agentKeys().resolve(name);
    OwnFiles.replace(
        file.resolveSibling(name + ".pub"),
        (key.line() + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return file;
  }
}
