package quayside.core.embedded.osctld;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
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
    if (RootFiles.knows(program)) {
      return new RootFiles(daemon.state().folder(), daemon.faults(), exec).run(program, arguments);
    }
    if (PeerCommands.knows(program)) {
      return new PeerCommands(daemon).run(exec, program, arguments);
    }
    return switch (program) {
      case "osctl" -> osctl(exec, arguments);
      case "zfs" -> zfs(exec, arguments);
      case "ip" -> links(exec, arguments);
      case "uname" -> print(exec, arguments.contains("-m") ? "x86_64\n" : "Linux\n");
      case "hostname" -> print(exec, daemon.state().name() + "\n");
      case "true" -> 0;
      case "printenv" -> environment(exec, arguments);
      default -> fail(exec, "sh: " + program + ": not found", NOT_FOUND);
    };
  }

  private int osctl(ServerExec exec, List<String> arguments) throws IOException {
    if (daemon.faults().has(Faults.Kind.GARBAGE)) {
      return print(exec, "Segmentation fault in [{\"pool\":\n");
    }
    return osctl.run(arguments, exec);
  }

  private int zfs(ServerExec exec, List<String> arguments) throws IOException {
    String step = "zfs_" + (arguments.isEmpty() ? "" : arguments.getFirst());
    try {
      daemon.faults().awaitStep(step);
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
    if (daemon.faults().fails(step)) {
      return fail(exec, "cannot " + step.replace('_', ' ') + ": I/O error", 1);
    }
    return new ZfsCommand(daemon.state(), daemon.faults()).run(exec, arguments);
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

  /** {@code printenv SSH_CONNECTION}: both ends of the client's connection (ssh(1)). */
  private int environment(ServerExec exec, List<String> names) throws IOException {
    if (!names.equals(List.of("SSH_CONNECTION"))) {
      return 1;
    }
    InetSocketAddress client = exec.client();
    String here = client.getAddress().getHostAddress();
    return print(exec, here + " " + client.getPort() + " " + here + " 22\n");
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
