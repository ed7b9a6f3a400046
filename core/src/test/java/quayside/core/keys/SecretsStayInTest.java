package quayside.core.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.driver.Drivers;
import quayside.core.driver.NodeKeys.AuthorizedKey;
import quayside.core.problem.Problem;
import quayside.transport.Command;
import quayside.transport.Connector;
import quayside.transport.Connectors;
import quayside.transport.Duplex;
import quayside.transport.Endpoint;
import quayside.transport.Exec;
import quayside.transport.HostKeys;
import quayside.transport.Remote;
import quayside.transport.Secrets;
import quayside.transport.TransportException;
import quayside.transport.Vault;

/** Secrets are used for all that they are for, and then looked for in all that was written. */
@Timeout(120)
class SecretsStayInTest {
  private static final String OF_KEY = "hush-passphrase-of-a-key";
  private static final String OF_GRANT = "hush-passphrase:of.a-grant";
  private static final String WRONG = "hush-a-wrong-one";

  @TempDir Path folder;
  private final List<String> written = new CopyOnWriteArrayList<>();

  /** Notes the words of every command, on every machine. */
  private Connector noting(Connector connector) {
    return endpoint -> new Noting(connector.connect(endpoint), written);
  }

  private record Noting(Remote remote, List<String> written) implements Remote {
    @Override
    public Exec start(Command command) throws TransportException {
      written.add("argv " + command.line());
      return remote.start(command);
    }

    @Override
    public Duplex openUnixSocket(String path) throws TransportException {
      return remote.openUnixSocket(path);
    }

    @Override
    public Remote beyond(Endpoint.Ssh to) throws TransportException {
      return new Noting(remote.beyond(to), written);
    }

    @Override
    public void close() {
      remote.close();
    }
  }

  private final Handler everything =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          written.add("log " + new SimpleFormatter().format(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private void failure(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    written.add("failure " + text + Problem.of(failure));
  }

  private static Secrets answering(String... answers) {
    var left = new ArrayList<>(List.of(answers));
    return new Secrets() {
      @Override
      public Optional<char[]> passphrase(Path keyFile, int attempt) {
        return left.isEmpty() ? Optional.empty() : Optional.of(left.removeFirst().toCharArray());
      }

      @Override
      public Optional<char[]> password(String account, int attempt) {
        return Optional.empty();
      }

      @Override
      public Optional<char[]> answer(String account, String prompt, boolean echo) {
        return Optional.empty();
      }
    };
  }

  @Test
  void noSecretIsInWhatWasWritten() throws Exception {
    Logger root = Logger.getLogger("");
    Level before = root.getLevel();
    everything.setLevel(Level.ALL);
    root.addHandler(everything);
    root.setLevel(Level.FINE);
    try (var lab = new TrustLab(folder, Secrets.NONE, "a", "b")) {
      use(lab);
    } finally {
      root.setLevel(before);
      root.removeHandler(everything);
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith("keychain.yml")) { // osctld's own, on the node: it keeps them in clear
          String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
          written.add("file " + file + " " + text);
        }
      }
    }
    assertTrue(written.stream().anyMatch(w -> w.startsWith("argv ")), "commands were seen");
    assertTrue(written.stream().anyMatch(w -> w.startsWith("log ")), "logs were seen");
    for (String secret : List.of(OF_KEY, OF_GRANT, WRONG)) {
      String coded = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
      for (String text : written) {
        boolean found = text.contains(secret) || text.contains(coded);
        assertEquals(
            false, found, () -> secret + " in " + text.substring(0, Math.min(300, text.length())));
      }
    }
  }

  private void use(TrustLab lab) throws IOException {
    Path file = folder.resolve("id_with_passphrase");
    var identity = lab.quayside.identities().generate(file, "me", OF_KEY.toCharArray());
    lab.quayside.identities().copy("a", identity.key().orElseThrow());
    Endpoint.Ssh at = lab.quayside.fleet().node("a").login().orElseThrow().withIdentity(file);
    for (List<String> answers : List.of(List.of(OF_KEY), List.of(WRONG, OF_KEY), List.of(WRONG))) {
      try (var vault = new Vault(answering(answers.toArray(String[]::new)))) {
        Connector ssh = noting(Connectors.ssh(lab.ssh, HostKeys.REFUSING, vault));
        ssh.connect(at).close();
      } catch (TransportException e) {
        failure(e);
      }
    }
    Connector ssh = noting(Connectors.ssh(lab.ssh, HostKeys.REFUSING, Secrets.NONE));
    var trust =
        new NodeTrust(
            lab.quayside.fleet(),
            Drivers.over(ssh),
            folder.resolve("noted-trust.json"),
            Clock.systemUTC());
    var from = new Sender("a", "tank");
    var wish = AuthorizedKey.of("guarded", "");
    trust.authorize(from, "b", wish, OF_GRANT.toCharArray(), Optional.empty());
    failure(
        assertThrows(
            IOException.class,
            () ->
                trust.authorize(
                    from, "b", wish, (WRONG + " with a space").toCharArray(), Optional.empty())));
    written.add("matrix " + trust.refresh().nodes());
    written.add("cell " + trust.known().cell(from, "b"));
    trust.test(from, "b");
  }
}
