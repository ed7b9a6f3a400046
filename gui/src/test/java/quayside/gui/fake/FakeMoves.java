package quayside.gui.fake;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import quayside.core.migrate.Finding;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.KnownWay;
import quayside.core.migrate.MoveRefused;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.Moves;
import quayside.core.migrate.OsctlOptions;
import quayside.core.migrate.Preflight;
import quayside.core.migrate.Preview;
import quayside.core.migrate.WayOptions;
import quayside.core.model.ContainerRef;

/** Moves that are only planned. A target of the name {@code edge-pi-3} is out of the question. */
public final class FakeMoves implements Moves {
  /** Codes of findings that were settled. */
  public final Set<String> settled = ConcurrentHashMap.newKeySet();

  /** Names that every Incus server has already. */
  public final Set<String> taken = ConcurrentHashMap.newKeySet();

  /** What was started. */
  public final List<MoveRequest> started = new CopyOnWriteArrayList<>();

  /** What was checked. */
  public final List<MoveRequest> checked = new CopyOnWriteArrayList<>();

  /** What the ways can be told. */
  public volatile WayOptions special = OsctlOptions.DEFAULT;

  @Override
  public List<KnownWay> ways(String source, String target, boolean cloning) {
    return List.of(new KnownWay("osctl", "node to node, step by step", special));
  }

  @Override
  public Preview preview(ContainerRef source, String target, boolean cloning) {
    if (source.node().equals(target)) {
      return new Preview.Refused(source.id() + " is on " + target + " already.");
    }
    if (target.equals("edge-pi-3")) {
      return new Preview.Refused("edge-pi-3 has no room: 1.2 GB are free, 4.2 GB are needed.");
    }
    return new Preview.Possible(
        "node to node, step by step",
        OptionalLong.of(4_200_000_000L),
        Optional.of(Duration.ofSeconds(70)),
        Optional.of(Duration.ofMillis(800)));
  }

  @Override
  public Preflight check(MoveRequest request) {
    checked.add(request);
    if (special instanceof IncusOptions) {
      return InstancePlans.check(request, settled, taken);
    }
    Finding key =
        new Finding(
            "key-unauthorized",
            Finding.Severity.BLOCKER,
            request.target()
                + " does not trust harbor-a yet. Its send key is not authorised there.",
            Optional.of(
                new Finding.Fix(
                    OsctlOptions.ONCE_SETTLES, "Allow harbor-a to send to " + request.target())));
    Finding map =
        new Finding(
            "map-overlap",
            Finding.Severity.WARNING,
            "The user map overlaps with “shop” on harbor-b (1000000–1065535).",
            Optional.of(new Finding.Fix("free-map", "Give a free map")));
    Finding fine =
        new Finding(
            "space",
            Finding.Severity.OK,
            "Space, name, devices, bridge and architecture fit.",
            Optional.empty());
    List<Finding> all = List.of(key, map, fine);
    boolean once = request.options().special() instanceof OsctlOptions o && o.once();
    return new Preflight(
        all.stream().filter(f -> !settled.contains(f.code()) && !(once && f.equals(key))).toList(),
        OptionalLong.of(4_200_000_000L),
        Optional.of(Duration.ofSeconds(70)),
        Optional.of(Duration.ofMillis(800)),
        commands(request));
  }

  /** As {@code osctl(8)} has them. */
  private static List<String> commands(MoveRequest request) {
    String on = request.source().node() + "# osctl ct send ";
    String name = request.source().onNode();
    String port =
        request.options().special() instanceof OsctlOptions told
            ? told.port().map(number -> "--port " + number + " ").orElse("")
            : "";
    return List.of(
        on + "config " + port + name + " " + request.target(),
        on + "rootfs " + name,
        on + "sync " + name,
        on
            + "state "
            + (request.cloning() ? "--clone " : "")
            + (request.options().restart() ? "" : "--no-restart ")
            + name,
        on + "cleanup " + name);
  }

  @Override
  public void fix(MoveRequest request, Finding.Fix fix) {
    settled.add(
        switch (fix.id()) {
          case OsctlOptions.ONCE_SETTLES -> "key-unauthorized";
          case InstancePlans.ALLOW -> InstancePlans.ALLOW;
          default -> "map-overlap";
        });
  }

  @Override
  public String start(MoveRequest request) throws IOException {
    Preflight now = check(request);
    if (!now.possible()) {
      throw new MoveRefused(now);
    }
    started.add(request);
    return "op-" + started.size();
  }
}
