package quayside.cli.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import quayside.core.Quayside;
import quayside.core.home.Home;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.MoveRequest;
import quayside.core.model.ContainerRef;
import quayside.core.model.Node;
import quayside.core.model.Platform;
import quayside.core.operation.OperationView;
import quayside.transport.Endpoint;
import quayside.transport.HostKeys;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;

/**
 * Copies and moves a container between two servers of lab/incus, by Quayside and by the servers'
 * own client in turn. Ours are whole operations, with the check before and the comparison of all
 * files after; the client does neither.
 *
 * <p>Arguments: an empty folder, the lab's folder, {@code incus}, {@code newer} (Incus after 6.0)
 * or {@code lxd}, rounds, megabytes.
 */
public final class InstanceBench {
  private static final int FILES = 2000;
  private static final int WRITES_KB = 500; // each tenth of a second: 5 MB/s

  private final Path lab;
  private final String tool;
  private final String a;
  private final String b;

  /** Where the client's program is of the servers' version. */
  private final String client;

  private final String id = "bench-" + ProcessHandle.current().pid();
  private final Quayside quayside;

  /** Seconds that the last copy's bytes took: the step that a client's copy consists of. */
  private volatile double carried;

  private InstanceBench(Path folder, Path lab, String kind) throws IOException {
    this.lab = lab;
    boolean lxd = kind.equals("lxd");
    tool = lxd ? "lxc" : "incus";
    boolean newer = kind.equals("newer");
    a = lxd ? "lxd-a" : newer ? "inc-c" : "inc-a";
    b = lxd ? "lxd-b" : newer ? "inc-d" : "inc-b";
    client = newer ? b : "machine";
    HostKeys trusting = _ -> HostKeys.Decision.TRUST_ONCE;
    Path ssh = Files.createDirectories(folder.resolve("ssh"));
    quayside =
        Quayside.open(Home.in(folder.resolve("home")), SshSettings.in(ssh), trusting, Secrets.NONE);
    for (String server : List.of(a, b)) {
      var address =
          Endpoint.Ssh.parse("root@" + host(server)).withIdentity(lab.resolve("client/id_ed25519"));
      Platform platform = lxd ? Platform.LXD : Platform.INCUS;
      quayside.fleet().add(new Node(server, platform, address, Optional.empty()));
    }
  }

  /** Measures and prints one line of JSON. */
  public static void main(String[] args) throws Exception {
    int rounds = Integer.parseInt(args[3]);
    var bench = new InstanceBench(Path.of(args[0]), Path.of(args[1]), args[2]);
    try {
      bench.fill(Integer.parseInt(args[4]));
      bench.measure(args[2], rounds);
    } finally {
      bench.quayside.close();
      bench.tried(bench.a, bench.tool, "delete", "-f", bench.id);
      bench.tried(bench.b, bench.tool, "delete", "-f", bench.id);
    }
  }

  private void fill(int megabytes) throws IOException {
    run(a, tool, "-q", "init", "tiny", id);
    run(a, tool, "start", id);
    long each = megabytes * 1_000_000L / FILES;
    String script =
        "mkdir /data; i=0; while [ $i -lt %d ]; do mkdir -p /data/$((i/100)); head -c %d /dev/urandom >/data/$((i/100))/$i; i=$((i+1)); done"
            .formatted(FILES, each);
    told(script, a, tool, "exec", id, "--", "sh");
    run(a, tool, "stop", id);
  }

