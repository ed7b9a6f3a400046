package quayside.core.driver.osctl;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import quayside.core.driver.Capability;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.Limits;
import quayside.core.driver.NativeReceive;
import quayside.core.driver.NativeSend;
import quayside.core.driver.NodeEvent;
import quayside.core.model.Container;
import quayside.core.model.NodeFacts;
import quayside.transport.Command;
import quayside.transport.Remote;

/**
 * A vpsAdminOS node by somebody who may only hand containers in: the login {@value #USER}, which
 * knows nothing but {@code receive} (facts §4.2, §4.3).
 */
public final class ReceiveDriver implements ContainerDriver, NativeReceive {
  /** The login. */
  public static final String USER = "osctl-ct-receive";

  private static final Pattern TOKEN = Pattern.compile("[0-9a-f]{40}");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_/][A-Za-z0-9_.:/-]{0,300}");

  private final Remote remote;
  private final Shell shell;
  private final Limits limits;
  private volatile Optional<Grammar> grammar = Optional.empty();

  /** How staged containers are named. */
  private enum Grammar {
    TOKEN,
    /** Before September 2020: by their id; staging answers nothing. */
    ID
  }

  /** Takes over a connection; it is closed with the driver. */
  public ReceiveDriver(Remote remote, Limits limits) {
    this.remote = remote;
    this.shell = new Shell(remote);
    this.limits = limits;
  }

  /** The usage text, which an authorised key gets for a word that is no command (recorded). */
  private Grammar grammar() throws IOException {
    Optional<Grammar> known = grammar;
    if (known.isPresent()) {
      return known.get();
    }
    Shell.Result result = shell.run(Command.of("receive"), "", limits.answer());
    String said = result.err() + result.out();
    if (!said.contains("receive skel")) {
      throw new DriverException.Unsupported(
          "The login "
              + USER
              + " answered something else than its usage: “"
              + Refusals.beginning(said.strip())
              + "”.");
    }
    Grammar found =
        said.contains("receive base <token>")
            ? Grammar.TOKEN
            : said.contains("receive base [pool:]<id>") ? Grammar.ID : null;
    if (found == null) {
      throw new DriverException.Unsupported(
          "The node receives containers by another protocol than this version of Quayside knows.");
    }
    grammar = Optional.of(found);
    return found;
  }

  @Override
  public Set<Capability> capabilities() throws IOException {
    grammar();
    return EnumSet.of(Capability.RECEIVE);
  }

  @Override
  public NodeFacts facts() throws IOException {
    grammar();
    return new NodeFacts("", "", List.of(), List.of(), List.of(), Set.of());
  }

  @Override
  public List<Container> list() throws IOException {
    grammar();
    return List.of();
  }

  @Override
  public Container show(String container) throws IOException {
    throw unsupported();
  }

  @Override
  public void act(String container, ContainerAction action) throws IOException {
    throw unsupported();
  }

  @Override
  public void watch(Consumer<NodeEvent> events) throws IOException {
    throw unsupported();
  }

  private static DriverException unsupported() {
    return new DriverException.Unsupported(
        "The login " + USER + " can only hand containers in; it is shown nothing.");
  }

  @Override
  public Optional<NativeSend> nativeSend() {
    return Optional.empty();
  }

  @Override
  public Optional<NativeReceive> nativeReceive() {
    return Optional.of(this);
  }

  @Override
  public String stage(Optional<String> pool, String id, byte[] archive) throws IOException {
    boolean tokens = grammar() == Grammar.TOKEN;
    if (pool.isPresent() && !ContainerName.isPool(pool.get())) {
      throw new DriverException.Rejected("“" + pool.get() + "” cannot be a pool.");
    }
    Command command =
        pool.isPresent() || tokens
            ? Command.of("receive", "skel", pool.orElse("-"))
            : Command.of("receive", "skel");
    Shell.Result result =
        shell.feed(command, limits.step(), new ByteArrayInputStream(archive), _ -> {});
    succeed(result, "staging the container");
    if (!tokens) {
      return pool.map(name -> name + ":").orElse("") + id;
    }
    String token = result.out().strip();
    if (!TOKEN.matcher(token).matches()) {
      throw new DriverException.Unreadable(
          "The node staged the container but answered no token.", Refusals.beginning(token));
    }
    return token;
  }

  @Override
  public void stream(
      String token,
      String volume,
      boolean incremental,
      String snapshot,
      InputStream source,
      LongConsumer progress)
      throws IOException {
    String verb = incremental ? "incremental" : "base";
    for (String word : List.of(token, volume, snapshot)) {
      if (!WORD.matcher(word).matches()) {
        throw new DriverException.Rejected("“" + word + "” cannot be said to the node.");
      }
    }
    Command command = Command.of("receive", verb, token, volume, snapshot);
    succeed(
        shell.feed(command, limits.step(), source, progress),
        "receiving the dataset “" + volume + "”");
  }

  @Override
  public void finish(String token, boolean start) throws IOException {
    Command command =
        start
            ? Command.of("receive", "transfer", token, "start")
            : Command.of("receive", "transfer", token);
    succeed(shell.run(command, "", limits.step()), "finishing the container");
  }

  @Override
  public void cancel(String token) throws IOException {
    succeed(
        shell.run(Command.of("receive", "cancel", token), "", limits.step()),
        "removing the staged container");
  }

  private static void succeed(Shell.Result result, String what) throws DriverException {
    if (result.exit() == 0) {
      return;
    }
    String said = Refusals.beginning(result.err().strip()).replaceFirst("^Error: ", "");
    if (said.startsWith("container not found")) {
      throw new DriverException.NotFound("The node does not know the staged container any more.");
    }
    String reason = said.isEmpty() ? "status " + result.exit() : "“" + said + "”";
    throw new DriverException.Rejected("The node refused " + what + ": " + reason + ".");
  }

  @Override
  public void close() {
    remote.close();
  }
}
