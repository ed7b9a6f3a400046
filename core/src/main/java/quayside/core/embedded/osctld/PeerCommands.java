package quayside.core.embedded.osctld;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import quayside.transport.Connectors;
import quayside.transport.Endpoint;
import quayside.transport.SshSettings;
import quayside.transport.TransportException;
import quayside.transport.hosts.KnownHosts;
import quayside.transport.server.ServerExec;

/**
 * What root of a node asks of other nodes: {@code ssh} with the node's own key to another one's
 * restricted shell, {@code ssh-keyscan}, and {@code ssh-keygen -R}. All of it really connects.
 */
final class PeerCommands {
  private static final System.Logger LOG = System.getLogger(PeerCommands.class.getName());

  private final Daemon daemon;

  PeerCommands(Daemon daemon) {
    this.daemon = daemon;
  }

  /** Whether it knows the program. */
  static boolean knows(String program) {
    return List.of("ssh", "ssh-keyscan", "ssh-keygen").contains(program);
  }

  int run(ServerExec exec, String program, List<String> words) throws IOException {
    return switch (program) {
      case "ssh" -> ssh(exec, words);
      case "ssh-keyscan" -> scan(exec, words);
      default -> forget(exec, words);
    };
  }

  private Path knownHosts() throws IOException {
    return daemon.state().folder().path("/root/.ssh/known_hosts");
  }

  /** Only the trust probe: the node's own key at another node's receive shell, for real. */
  private int ssh(ServerExec exec, List<String> arguments) throws IOException {
    String host = "";
    @Nullable String user = null;
    int port = 22;
    var command = new ArrayList<String>();
    String pool = daemon.pools().getFirst();
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      if (!host.isEmpty()) {
        command.add(word);
      } else if (word.length() == 2 && word.startsWith("-") && "oipl".contains(word.substring(1))) {
        String value = i + 1 < arguments.size() ? arguments.get(++i) : "";
        user = word.equals("-l") ? value : user;
        port = word.equals("-p") && value.matches("\\d{1,5}") ? Integer.parseInt(value) : port;
        pool = word.equals("-i") ? value.replaceFirst("^/([^/]+)/.*", "$1") : pool;
      } else if (!word.startsWith("-")) {
        host = word.substring(word.indexOf('@') + 1);
        user = word.contains("@") ? word.substring(0, word.indexOf('@')) : user;
      }
    }
    if (!SendLink.USER.equals(user)) {
      return RootShell.fail(exec, "ssh: an embedded node only reaches " + SendLink.USER, 255);
    }
    try {
      var link = SendLink.careful(daemon.state().folder(), pool, host, port, knownHosts());
      // Our own server tells a shell request from a command; both print the usage.
      List<String> words = command.isEmpty() ? List.of("receive") : command;
      SendLink.Result result = link.run(words, _ -> {});
      exec.out().write(result.out().getBytes(StandardCharsets.UTF_8));
      exec.err().write(result.err().getBytes(StandardCharsets.UTF_8));
      return result.status();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the probe failed", e);
      return RootShell.fail(exec, message(e, user + "@" + host, port), 255);
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  /** The words of OpenSSH's client. */
  private static String message(IOException e, String at, int port) {
    return switch (e) {
      case TransportException.AuthFailed _ -> at + ": Permission denied (publickey).";
      case TransportException.HostKeyRejected _ ->
          """
          @@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
          @    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @
          @@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
          IT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!
          Host key verification failed.\
          """;
      case TransportException.Unreachable _ ->
          "ssh: connect to host "
              + at.substring(at.indexOf('@') + 1)
              + " port "
              + port
              + ": Connection refused";
      default -> "ssh: " + e.getMessage();
    };
  }

  /** {@code ssh-keyscan -T SECONDS -p PORT HOST}: a line of known_hosts, or nothing. */
  private int scan(ServerExec exec, List<String> words) throws IOException {
    if (words.size() != 5 || !words.get(2).equals("-p") || !words.get(3).matches("\\d{1,5}")) {
      return RootShell.fail(exec, "ssh-keyscan: an embedded node knows -T N -p PORT HOST", 1);
    }
    int port = Integer.parseInt(words.get(3));
    String host = words.get(4);
    var settings = SshSettings.in(daemon.state().folder().folder().resolve("ssh"));
    try {
      var at = Endpoint.Ssh.parse("scan@" + host + ":" + port);
      var key = Connectors.knownKeys(settings).shown(at);
      return RootShell.print(exec, KnownHosts.name(host, port) + " " + key.line() + "\n");
    } catch (TransportException | IllegalArgumentException e) {
      LOG.log(System.Logger.Level.DEBUG, "nothing shown", e);
      return 1;
    }
  }

  /** {@code ssh-keygen -R NAME -f FILE}. */
  private int forget(ServerExec exec, List<String> words) throws IOException {
    if (words.size() != 4 || !words.getFirst().equals("-R") || !words.get(2).equals("-f")) {
      return RootShell.fail(exec, "ssh-keygen: an embedded node knows -R NAME -f FILE", 1);
    }
    String name = words.get(1);
    boolean ported = name.matches("\\[.+]:\\d{1,5}");
    String host = ported ? name.substring(1, name.indexOf(']')) : name;
    int port = ported ? Integer.parseInt(name.substring(name.lastIndexOf(':') + 1)) : 22;
    KnownHosts.forget(daemon.state().folder().path(words.get(3)), host, port);
    return 0;
  }
}
