package quayside.core.transfer.incus;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import quayside.core.archive.Sidecar;
import quayside.core.driver.Drivers;
import quayside.core.driver.NativeArchives.Packing;
import quayside.core.migrate.incus.CutConnector;
import quayside.core.model.ContainerRef;
import quayside.core.model.Node;
import quayside.core.model.Platform;
import quayside.core.operation.Limits;
import quayside.core.operation.OperationEvent;
import quayside.core.operation.OperationView;
import quayside.core.operation.Operations;
import quayside.core.operation.OperationsLab;
import quayside.core.transfer.ExportRequest;
import quayside.core.transfer.Exports;
import quayside.transport.Connector;
import quayside.transport.Connectors;
import quayside.transport.Endpoint;
import quayside.transport.HostKeys;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;
import quayside.transport.TlsSettings;

/**
 * Exports a container without packing, by SSH and by HTTPS, beside the server's own client over
 * HTTPS; and once more with the connection cut at half. Ours are whole operations, with the check
 * before, and with reading back and checking all of it after; the client does neither.
 *
 * <p>Arguments: an empty folder, the lab's folder, {@code incus}, {@code newer} (Incus after 6.0,
 * which also sends what it writes) or {@code lxd}, rounds, megabytes.
 */
final class BackupBench {
  private static final int FILES = 2000;

  private final Path folder;
  private final Path lab;
  private final String tool;
  private final String server;
  private final boolean newer;
  private final String id = "bench-x" + ProcessHandle.current().pid();
  private final Node bySsh;
  private final Node byHttps;
  private final Connector plain;
  private final CutConnector connector;
  private int count;
  private volatile long packed;
  private volatile long fetched;

  private BackupBench(Path folder, Path lab, String kind) throws IOException {
    this.folder = folder;
    this.lab = lab;
    boolean lxd = kind.equals("lxd");
    tool = lxd ? "lxc" : "incus";
    newer = kind.equals("newer");
    server = lxd ? "lxd-a" : newer ? "inc-c" : "inc-a";
    Platform platform = lxd ? Platform.LXD : Platform.INCUS;
    var ssh = Endpoint.Ssh.parse("root@" + host()).withIdentity(lab.resolve("client/id_ed25519"));
    bySsh = new Node(server, platform, ssh, Optional.empty());
    var https =
        Endpoint.Https.parse("https://" + host()).withIdentity(lab.resolve("client/client.crt"));
    byHttps = new Node(server, platform, https, Optional.empty());
    HostKeys trusting = _ -> HostKeys.Decision.TRUST_ONCE;
    plain = Connectors.of(SshSettings.in(folder), TlsSettings.in(folder), trusting, Secrets.NONE);
    connector = new CutConnector(plain);
  }

  /** Measures and prints one line of JSON. */
  public static void main(String[] args) throws Exception {
    var bench = new BackupBench(Path.of(args[0]), Path.of(args[1]), args[2]);
    try {
      bench.fill(Integer.parseInt(args[4]));
      bench.measure(args[2], Integer.parseInt(args[3]));
    } finally {
      bench.run("", bench.server, bench.tool, "delete", "-f", bench.id);
    }
    System.exit(0); // what the library keeps for a while need not be waited for
  }

  private String host() throws IOException {
    String config = Files.readString(lab.resolve("client/ssh_config"));
    var host = Pattern.compile("Host " + server + "\\s+HostName (\\S+)").matcher(config);
    if (!host.find()) {
      throw new IOException("the lab has no server " + server);
    }
    return host.group(1);
  }

  private void fill(int megabytes) throws IOException {
    run("", server, tool, "-q", "init", "tiny", id);
    run("", server, tool, "start", id);
    long each = megabytes * 1_000_000L / FILES;
    String script =
        "mkdir /data; i=0; while [ $i -lt %d ]; do mkdir -p /data/$((i/100)); head -c %d /dev/urandom >/data/$((i/100))/$i; i=$((i+1)); done"
            .formatted(FILES, each);
    run(script, server, tool, "exec", id, "--", "sh");
    run("", server, tool, "stop", id);
  }

