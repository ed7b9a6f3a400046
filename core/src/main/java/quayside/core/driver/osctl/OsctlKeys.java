package quayside.core.driver.osctl;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import quayside.core.driver.DriverException;
import quayside.core.driver.Limits;
import quayside.core.driver.NodeKeys;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;
import quayside.core.model.PeerAddress;
import quayside.transport.Command;
import quayside.transport.Endpoint;
import quayside.transport.Remote;
import quayside.transport.hosts.KnownHost;
import quayside.transport.hosts.KnownHosts;
import quayside.transport.keys.KeyFiles;
import quayside.transport.keys.PublicKeyLine;

/** {@code osctl send key} and {@code osctl receive authorized-keys}. */
final class OsctlKeys implements NodeKeys {
  /** osctld: {@code [a-zA-Z0-9_\-:.]+}; a dash in front would be taken for an option. */
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_:.][a-zA-Z0-9_:.-]*");

  /** Root's own file: ssh takes root's home from the password database, whatever HOME says. */
  private static final String KNOWN_HOSTS = "/root/.ssh/known_hosts";

  private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

  private final Remote remote;
  private final Carrier carrier;
  private final Shell shell;
  private final Limits limits;
  private final Configurations configurations;

  OsctlKeys(Remote remote, Carrier carrier, Shell shell, Limits limits) {
    this.remote = remote;
    this.carrier = carrier;
    this.shell = shell;
    this.limits = limits;
    this.configurations = new Configurations(carrier, shell, limits);
  }

  @Override
  public Optional<SendKey> sendKey(String pool) throws IOException {
    String file = configurations.keyPath(pool, "public_key");
    Optional<String> text = read(file);
    if (text.isEmpty() || text.get().isBlank()) {
      return Optional.empty();
    }
    return Optional.of(new SendKey(pool, text.get().strip(), file, made(file)));
  }

  /** What a file on the node has; empty if there is none. */
  private Optional<String> read(String file) throws IOException {
    Shell.Result result = run("cat", file);
    if (result.exit() == 0) {
      return Optional.of(result.out());
    }
    String said = Refusals.beginning(result.err().strip());
    if (said.contains("No such file")) {
      return Optional.empty();
    }
    throw new DriverException.Rejected( // to take it for missing would replace what is in use
        "The file " + file + " cannot be read on the node: “" + said + "”.");
  }

  private Optional<Instant> made(String file) throws IOException {
    Shell.Result result = run("stat", "-c", "%Y", file);
    String said = result.out().strip();
    return result.exit() == 0 && said.matches("\\d{1,12}")
        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(said)))
        : Optional.empty();
  }

  @Override
  public void generate(String pool, KeyFiles.Kind kind, OptionalInt bits, boolean replace)
      throws IOException {
    Optional<SendKey> before = sendKey(pool);
    if (before.isPresent() && !replace) { // the socket would overwrite it without asking
      throw new DriverException.Rejected(
          "The pool “" + pool + "” has a send key already; it was left as it is.");
    }
    Call call =
        Call.of("send_key_gen")
            .with("pool", pool)
            .with("type", kind.name().toLowerCase(java.util.Locale.ROOT))
            .with("force", replace);
    carrier.call(
        bits.isPresent() ? call.with("bits", bits.getAsInt()) : call,
        limits.step(), // primes for a long RSA key take their time
        Carrier.DEAF);
    Optional<SendKey> after = sendKey(pool);
    if (after.isEmpty() || before.map(SendKey::publicKey).equals(after.map(SendKey::publicKey))) {
      throw new DriverException.Rejected(
          "The node said that it made a send key for the pool “"
              + pool
              + "”, but there is no new"
              + " one.");
    }
  }

  @Override
  public List<AuthorizedKey> authorizedKeys(Optional<String> pool) throws IOException {
    Checks.allowed(pool, ContainerName::isPool, "pool");
    JsonValue rows = ask(Call.of("receive_authkey_list").with("pool", pool));
    try {
      var keys = new ArrayList<AuthorizedKey>();
      for (JsonValue row : rows.list()) {
        keys.add(
            new AuthorizedKey(
                row.get("name").text(),
                row.get("pubkey").text(),
                row.get("from").optionalText(),
                row.get("ctid").optionalText(),
                row.get("single_use").isTrue(),
                row.get("in_use").isTrue(),
                row.get("passphrase").optionalText().isPresent()));
      }
      return List.copyOf(keys);
    } catch (JsonException e) {
      throw new DriverException.Unreadable( // never with the answer: passphrases stand in it
          "The node's list of authorised keys is not as expected: " + e.getMessage() + ".", "");
    }
  }

  @Override
  public void authorize(AuthorizedKey key, char[] passphrase, Optional<String> pool)
      throws IOException {
    Checks.allowed(pool, ContainerName::isPool, "pool");
    Checks.check(NAME.matcher(key.name()).matches(), "key name", key.name());
    Checks.allowed(key.from(), OsctlKeys::isPattern, "list of addresses");
    Checks.allowed(key.ctid(), OsctlKeys::isPattern, "pattern of ids");
    String line = checked(key.publicKey());
    Call call =
        Call.of("receive_authkey_add")
            .with("pool", pool)
            .with("name", key.name())
            .with("public_key", line)
            .with("from", key.from())
            .with("ctid", key.ctid())
            .with("single_use", key.singleUse());
    if (passphrase.length > 0) {
      if (!(carrier instanceof SocketCarrier)) {
        throw new DriverException.Unsupported(
            "A passphrase can only be set through osctld's socket: on the command line it would"
                + " stand in the arguments, for everybody on the node to read. Log in as root.");
      }
      for (char c : passphrase) {
        Checks.check("_-:.".indexOf(c) >= 0 || isWord(c), "passphrase", "(not shown)");
      }
      call = call.with("passphrase", new String(passphrase)); // JSON is made of texts
    }
    ask(call);
  }

  private static boolean isWord(char c) {
    return c < 128 && Character.isLetterOrDigit(c);
  }

  private static boolean isPattern(String text) {
    return text.length() <= 1000
        && !text.isBlank()
        && text.chars().allMatch(c -> c > ' ' && c < 127)
        && !text.startsWith("-");
  }

  /** The line to the letter, if it is a key; osctld itself would take anything. */
  private static String checked(String publicKey) throws DriverException {
    String line = publicKey.strip();
    try {
      PublicKeyLine.parse(line);
    } catch (IllegalArgumentException e) {
      throw new DriverException.Rejected(e.getMessage() + " Nothing was asked of the node.");
    }
    Checks.check(line.chars().noneMatch(Character::isISOControl), "public key", line);
    return line;
  }

  @Override
  public void revoke(String name, Optional<String> pool) throws IOException {
    Checks.allowed(pool, ContainerName::isPool, "pool");
    Checks.check(NAME.matcher(name).matches(), "key name", name);
    ask(Call.of("receive_authkey_delete").with("pool", pool).with("name", name));
  }

  @Override
  public Access tryAccess(String pool, PeerAddress target) throws IOException {
    Checks.host(target);
    Shell.Result result;
    try {
      result =
          shell.run(
              PeerLogin.command(configurations.keyPath(pool, "private_key"), target),
              "",
              limits.answer());
    } catch (DriverException.Silent _) {
      return Access.UNREACHABLE;
    }
    return PeerLogin.read(result);
  }

  @Override
  public String seenBy(Endpoint.Ssh login) throws IOException {
    try (Remote there = remote.beyond(login)) {
      Command question = Command.of("printenv", "SSH_CONNECTION");
      String said = new Shell(there).run(question, "", limits.answer()).out().strip();
      String address = said.split(" ", 2)[0];
      if (!ADDRESS.matcher(address).matches()) {
        throw new DriverException.Unreadable(
            "It does not tell where a connection comes from.", Refusals.beginning(said));
      }
      return address;
    }
  }

  /** Where OpenSSH has them unless told otherwise (sshd_config(5), HostKey). */
  @Override
  public List<PublicKeyLine> hostKeys() throws IOException {
    var keys = new ArrayList<PublicKeyLine>();
    for (String type : List.of("ed25519", "ecdsa", "rsa")) {
      Optional<String> text = read("/etc/ssh/ssh_host_" + type + "_key.pub");
      text.flatMap(OsctlKeys::key).ifPresent(keys::add);
    }
    return List.copyOf(keys);
  }

  private static Optional<PublicKeyLine> key(String text) {
    try {
      return Optional.of(PublicKeyLine.parse(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** {@code ssh-keyscan} writes lines of known_hosts; its comments go to standard error. */
  @Override
  public List<PublicKeyLine> shownTo(PeerAddress target) throws IOException {
    Checks.host(target);
    String port = Integer.toString(target.port());
    Shell.Result result = run("ssh-keyscan", "-T", "10", "-p", port, target.host());
    return KnownHosts.parse(Path.of("-"), result.out()).all().stream().map(KnownHost::key).toList();
  }

  @Override
  public List<PublicKeyLine> knownHostKeys(PeerAddress target) throws IOException {
    Checks.host(target);
    String text = read(KNOWN_HOSTS).orElse("");
    return KnownHosts.parse(Path.of(KNOWN_HOSTS), text).of(target.host(), target.port()).stream()
        .map(KnownHost::key)
        .toList();
  }

  @Override
  public void pin(PeerAddress target, List<PublicKeyLine> keys) throws IOException {
    String name = KnownHosts.name(target.host(), target.port());
    if (!knownHostKeys(target).isEmpty()) {
      succeed(run("ssh-keygen", "-R", name, "-f", KNOWN_HOSTS), "forget the old key");
    }
    succeed(run("mkdir", "-p", "-m", "700", "/root/.ssh"), "make its folder");
    List<String> lines = keys.stream().map(key -> name + " " + key.line()).toList();
    LoginFile.append(shell, limits, KNOWN_HOSTS, lines);
    if (!knownHostKeys(target).containsAll(keys)) {
      throw new DriverException.Rejected(
          "The host key of " + name + " was written on the node, but is not in its file.");
    }
  }

  @Override
  public boolean addLogin(PublicKeyLine key) throws IOException {
    return new LoginFile(shell, limits).add(key);
  }

  private static void succeed(Shell.Result result, String what) throws DriverException {
    if (result.exit() != 0) {
      throw new DriverException.Rejected(
          "The node could not "
              + what
              + " in "
              + KNOWN_HOSTS
              + ": “"
              + Refusals.beginning(result.err().strip())
              + "”.");
    }
  }

  private Shell.Result run(String... words) throws IOException {
    return shell.run(Command.of(words), "", limits.answer());
  }

  private JsonValue ask(Call call) throws IOException {
    return carrier.call(call, limits.answer(), Carrier.DEAF);
  }
}
