package quayside.core.embedded.osctld;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.faults.Faults;
import quayside.core.json.Json;
import quayside.transport.ShellWords;
import quayside.transport.server.ServerExec;

/** The commands that root can run: osctl and the few others that a manager of nodes needs. */
public final class RootShell {
  private static final System.Logger LOG = System.getLogger(RootShell.class.getName());
  private static final int NOT_FOUND = 127;

  /** The program {@code osctl}. */
  public interface CommandLine {
    /** Runs it and returns the exit status. */
    int run(List<String> arguments, ServerExec exec);
  }

  private final Daemon daemon;
  private final CommandLine osctl;

  RootShell(Daemon daemon, CommandLine osctl) {
    this.daemon = daemon;
    this.osctl = osctl;
  }

  int run(ServerExec exec) throws IOException {
    if (exec.command().isEmpty()) {
      return fail(exec, "an embedded node has no shell; give a command, such as: osctl ct ls", 1);
    }
    List<String> words;
    try {
      words = ShellWords.split(exec.command().get());
    } catch (IllegalArgumentException e) {
      return fail(exec, "sh: " + e.getMessage(), 2);
    }
    if (words.size() > 2 && words.subList(0, 2).equals(List.of("sudo", "-n"))) {
      words = words.subList(words.get(2).equals("--") ? 3 : 2, words.size());
    }
    if (words.isEmpty()) {
      return 0;
    }
    return dispatch(exec, words.getFirst(), words.subList(1, words.size()));
  }

  private int dispatch(ServerExec exec, String program, List<String> arguments) throws IOException {
    if (daemon.faults().has(Faults.Kind.FLOOD)) {
      ReceiveShell.flood(exec.err());
    }
    if (daemon.faults().fails(program)) {
      return fail(exec, "sh: " + program + ": not found", NOT_FOUND);
    }
    return switch (program) {
      case "osctl" -> osctl(exec, arguments);
      case "cat" -> cat(exec, arguments);
      case "zfs" -> new ZfsCommand(daemon.state()).run(exec, arguments);
      case "ip" -> links(exec, arguments);
      case "uname" -> print(exec, arguments.contains("-m") ? "x86_64\n" : "Linux\n");
      case "hostname" -> print(exec, daemon.state().name() + "\n");
      case "true" -> 0;
      case "ssh" -> ssh(exec, arguments);
      default -> fail(exec, "sh: " + program + ": not found", NOT_FOUND);
    };
  }

  private int osctl(ServerExec exec, List<String> arguments) throws IOException {
    if (daemon.faults().has(Faults.Kind.GARBAGE)) {
      return print(exec, "Segmentation fault in [{\"pool\":\n");
    }
    return osctl.run(arguments, exec);
  }

  private int cat(ServerExec exec, List<String> files) throws IOException {
    int status = 0;
    for (String file : files) {
      if (file.equals("--")) {
        continue;
      }
      try {
        exec.out().write(daemon.file(file));
      } catch (NoSuchFileException _) {
        status = fail(exec, "cat: " + file + ": No such file or directory", 1);
      } catch (IOException _) {
        status = fail(exec, "cat: " + file + ": Permission denied", 1);
      }
    }
    exec.out().flush();
    return status;
  }

  /** The bridges that the containers use, the loopback and one card. */
  private int links(ServerExec exec, List<String> arguments) throws IOException {
    if (!arguments.contains("-j")) {
      return fail(exec, "ip: an embedded node only answers ip -j link", 1);
    }
    var names = new TreeSet<>(List.of("eth0", "lo", "lxcbr0"));
    var links = new ArrayList<Map<String, @Nullable Object>>();
    for (String name : names) {
      var link = new LinkedHashMap<String, @Nullable Object>();
      link.put("ifindex", links.size() + 1);
      link.put("ifname", name);
      link.put("flags", List.of("UP", "LOWER_UP"));
      link.put("mtu", 1500);
      link.put("operstate", "UP");
      link.put("link_type", name.equals("lo") ? "loopback" : "ether");
      links.add(link);
    }
    return print(exec, Json.print(links) + "\n");
  }

  /** Only the trust probe: the node's own key at another node's receive shell, for real. */
  private int ssh(ServerExec exec, List<String> arguments) throws IOException {
    String host = "";
    @Nullable String user = null;
    int port = 22;
    var command = new ArrayList<String>();
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      if (!host.isEmpty()) {
        command.add(word);
      } else if (word.length() == 2 && word.startsWith("-") && "oipl".contains(word.substring(1))) {
        String value = i + 1 < arguments.size() ? arguments.get(++i) : "";
        user = word.equals("-l") ? value : user;
        port = word.equals("-p") && value.matches("\\d{1,5}") ? Integer.parseInt(value) : port;
      } else if (!word.startsWith("-")) {
        host = word.substring(word.indexOf('@') + 1);
        user = word.contains("@") ? word.substring(0, word.indexOf('@')) : user;
      }
    }
    if (!SendLink.USER.equals(user)) {
      return fail(exec, "ssh: an embedded node only reaches " + SendLink.USER, 255);
    }
    try {
      var link = new SendLink(daemon.state().folder(), daemon.pools().getFirst(), host, port);
      // Our own server tells a shell request from a command; both print the usage.
      List<String> words = command.isEmpty() ? List.of("receive") : command;
      SendLink.Result result = link.run(words, _ -> {});
      exec.out().write(result.out().getBytes(StandardCharsets.UTF_8));
      exec.err().write(result.err().getBytes(StandardCharsets.UTF_8));
      return result.status();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the probe failed", e);
      return fail(exec, message(e, user + "@" + host, port), 255);
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  /** The words of OpenSSH's client. */
  private static String message(IOException e, String at, int port) {
    return switch (e) {
      case quayside.transport.TransportException.AuthFailed _ ->
          at + ": Permission denied (publickey).";
      case quayside.transport.TransportException.Unreachable _ ->
          "ssh: connect to host "
              + at.substring(at.indexOf('@') + 1)
              + " port "
              + port
              + ": Connection refused";
      default -> "ssh: " + e.getMessage();
    };
  }

  static int print(ServerExec exec, String text) throws IOException {
    exec.out().write(text.getBytes(StandardCharsets.UTF_8));
    exec.out().flush();
    return 0;
  }

  static int fail(ServerExec exec, String message, int status) throws IOException {
    OutputStream err = exec.err();
    err.write((message + "\n").getBytes(StandardCharsets.UTF_8));
    err.flush();
    return status;
  }
}