  private void measure(String kind, int rounds) throws Exception {
    var ratios = new ArrayList<Double>();
    var likes = new ArrayList<Double>();
    var cuts = new ArrayList<Double>();
    var brought = new ArrayList<Double>();
    var directs = new ArrayList<Double>();
    double warm = export(bySsh, 0); // the JVM compiles
    long bytes = Files.size(folder.resolve("x" + count + ".tar"));
    System.out.printf(
        Locale.ROOT,
        "%-6s %10s %10s %10s %10s %10s %10s   seconds, cold %.2f%n",
        "round",
        "by SSH",
        "by HTTPS",
        "brought",
        "direct",
        tool,
        "cut",
        warm);
    for (int i = 1; i <= rounds; i++) {
      double ours = export(bySsh, 0);
      double like = export(byHttps, 0);
      double bringing = (fetched - packed) / 1e9;
      double direct = newer ? export(byHttps, 0, BackupLab.STREAMED) : Double.NaN;
      double peer = peer();
      double cut = export(bySsh, bytes / 2);
      System.out.printf(
          Locale.ROOT,
          "%-6d %10.2f %10.2f %10.2f %10.2f %10.2f %10.2f%n",
          i,
          ours,
          like,
          bringing,
          direct,
          peer,
          cut);
      ratios.add(ours / peer);
      likes.add(like / peer);
      brought.add(bringing / peer);
      directs.add(direct / peer);
      cuts.add(cut / ours);
    }
    System.out.printf(
        Locale.ROOT,
        "{\"bench\":\"%s-export\",\"ratio\":%.2f,\"httpsRatio\":%.2f,\"httpsBroughtRatio\":%.2f,%s\"cutRatio\":%.2f,\"bytes\":%d,\"rounds\":%d}%n",
        kind,
        median(ratios),
        median(likes),
        median(brought),
        newer ? "\"httpsDirectRatio\":%.2f,".formatted(median(directs)) : "",
        median(cuts),
        bytes,
        rounds);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  /** One whole export; its connection ends after so many bytes of the fetch, if that is not 0. */
  private double export(Node node, long cut) throws Exception {
    return export(node, cut, BackupLab.KEPT);
  }

  private double export(Node node, long cut, BackupExport way) throws Exception {
    Files.deleteIfExists(folder.resolve("x" + count + ".tar"));
    Files.deleteIfExists(Sidecar.of(folder.resolve("x" + count + ".tar")));
    Path file = folder.resolve("x" + ++count + ".tar");
    String host = host();
    Consumer<OperationEvent> seen =
        event -> {
          if (event instanceof OperationEvent.StepStarted(var step) && step.equals("pack")) {
            packed = System.nanoTime();
          } else if (event instanceof OperationEvent.StepDone(var step) && step.equals("fetch")) {
            fetched = System.nanoTime();
          }
          if (cut > 0
              && event instanceof OperationEvent.StepStarted started
              && started.step().equals("fetch")) {
            connector.cut(host, cut);
          }
        };
    long begin = System.nanoTime();
    try (Operations operations =
        OperationsLab.open(
            Files.createDirectories(folder.resolve("journals")),
            Drivers.over(cut > 0 ? connector : plain),
            name -> Optional.of(node).filter(n -> n.name().equals(name)),
            Exports.recipes(),
            limits(),
            seen)) {
      var request =
          new ExportRequest(
              new ContainerRef(server, "default", id),
              file,
              false,
              false,
              Packing.OFF,
              Optional.empty());
      OperationView view = operations.await(operations.submit(way.order(request)));
      if (view.status() != OperationView.Status.SUCCEEDED) {
        throw new IOException(view.toString());
      }
      return (System.nanoTime() - begin) / 1e9;
    }
  }

  private static Limits limits() {
    return new Limits(
        Duration.ofSeconds(60),
        Duration.ofSeconds(120),
        Duration.ofSeconds(2),
        Duration.ofSeconds(60),
        Duration.ofSeconds(60),
        Limits.USUAL.poll());
  }

  private double peer() throws IOException {
    Path file = folder.resolve("peer.tar");
    Files.deleteIfExists(file);
    long begin = System.nanoTime();
    run(
        "",
        newer ? "inc-d" : "machine", // where the client's program is of the server's version
        tool,
        "-q",
        "export",
        server + ":" + id,
        file.toString(),
        "--compression",
        "none");
    double seconds = (System.nanoTime() - begin) / 1e9;
    Files.deleteIfExists(file);
    return seconds;
  }

  private void run(String text, String where, String... command) throws IOException {
    var words = new ArrayList<>(List.of(lab.resolve("in").toString(), where));
    words.addAll(List.of(command));
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + " failed");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
