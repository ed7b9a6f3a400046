package quayside.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import quayside.core.Quayside;
import quayside.core.driver.ContainerAction;
import quayside.core.embedded.Demo;
import quayside.core.embedded.DemoContent;
import quayside.core.embedded.EmbeddedNode;
import quayside.core.home.Home;
import quayside.core.migrate.MoveRequest;
import quayside.core.model.Node;
import quayside.core.model.PeerAddress;
import quayside.core.model.Platform;
import quayside.core.operation.OperationView;
import quayside.transport.HostKeys;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;

/**
 * Moves a container of 1 GiB in 2,000 files that writes 5 MB/s over a link of 100 MB/s, by adaptive
 * syncs and by stop, copy, start with the same engine. Both ways are measured over the same
 * stretch: the bytes that crossed the link, by the time from the first copy's beginning to the
 * switch-over's end.
 *
 * <p>Arguments: an empty folder, rounds (5), megabytes (1024), the link's MB/s (100; 0 is no
 * limit).
 */
public final class MoveBench {
  private static final long WRITES = 5_000_000;
  private static final int FILES = 2000;

  private final Path folder;
  private final long megabytes;
  private final long link;

  private MoveBench(Path folder, long megabytes, long link) {
    this.folder = folder;
    this.megabytes = megabytes;
    this.link = link;
  }

  /**
   * One measured move.
   *
   * @param rounds streams: the first copy, each sync, the last rest
   * @param written bytes per second that the container wrote while it ran
   */
  private record Figures(
      double stopMillis, double mbPerSecond, long carried, int rounds, double written) {}

  /** What one move is made of. */
  private record Scene(Quayside quayside, ShapedLink link, Stretch stretch) {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int rounds = number(args, 1, 5);
    long link = number(args, 3, 100) * 1_000_000L;
    var bench = new MoveBench(Path.of(args[0]), number(args, 2, 1024), link);
    var adaptive = new ArrayList<Figures>();
    var plain = new ArrayList<Figures>();
    say("%-9s %8s %7s %11s %7s %9s", "way", "stop ms", "MB/s", "carried", "rounds", "writes/s");
    for (int i = 0; i < rounds; i++) {
      adaptive.add(shown("adaptive", bench.run("adaptive-" + i, true)));
      plain.add(shown("plain", bench.run("plain-" + i, false)));
    }
    double stop = median(adaptive, Figures::stopMillis);
    double plainStop = median(plain, Figures::stopMillis);
    say(
        "{\"bench\":\"move\",\"stopMillis\":%.0f,\"plainStopMillis\":%.0f,"
            + "\"mbPerSecond\":%.1f,\"plainMbPerSecond\":%.1f,\"rounds\":%.0f,"
            + "\"writerBytesPerSecond\":%.0f,\"ratio\":%.3f,\"linkBytesPerSecond\":%d}",
        stop,
        plainStop,
        median(adaptive, Figures::mbPerSecond),
        median(plain, Figures::mbPerSecond),
        median(adaptive, Figures::rounds),
        median(adaptive, Figures::written),
        stop / plainStop,
        link);
  }

  private static int number(String[] args, int index, int otherwise) {
    return args.length > index ? Integer.parseInt(args[index]) : otherwise;
  }

  private Figures run(String name, boolean adaptive) throws IOException, InterruptedException {
    Path place = folder.resolve(name);
    try (var a = node(place, "a", 1_000_000);
        var b = node(place, "b", 80_000_000);
        var shaped = new ShapedLink(b.port(), link)) {
      a.create("big", new DemoContent(FILES, megabytes << 20, 7));
      a.trustAt(b);
      var settings = SshSettings.in(place.resolve("ssh"));
      Home home = Home.in(place.resolve("home"));
      try (Quayside q = Quayside.open(home, settings, HostKeys.REFUSING, Secrets.NONE)) {
        add(q, a, a.port());
        add(q, b, shaped.port());
        a.setWriteRate("big", WRITES);
        a.startContainer("big");
        var stretch = new Stretch(() -> a.written("big"));
        try (var _ = q.activity().watch(stretch)) {
          var scene = new Scene(q, shaped, stretch);
          return adaptive ? adaptive(scene) : plain(scene);
        }
      }
    } finally {
      delete(place);
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

  private static Figures adaptive(Scene scene) throws IOException, InterruptedException {
    OperationView end = move(scene, MoveRequest.Options.DEFAULT);
    double stop = end.stop().orElseThrow().total().toNanos() / 1e6;
    return figures(scene, end, stop);
  }

  /** Stopped, copied, started; what is checked before and cleaned up after does not count. */
  private static Figures plain(Scene scene) throws IOException, InterruptedException {
    Quayside q = scene.quayside();
    long begin = System.nanoTime();
    q.fleet().act(q.fleet().find("a:big"), ContainerAction.STOP);
    long stopped = System.nanoTime();
    scene.stretch().stopped();
    OperationView end = move(scene, straight());
    long copied = System.nanoTime();
    q.fleet().act(q.fleet().find("b:big"), ContainerAction.START);
    double stop = (stopped - begin + scene.stretch().nanos() + System.nanoTime() - copied) / 1e6;
    return figures(scene, end, stop);
  }

  private static Figures figures(Scene scene, OperationView end, double stop) {
    return new Figures(
        stop,
        scene.link().carried() * 1e3 / scene.stretch().nanos(),
        scene.link().carried(),
        end.rounds().size(),
        scene.stretch().writeRate());
  }

  private static MoveRequest.Options straight() {
    return MoveRequest.Options.DEFAULT.withSwitchOver(new MoveRequest.SwitchOver.WithoutSync());
  }

  private static OperationView move(Scene scene, MoveRequest.Options options)
      throws IOException, InterruptedException {
    Quayside q = scene.quayside();
    var request = new MoveRequest(q.fleet().find("a:big"), "b", false, options);
    OperationView end = q.activity().await(q.moves().start(request));
    if (end.status() != OperationView.Status.SUCCEEDED) {
      throw new IOException("the move ended as " + end.status() + ": " + end.problem());
    }
    return end;
  }

  private static Figures shown(String way, Figures f) {
    String writes = way.equals("plain") ? "-" : String.format(Locale.ROOT, "%.0f", f.written());
    say(
        "%-9s %8.0f %7.1f %11d %7d %9s",
        way, f.stopMillis(), f.mbPerSecond(), f.carried(), f.rounds(), writes);
    return f;
  }

  private static double median(List<Figures> all, ToDoubleFunction<Figures> figure) {
    double[] sorted = all.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
