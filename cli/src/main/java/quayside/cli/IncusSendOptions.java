package quayside.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import quayside.core.fleet.Pairs;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.IncusOptions.Manner;

/** The options of {@code send} that only moves between Incus and LXD servers know. */
final class IncusSendOptions {
  @Option(names = "--to-project", paramLabel = "NAME", description = "Another project there.")
  private Optional<String> toProject = Optional.empty();

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "A profile there; as often as there shall be profiles. Absent: those of here.")
  private List<String> profiles = List.of();

  @Option(
      names = "--config",
      paramLabel = "KEY=VALUE",
      description = "A setting that is another there; without a value it is taken away.")
  private List<String> config = List.of();

  @Option(
      names = "--device",
      paramLabel = "NAME,KEY=VALUE…",
      description = "A device that is another there: eth0,type=nic,network=lan")
  private List<String> devices = List.of();

  @Option(names = "--no-snapshots", description = "Leave snapshots behind.")
  private boolean noSnapshots;

  @Option(
      names = "--route",
      paramLabel = "ROUTE",
      description =
          "How the bytes go: relay (through this computer), pull (the target fetches them), push.")
  private Optional<String> route = Optional.empty();

  @Option(
      names = "--snapshot",
      paramLabel = "NAME",
      description = "Clone it as it was when that snapshot was taken; nothing is stopped.")
  private Optional<String> snapshot = Optional.empty();

  @Option(
      names = "--refresh",
      description =
          "Bring the stopped instance of that name on the target up to date; what it was is kept"
              + " there until the new one was verified.")
  private boolean refresh;

  @Option(
      names = "--live",
      description = "Move it while it runs, with its memory (CRIU); it is frozen for a moment.")
  private boolean live;

  /** What was said; {@link IncusOptions#DEFAULT} if nothing. */
  IncusOptions incus() {
    var settings = new LinkedHashMap<String, String>();
    config.forEach(text -> Pairs.put(settings, text, "--config"));
    var others = new LinkedHashMap<String, Map<String, String>>();
    devices.forEach(text -> Pairs.putDevice(others, text, "--device"));
    return new IncusOptions(
        toProject,
        profiles.isEmpty() ? Optional.empty() : Optional.of(profiles),
        settings,
        others,
        !noSnapshots,
        route.map(IncusSendOptions::route),
        manner());
  }

  private Manner manner() {
    if ((snapshot.isPresent() ? 1 : 0) + (refresh ? 1 : 0) + (live ? 1 : 0) > 1) {
      throw new IllegalArgumentException(
          "--snapshot, --refresh and --live exclude each other: give one of them");
    }
    if (live) {
      return new Manner.Live();
    }
    if (refresh) {
      return new Manner.Refresh();
    }
    return snapshot.<Manner>map(Manner.OfSnapshot::new).orElse(new Manner.Fresh());
  }

  private static IncusOptions.Route route(String word) {
    for (IncusOptions.Route route : IncusOptions.Route.values()) {
      if (route.name().toLowerCase(Locale.ROOT).equals(word)) {
        return route;
      }
    }
    throw new IllegalArgumentException("“" + word + "” is no route: relay, pull or push");
  }
}
