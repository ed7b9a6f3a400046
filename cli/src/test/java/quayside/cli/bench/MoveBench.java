package quayside.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import quayside.core.Quayside;
import quayside.core.driver.ContainerAction;
import quayside.core.embedded.Demo;
import quayside.core.embedded.DemoContent;
import quayside.core.embedded.EmbeddedNode;
import quayside.core.home.Home;
import quayside.core.migrate.MoveRequest;
import quayside.core.model.ContainerRef;
import quayside.core.model.Node;
import quayside.core.model.PeerAddress;
import quayside.core.model.Platform;
import quayside.core.operation.OperationView;
import quayside.transport.HostKeys;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;

/**
 * Moves a container of 1 GiB in 2,000 files that writes 5 MB/s over a link of 100 MB/s, by adaptive
 * syncs and by stop, copy, start with the same engine.
 *
 * <p>Arguments: an empty folder, rounds (5), megabytes (1024).
 */
public final class MoveBench {
  private static final long LINK = 100_000_000;
  private static final long WRITES = 5_000_000;
  private static final int FILES = 2000;

  private final Path folder;
  private final long megabytes;

  private MoveBench(Path folder, long megabytes) {
    this.folder = folder;
    this.megabytes = megabytes;
  }

  /** One measured move. */
  private record Figures(double stopMillis, double mbPerSecond, long carried, int rounds) {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    var bench = new MoveBench(Path.of(args[0]), args.length > 2 ? Long.parseLong(args[2]) : 1024);
    var adaptive = new ArrayList<Figures>();
    var plain = new ArrayList<Figures>();
    say("%-9s %10s %8s %10s %7s", "way", "stop ms", "MB/s", "carried", "streams");
    for (int i = 0; i < rounds; i++) {
      adaptive.add(shown("adaptive", bench.run("adaptive-" + i, true)));
      plain.add(shown("plain", bench.run("plain-" + i, false)));
    }
    double stop = median(adaptive.stream().map(Figures::stopMillis).toList());
    double plainStop = median(plain.stream().map(Figures::stopMillis).toList());
    say(
        "{\"bench\":\"move\",\"stopMillis\":%.0f,\"plainStopMillis\":%.0f,\"ratio\":%.3f,"
            + "\"mbPerSecond\":%.1f,\"plainMbPerSecond\":%.1f,\"rounds\":%d,"
            + "\"writerBytesPerSecond\":%d,\"linkBytesPerSecond\":%d}",
        stop,
        plainStop,
        stop / plainStop,
        median(adaptive.stream().map(Figures::mbPerSecond).toList()),
        median(plain.stream().map(Figures::mbPerSecond).toList()),
        (int) median(adaptive.stream().map(f -> (double) f.rounds()).toList()),
        WRITES,
        LINK);
  }

  private Figures run(String name, boolean adaptive) throws IOException, InterruptedException {
    Path place = folder.resolve(name);
    try (var a = node(place, "a", 1_000_000);
        var b = node(place, "b", 80_000_000);
        var link = new ShapedLink(b.port(), LINK)) {
      a.create("big", new DemoContent(FILES, megabytes << 20, 7));
      a.trustAt(b);
      a.startContainer("big");
      a.setWriteRate("big", WRITES);
      var settings = SshSettings.in(place.resolve("ssh"));
      Home home = Home.in(place.resolve("home"));
      try (Quayside q = Quayside.open(home, settings, HostKeys.REFUSING, Secrets.NONE)) {
        add(q, a, a.port());
        add(q, b, link.port());
        return adaptive ? adaptive(q, link) : plain(q, link);
      }
    }
  }

  private static EmbeddedNode node(Path place, String name, long firstId) throws IOException {
    return EmbeddedNode.start(
        place.resolve(name),
        EmbeddedNode.Options.named(name).withFirstHostId(firstId).withWriteRate(0));
  }

  private static void add(Quayside q, EmbeddedNode node, int peerPort) throws IOException {
    var peer = Optional.of(new PeerAddress("127.0.0.1", peerPort));
    q.fleet().add(new Node(node.name(), Platform.VPSADMINOS, Demo.endpoint(node), peer));
  }

  private Figures adaptive(Quayside q, ShapedLink link) throws IOException, InterruptedException {
    OperationView end = move(q, MoveRequest.of(q.fleet().find("a:big"), "b", false));
    Duration stop = end.stop().orElseThrow().total();
    return new Figures(stop.toMillis(), rate(end), link.carried(), end.rounds().size());
  }

  /** The container is down from the first moment to the last. */
  private Figures plain(Quayside q, ShapedLink link) throws IOException, InterruptedException {
    ContainerRef big = q.fleet().find("a:big");
    long start = System.nanoTime();
    q.fleet().act(big, ContainerAction.STOP);
    OperationView end = move(q, new MoveRequest(big, "b", false, straight()));
    q.fleet().act(q.fleet().find("b:big"), ContainerAction.START);
    double stop = (System.nanoTime() - start) / 1e6;
    return new Figures(stop, rate(end), link.carried(), end.rounds().size());
  }

  private static MoveRequest.Options straight() {
    MoveRequest.Options d = MoveRequest.Options.DEFAULT;
    return new MoveRequest.Options(
        d.asId(),
        d.asUser(),
        d.asGroup(),
        d.toPool(),
        d.network(),
        d.start(),
        d.restart(),
        d.consistent(),
        d.port(),
        new MoveRequest.SwitchOver.WithoutSync());
  }

  private static OperationView move(Quayside q, MoveRequest request)
      throws IOException, InterruptedException {
    OperationView end = q.activity().await(q.moves().start(request));
    if (end.status() != OperationView.Status.SUCCEEDED) {
      throw new IOException("the move ended as " + end.status() + ": " + end.problem());
    }
    return end;
  }

  private static double rate(OperationView end) {
    Duration whole = Duration.between(end.started(), end.ended().orElseThrow());
    return end.bytesDone() / 1e3 / whole.toMillis();
  }

  private static Figures shown(String way, Figures figures) {
    say(
        "%-9s %10.0f %8.1f %10d %7d",
        way, figures.stopMillis(), figures.mbPerSecond(), figures.carried(), figures.rounds());
    return figures;
  }

  private static double median(List<Double> figures) {
    List<Double> sorted = figures.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
