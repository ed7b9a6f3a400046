package quayside.transport.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.Service;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;
import net.schmizz.sshj.userauth.method.AuthKeyboardInteractive;
import net.schmizz.sshj.userauth.method.AuthMethod;
import net.schmizz.sshj.userauth.method.AuthNone;
import net.schmizz.sshj.userauth.method.AuthPassword;
import net.schmizz.sshj.userauth.method.AuthPublickey;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;
import quayside.transport.TransportException.AuthFailed;
import quayside.transport.TransportException.Disconnected;
import quayside.transport.keys.PublicKeyLine;

/**
 * Logs in by whatever the server takes and the user has: named key files, the agent's keys, the
 * usual key files, answers to the server's questions, the password; in this order.
 */
final class Authentication {
  private static final int ATTEMPTS = 3;

  /** How long a person may take to answer the server's questions. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Target target;
  private final SshSettings settings;
  private final Secrets secrets;
  private final SSHClient client;
  private final Set<String> offered = new HashSet<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private int refused;

  Authentication(Target target, SshSettings settings, Secrets secrets, SSHClient client) {
    this.target = target;
    this.settings = settings;
    this.secrets = secrets;
    this.client = client;
  }

  void run() throws AuthFailed, Disconnected {
    boolean in =
        attempt(new AuthNone(), target.limit())
            || (takes("publickey") && byKeys())
            || (takes("keyboard-interactive") && byAnswers())
            || (takes("password") && byPassword());
    if (!in) {
      throw new AuthFailed(refusal(), null);
    }
  }

  private boolean takes(String method) {
    return client.getUserAuth().getAllowedMethods().contains(method);
  }

  private boolean byKeys() throws AuthFailed, Disconnected {
    Optional<Agent> agent = settings.agent().filter(Files::exists).map(Agent::new);
    List<Agent.Key> kept = agent.map(this::keys).orElse(List.of());
    for (Path file : target.identities()) {
      if (byAgent(agent, kept, PrivateKeys.publicHalf(file)) || byFile(file)) {
        return true;
      }
    }
    if (target.identitiesOnly()) {
      return false;
    }
    for (Agent.Key key : kept) {
      if (byAgent(agent, kept, Optional.of(key.line()))) {
        return true;
      }
    }
    for (Path file : usualFiles()) {
      if (byFile(file)) {
        return true;
      }
    }
    return false;
  }

  private List<Agent.Key> keys(Agent agent) {
    try {
      return agent.keys();
    } catch (IOException e) {
      notes.add("The ssh-agent could not be asked: " + e.getMessage());
      return List.of();
    }
  }

  private boolean byAgent(Optional<Agent> agent, List<Agent.Key> kept, Optional<PublicKeyLine> key)
      throws AuthFailed, Disconnected {
    if (agent.isEmpty() || key.isEmpty() || !takes("publickey")) {
      return false;
    }
    for (Agent.Key candidate : kept) {
      if (candidate.line().sameKey(key.get()) && offered.add(candidate.line().base64())) {
        return attempt(new AgentAuth(agent.get(), candidate), PATIENCE);
      }
    }
    return false;
  }

  private boolean byFile(Path file) throws AuthFailed, Disconnected {
    if (!takes("publickey")) {
      return false;
    }
    try {
      Optional<PublicKeyLine> half = PrivateKeys.publicHalf(file);
      if (half.isPresent() && offered.contains(half.get().base64())) {
        return false;
      }
      KeyProvider key = new PrivateKeys(secrets).load(file);
      return offered.add(HostKeyCheck.line(key.getPublic()).base64())
          && attempt(new AuthPublickey(key), target.limit());
    } catch (IOException e) {
      if (e instanceof AuthFailed failed) {
        throw failed;
      }
      if (e instanceof Disconnected ended) {
        throw ended;
      }
      notes.add(String.valueOf(e.getMessage()));
      return false;
    }
  }

  /** The files that OpenSSH would try, and other {@code id_…} files after them. */
  private List<Path> usualFiles() {
    var files = new LinkedHashSet<Path>();
    for (String name : List.of("id_ed25519", "id_ecdsa", "id_rsa")) {
      files.add(settings.identities().resolve(name));
    }
    try (Stream<Path> all = Files.list(settings.identities())) {
      all.filter(f -> f.getFileName().toString().matches("id_[^.]*")).sorted().forEach(files::add);
    } catch (IOException _) {
      return List.of();
    }
    files.removeIf(f -> !Files.isRegularFile(f));
    return List.copyOf(files);
  }

  private boolean byAnswers() throws AuthFailed, Disconnected {
    for (int i = 0; i < ATTEMPTS && takes("keyboard-interactive"); i++) {
      var answering = new Answering(target.account(), secrets);
      if (attempt(new AuthKeyboardInteractive(answering), PATIENCE)) {
        return true;
      }
      if (answering.gaveUp()) {
        return false;
      }
    }
    return false;
  }

  private boolean byPassword() throws AuthFailed, Disconnected {
    for (int i = 1; i <= ATTEMPTS && takes("password"); i++) {
      Optional<char[]> password = secrets.password(target.account(), i);
      if (password.isEmpty()) {
        return false;
      }
      try {
        if (attempt(new AuthPassword(new Answering.Fixed(password.get())), target.limit())) {
          return true;
        }
        notes.add("The password was not accepted.");
      } finally {
        Arrays.fill(password.get(), '\0');
      }
    }
    return false;
  }

  private boolean attempt(AuthMethod method, Duration limit) throws AuthFailed, Disconnected {
    method.setLoggerFactory(client.getTransport().getConfig().getLoggerFactory());
    try {
      boolean in =
          client
              .getUserAuth()
              .authenticate(
                  target.user(), (Service) client.getConnection(), method, Tuning.millis(limit));
      refused += in || method instanceof AuthNone ? 0 : 1;
      return in;
    } catch (UserAuthException e) {
      if (!client.isConnected() || !client.getTransport().isRunning()) {
        throw ended(e);
      }
      if (e.getCause() instanceof TimeoutException) {
        throw new Disconnected(
            target.name() + " did not answer the login within " + limit.toSeconds() + " s.", e);
      }
      notes.add(String.valueOf(e.getMessage()));
      return false;
    } catch (SSHException e) {
      throw ended(e);
    }
  }

  private AuthFailed ended(SSHException e) {
    return new AuthFailed(
        target.name()
            + " ended the connection during the login of "
            + target.user()
            + (refused > 2
                ? ", after " + refused + " keys; name the right one with an identity file."
                : "."),
        e);
  }

  private String refusal() {
    var parts = new ArrayList<String>();
    String methods = String.join(", ", client.getUserAuth().getAllowedMethods());
    parts.add(target.name() + " does not let " + target.user() + " in.");
    if (!methods.isEmpty()) {
      parts.add("It accepts: " + methods + ".");
    }
    if (takes("publickey")) {
      parts.add(
          offered.isEmpty()
              ? "There was no key to offer."
              : offered.size() == 1
                  ? "The one key offered was not accepted."
                  : "None of the " + offered.size() + " keys offered was accepted.");
    }
    parts.addAll(notes);
    return String.join(" ", parts);
  }
}
