package quayside.core.driver.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import quayside.core.driver.Drivers;
import quayside.core.model.Node;
import quayside.core.model.Platform;
import quayside.transport.Connector;
import quayside.transport.Connectors;
import quayside.transport.Endpoint;
import quayside.transport.HostKeys;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;
import quayside.transport.TlsSettings;
import quayside.transport.lab.Program;

/**
 * A server that lab/incus/up started: {@code lxd-a}, {@code lxd-b}, {@code inc-a}, {@code inc-b},
 * or one of a newer Incus, {@code inc-c} and {@code inc-d}.
 */
public final class RealServer {
  private static final String LAB = System.getenv().getOrDefault("QUAYSIDE_INCUS_LAB", "");
  private static final AtomicInteger MADE = new AtomicInteger();

  private final String name;
  private final Path folder;

  /**
   * @param folder for what connections keep
   */
  public RealServer(String name, Path folder) {
    assumeTrue(!LAB.isEmpty(), "QUAYSIDE_INCUS_LAB is not set: start lab/incus/up first");
    this.name = name;
    this.folder = folder;
  }

  public Platform platform() {
    return name.startsWith("lxd") ? Platform.LXD : Platform.INCUS;
  }

  public String host() throws IOException {
    String config = Files.readString(Path.of(LAB, "client/ssh_config"));
    var host = Pattern.compile("Host " + name + "\\s+HostName (\\S+)").matcher(config);
    if (!host.find()) {
      throw new IOException("the lab has no server " + name);
    }
    return host.group(1);
  }

  /** This machine's own address in the network of the servers, where they reach it. */
  public String gateway() throws IOException {
    try (var socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(host(), 22)); // sends nothing, but chooses the way
      return socket.getLocalAddress().getHostAddress();
    }
  }

  public Endpoint.Ssh ssh() throws IOException {
    return Endpoint.Ssh.parse("root@" + host()).withIdentity(Path.of(LAB, "client/id_ed25519"));
  }

  public Endpoint.Https https() throws IOException {
    return Endpoint.Https.parse("https://" + host())
        .withIdentity(Path.of(LAB, "client/client.crt"));
  }

  public Node by(Endpoint address) {
    return new Node(name, platform(), address, Optional.empty());
  }

  public Connector connector() {
    HostKeys trusting = _ -> HostKeys.Decision.TRUST_ONCE;
    return Connectors.of(SshSettings.in(folder), TlsSettings.in(folder), trusting, Secrets.NONE);
  }

  public Drivers drivers() {
    return Drivers.over(connector());
  }

  /** The client's program of its own, on the server. */
  public String tool() {
    return platform() == Platform.LXD ? "lxc" : "incus";
  }

  /** Runs a command on the server and returns what it printed. */
  public String run(String... command) throws IOException {
    Program program = tried(List.of(command));
    assertEquals(0, program.status(), () -> String.join(" ", command) + ": " + program.err());
    return program.text();
  }

  /** Whether the server has a program. */
  public boolean has(String program) throws IOException {
    return tried(List.of("which", program)).status() == 0;
  }

  /** Runs a command on the server that reads a text, and returns what it printed. */
  public String told(String text, String... command) throws IOException {
    var words = new ArrayList<>(List.of(Path.of(LAB, "in").toString(), name));
    words.addAll(List.of(command));
    Program program = Program.run(text.getBytes(StandardCharsets.UTF_8), words);
    assertEquals(0, program.status(), () -> text + ": " + program.err());
    return program.text();
  }

  /** Makes a stopped container of the lab's image; its name is like no other. */
  public String make() throws IOException {
    String id = unused();
    run(tool(), "-q", "init", "tiny", id);
    return id;
  }

  /**
   * Waits until the first process of a container catches SIGPWR (signal 30, thus bit 29 of the
   * mask); what asks it to end before that is lost.
   */
  public void awaitUp(String id) throws IOException {
    String caught = "SigCgt:.*[2367abef].......$";
    var asked = List.of(tool(), "exec", id, "--", "grep", "-q", caught, "/proc/1/status");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (tried(asked).status() != 0) {
      assertTrue(System.nanoTime() < end, id + " does not come up");
    }
  }

  private Program tried(List<String> command) throws IOException {
    var words = new ArrayList<>(List.of(Path.of(LAB, "in").toString(), name));
    words.addAll(command);
    return Program.run(new byte[0], words);
  }

  /** A name that nothing has. */
  public static String unused() {
    return "c-t" + ProcessHandle.current().pid() + "-" + MADE.incrementAndGet();
  }

  /** Removes what a test made, whatever became of it. */
  public void remove(String id) throws IOException {
    tried(List.of(tool(), "delete", "-f", id));
  }

  /** Removes what a refresh that did not end may have left. */
  public void removeAside(String id) throws IOException {
    for (String each : run(tool(), "list", "-f", "csv", "-c", "n").lines().toList()) {
      if (each.startsWith(id + "-before-")) {
        remove(each);
      }
    }
  }

  /** Removes a network that nothing uses any more, whatever became of it. */
  public void removeNetwork(String network) throws IOException {
    tried(List.of(tool(), "network", "delete", network));
  }

  /** Removes a project and the one instance that may be in it, whatever became of both. */
  public void removeProject(String project, String id) throws IOException {
    tried(List.of(tool(), "--project", project, "delete", "-f", id));
    tried(List.of(tool(), "project", "delete", project));
  }

  /** Ends or starts the daemon; the containers go on without it. */
  public void daemon(String what) throws IOException {
    run(Path.of(LAB, "daemon").toString(), what);
  }
}