  private void measure(String kind, int rounds) throws Exception {
    var ratios =
        new ArrayList<List<Double>>(
            List.of(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>()));
    System.out.printf(
        "%-6s %10s %10s %10s %10s %10s %10s %10s %10s   seconds%n",
        "round", "pull", "carried", tool, "relay", "carried", tool, "stop", tool);
    for (int i = 1; i <= rounds; i++) {
      // what is first pays for what the last one left to write: by turns
      boolean first = i % 2 == 1;
      double pulled = first ? 0 : peer("pull");
      double relayed = first ? 0 : peer("relay");
      double pull = ours(IncusOptions.Route.PULL);
      double pullCarried = carried;
      pulled = first ? peer("pull") : pulled;
      double relay = ours(IncusOptions.Route.RELAY);
      double relayCarried = carried;
      relayed = first ? peer("relay") : relayed;
      double stop = ourStop();
      double plainStop = peerStop();
      System.out.printf(
          Locale.ROOT,
          "%-6d %10.2f %10.2f %10.2f %10.2f %10.2f %10.2f %10.2f %10.2f%n",
          i,
          pull,
          pullCarried,
          pulled,
          relay,
          relayCarried,
          relayed,
          stop,
          plainStop);
      double[] each = {
        pull / pulled,
        pullCarried / pulled,
        relay / relayed,
        relayCarried / relayed,
        stop / plainStop
      };
      for (int j = 0; j < each.length; j++) {
        ratios.get(j).add(each[j]);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "{\"bench\":\"%s\",\"pullRatio\":%.2f,\"pullCarriedRatio\":%.2f,\"relayRatio\":%.2f,\"relayCarriedRatio\":%.2f,\"stopRatio\":%.3f,\"rounds\":%d}%n",
        kind,
        median(ratios.get(0)),
        median(ratios.get(1)),
        median(ratios.get(2)),
        median(ratios.get(3)),
        median(ratios.get(4)),
        rounds);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private OperationView operation(boolean cloning, UnaryOperator<MoveRequest.Options> options)
      throws Exception {
    var request =
        new MoveRequest(
            new ContainerRef(a, "default", id),
            b,
            cloning,
            options.apply(MoveRequest.Options.DEFAULT));
    var begun = new AtomicLong();
    OperationView view;
    try (var _ = quayside.activity().watch(now -> carrying(now, begun))) {
      view = quayside.activity().await(quayside.moves().start(request));
    }
    if (view.status() != OperationView.Status.SUCCEEDED) {
      throw new IOException(view.toString());
    }
    return view;
  }

  private void carrying(OperationView now, AtomicLong begun) {
    for (OperationView.StepView step : now.steps()) {
      if (step.name().equals("rootfs") && step.state() == OperationView.StepState.RUNNING) {
        boolean _ = begun.compareAndSet(0, System.nanoTime());
      } else if (step.name().equals("rootfs")
          && step.state() == OperationView.StepState.DONE
          && begun.get() > 0) {
        carried = (System.nanoTime() - begun.getAndSet(-1)) / 1e9;
      }
    }
  }

  private double ours(IncusOptions.Route route) throws Exception {
    long begin = System.nanoTime();
    operation(true, o -> o.withSpecial(IncusOptions.DEFAULT.withRoute(route)));
    double seconds = (System.nanoTime() - begin) / 1e9;
    run(b, tool, "delete", "-f", id);
    return seconds;
  }

  private double peer(String mode) throws IOException {
    long begin = System.nanoTime();
    run(client, tool, "-q", "copy", a + ":" + id, b + ":" + id, "--mode", mode);
    double seconds = (System.nanoTime() - begin) / 1e9;
    run(b, tool, "delete", "-f", id);
    return seconds;
  }

  /** The container writes; its stop is the one that the program itself measures and shows. */
  private double ourStop() throws Exception {
    writing();
    OperationView view = operation(false, o -> o);
    double seconds = view.stop().orElseThrow().total().toNanos() / 1e9;
    back();
    return seconds;
  }

  /** From the command that stops it to the end of the one that starts it. */
  private double peerStop() throws IOException {
    writing();
    long begin = System.nanoTime();
    run(a, tool, "stop", id);
    run(client, tool, "-q", "move", a + ":" + id, b + ":" + id);
    run(b, tool, "start", id);
    double seconds = (System.nanoTime() - begin) / 1e9;
    back();
    return seconds;
  }

  private void writing() throws IOException {
    run(a, tool, "start", id);
    String script =
        "(n=0; while :; do n=$((n+1)); head -c %d000 /dev/urandom >/data/busy-$((n %% 40)); usleep 100000; done) >/dev/null 2>&1 </dev/null &"
            .formatted(WRITES_KB);
    told(script, a, tool, "exec", id, "--", "sh");
  }

  private void back() throws IOException {
    run(b, tool, "stop", "-f", id);
    run(client, tool, "-q", "move", b + ":" + id, a + ":" + id);
  }

  private String host(String server) throws IOException {
    String config = Files.readString(lab.resolve("client/ssh_config"));
    var host = Pattern.compile("Host " + server + "\\s+HostName (\\S+)").matcher(config);
    if (!host.find()) {
      throw new IOException("the lab has no server " + server);
    }
    return host.group(1);
  }

  private String tried(String server, String... command) throws IOException {
    return answered("", server, command);
  }

  /** Runs a command on a server that reads a text; what it says of its trouble, or nothing. */
  private String answered(String text, String server, String... command) throws IOException {
    var words = new ArrayList<>(List.of(lab.resolve("in").toString(), server));
    words.addAll(List.of(command));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    try (var in = process.getOutputStream()) {
      in.write(text.getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return process.waitFor() == 0 ? "" : said + " ";
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void told(String text, String server, String... command) throws IOException {
    String trouble = answered(text, server, command);
    if (!trouble.isEmpty()) {
      throw new IOException(text + ": " + trouble);
    }
  }

  private void run(String server, String... command) throws IOException {
    String trouble = tried(server, command);
    if (!trouble.isEmpty()) {
      throw new IOException(String.join(" ", command) + ": " + trouble);
    }
  }
}
