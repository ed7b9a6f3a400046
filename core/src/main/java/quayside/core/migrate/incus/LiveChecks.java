package quayside.core.migrate.incus;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import quayside.core.driver.InstanceServer;
import quayside.core.driver.OwnSetting;
import quayside.core.migrate.Finding;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.way.Ends;
import quayside.core.migrate.way.Findings;
import quayside.core.migrate.way.IncusCode;
import quayside.core.model.Instance;
import quayside.core.model.Platform;

/** Why a container cannot be moved while it runs, as far as that can be told beforehand. */
final class LiveChecks {
  /** The fix that allows it on an Incus server. */
  static final String ALLOW = "allow-live";

  /** Without it Incus moves without the memory and says nothing. */
  private static final String STATEFUL = "migration.stateful";

  /** Devices whose state is not in the container's memory. */
  private static final Set<String> OUTSIDE =
      Set.of("gpu", "usb", "unix-block", "unix-char", "unix-hotplug", "infiniband", "pci", "tpm");

  /** What a live move takes however little memory there is: docs/incus-moves.md, “Live”. */
  private static final Duration INCUS = Duration.ofSeconds(7);

  private static final Duration LXD = Duration.ofSeconds(12);

  /** Bytes of memory a second that are written, carried and read again, at a guess. */
  private static final long MEMORY_RATE = 100_000_000;

  private final Findings findings;
  private final MoveRequest request;

  LiveChecks(Findings findings, Job job) {
    this.findings = findings;
    this.request = job.request();
  }

  void check(Instance source, InstanceServer here, InstanceServer there) throws IOException {
    if (request.cloning()) {
      no("There is one memory, so it can be moved but not cloned.");
    }
    if (!source.state().runs()) {
      no("It does not run, so there is no memory to carry.");
    }
    if (Kinds.differ(here, there)) {
      no("The servers are of two kinds, which save memory in different ways.");
    }
    if (!request.options().start()) {
      no("It goes on there at once; it cannot be left stopped.");
    }
    if (!request.targetId().equals(request.source().id())) {
      no("It must keep its name, which its memory knows.");
    }
    programs(here, request.source().node());
    programs(there, request.target());
    if (!here.info().kernel().equals(there.info().kernel())) {
      perhaps(
          "the kernels differ, %s and %s".formatted(here.info().kernel(), there.info().kernel()));
    }
    if (!series(here).equals(series(there))) {
      perhaps(
          "the versions differ, %s and %s"
              .formatted(here.info().version(), there.info().version()));
    }
    settings(source, here.info().platform());
    owners(source.settings().config());
    devices(source);
    if (findings.sorted().stream().noneMatch(f -> f.code().equals(IncusCode.LIVE.text()))) {
      findings.fine(
          IncusCode.LIVE,
          "Its memory is carried with it; if that fails it goes on running on %s."
              .formatted(request.source().node()));
    }
  }

  /**
   * How long a container would stand still while its memory is carried.
   *
   * @param memory that it uses, in bytes, where that is known
   */
  static Duration expectedStop(Platform platform, OptionalLong memory) {
    Duration waits = platform == Platform.LXD ? LXD : INCUS;
    return waits.plus(carrying(memory));
  }

  /** What memory takes on its way, at a guess. */
  static Duration carrying(OptionalLong memory) {
    return Duration.ofMillis(memory.orElse(0) * 1000 / MEMORY_RATE);
  }

  /** The first number of a version: what one saves of a container the next may not read. */
  private static String series(InstanceServer server) throws IOException {
    return server.info().version().replaceFirst("[.].*", "");
  }

  private void programs(InstanceServer server, String node) throws IOException {
    Optional<Boolean> criu = server.transfers().canFreeze();
    if (criu.isEmpty()) {
      findings.unknown(
          IncusCode.LIVE,
          "whether %s has CRIU".formatted(node),
          "only a login by SSH can look. Without it the move fails and nothing is lost.");
    } else if (!criu.get()) {
      no("%s has no CRIU: install the package “criu” there.".formatted(node));
    }
  }

  private void settings(Instance source, Platform platform) {
    Map<String, String> config = source.expandedConfig();
    if (platform == Platform.INCUS && !"true".equals(config.get(STATEFUL))) {
      findings.blocker(
          IncusCode.LIVE,
          "Not while it runs: Incus carries no memory without the setting %s=true."
              .formatted(STATEFUL),
          new Finding.Fix(ALLOW, "Set %s for it".formatted(STATEFUL)));
    }
    if (!config.getOrDefault("raw.lxc", "").replace(" ", "").contains("lxc.console.path=none")) {
      perhaps(
          "LXC up to 5 cannot restore a console; “raw.lxc: lxc.console.path = none” takes it away");
    }
    if ("true".equals(config.get("security.nesting"))) {
      perhaps("containers inside of it (security.nesting) are hardly ever restored");
    }
    if ("true".equals(config.get("security.idmap.isolated"))
        || config.containsKey("security.idmap.base")) {
      perhaps("it has a range of users of its own (security.idmap), which must be free there");
    }
  }

  /**
   * Where the kernel maps owners as it mounts, files keep their own numbers; CRIU brings the users
   * of a container back, but not that mount, so its files would belong to nobody it knows.
   */
  private void owners(Map<String, String> config) {
    boolean mapped = config.getOrDefault("volatile.idmap.current", "[]").length() > 2;
    if (mapped && "[]".equals(config.get("volatile.last_state.idmap"))) {
      no(
          "The owners of its files are mapped by a mount, which CRIU does not make again: it would"
              + " go on there without rights to its own files (security.privileged=true has none"
              + " to map).");
    }
  }

  private void devices(Instance source) {
    source
        .expandedDevices()
        .forEach((name, device) -> {
          if (OUTSIDE.contains(device.getOrDefault("type", ""))) {
            no("What the device “%s” holds is outside of its memory.".formatted(name));
          } else if ("disk".equals(device.get("type")) && !Outfit.isRoot(device)) {
            perhaps("the disk “%s” must be the same on both servers".formatted(name));
          }
        });
  }

  private void no(String why) {
    findings.blocker(
        IncusCode.LIVE,
        "Not while it runs: %s Without its memory it can be moved with a short stop."
            .formatted(why));
  }

  private void perhaps(String why) {
    findings.warning(
        IncusCode.LIVE,
        "Moving it while it runs may fail, and then it goes on on %s: %s."
            .formatted(request.source().node(), why));
  }

  /** Lets the source's server carry the memory. */
  static void allow(Job job, Ends ends) throws IOException {
    OwnSetting.write(InstanceServer.of(ends.source()).instances(), job.here(), STATEFUL, "true");
  }
}
