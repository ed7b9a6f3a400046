package quayside.core.transfer.incus;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import quayside.core.archive.Remark;
import quayside.core.archive.backup.BackupArchive;
import quayside.core.archive.backup.BackupIndex;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.InstanceServer;
import quayside.core.migrate.Preflight;
import quayside.core.migrate.way.CommonCode;
import quayside.core.migrate.way.DeviceChecks;
import quayside.core.migrate.way.Ends;
import quayside.core.migrate.way.Findings;
import quayside.core.migrate.way.IncusCode;
import quayside.core.migrate.way.TargetChecks;
import quayside.core.model.NodeFacts;
import quayside.core.model.Platform;
import quayside.core.model.Profile;
import quayside.core.transfer.ImportRequest;
import quayside.core.transfer.way.TransferCode;

/** Looks into a backup and asks the server what is in the way of it. Changes nothing. */
final class ImportChecks {
  /** What both servers take for a name (LXD and Incus, shared/validate, {@code IsHostname}). */
  private static final Pattern NAME = Pattern.compile("[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

  /** Incus says it of each instance; an LXD without the extension refuses the whole backup. */
  private static final String GENERATION = "volatile.uuid.generation";

  private static final String GENERATION_EXTENSION = "instance_generation_id";

  private final ImportRequest request;
  private final ImportRequest.Options options;
  private final Findings findings = new Findings();
  private final TargetChecks there;
  private String id = "";
  private OptionalLong bytes = OptionalLong.empty();

  ImportChecks(ImportRequest request) {
    this.request = request;
    this.options = request.options();
    this.there = new TargetChecks(findings, request.node());
  }

  /** The name that the instance will have; once run. */
  String id() {
    return id;
  }

  String project() {
    return options.project().orElse("default");
  }

  Preflight run(ContainerDriver driver) throws IOException {
    BackupArchive archive = BackupArchive.read(request.file());
    InstanceServer server = InstanceServer.of(driver);
    BackupIndex index = archive.index();
    id = options.asId().orElse(index.name());
    bytes = OptionalLong.of(archive.size());
    archive(archive);
    foreign();
    name(driver);
    kind(archive, server);
    if (server.objects().projects().contains(project())) {
      place(index, driver, server);
    } else {
      findings.blocker(
          IncusCode.PROJECT_MISSING,
          "%s has no project “%s”.".formatted(request.node(), project()));
    }
    return new Preflight(
        findings.sorted(),
        bytes,
        Optional.empty(),
        Optional.empty(),
        commands(server.info().platform()));
  }

  private void archive(BackupArchive archive) {
    for (Remark remark : archive.remarks()) {
      switch (remark.severity()) {
        case DAMAGE, REFUSED -> findings.blocker(TransferCode.ARCHIVE_DAMAGED, remark.sentence());
        case ODD -> findings.fine(TransferCode.ARCHIVE_ODD, remark.sentence());
      }
    }
    if (archive.index().machine()) {
      findings.blocker(
          TransferCode.UNSUPPORTED,
          "It holds a virtual machine; Quayside imports containers only.");
    }
    findings.fine(
        TransferCode.ARCHIVE_UNVERIFIED,
        "All of it is read and checked before anything is sent to " + request.node() + ".");
  }

  /** What only vpsAdminOS understands. */
  private void foreign() {
    if (options.asUser().or(options::asGroup).or(options::dataset).isPresent()) {
      findings.blocker(
          TransferCode.UNSUPPORTED,
          "User, group and dataset are of vpsAdminOS; an Incus or LXD server has none.");
    }
  }

  private void name(ContainerDriver driver) throws IOException {
    if (!NAME.matcher(id).matches()) {
      findings.blocker(
          CommonCode.ID_INVALID,
          "“%s” cannot be the name of an instance: letters, digits and dashes, beginning with a letter."
              .formatted(id));
    } else if (Ends.show(driver, project() + ":" + id).isPresent()) {
      there.taken(id);
    }
  }

  /** Whether this kind of server takes what that kind wrote. */
  private void kind(BackupArchive archive, InstanceServer server) {
    Platform origin = archive.index().origin();
    Platform platform = server.info().platform();
    boolean refused =
        archive.text().contains(GENERATION)
            && platform == Platform.LXD
            && !server.info().has(GENERATION_EXTENSION);
    if (refused) {
      findings.blocker(
          IncusCode.KIND,
          "It was written by Incus, and LXD %s takes no backups from there: it does not know “%s”. Move the container instead, without its snapshots, or import it into an Incus server."
              .formatted(server.info().version(), GENERATION));
    } else if (origin != platform) {
      findings.warning(
          IncusCode.KIND,
          "It was written by %s and goes to %s. Neither project promises that; LXD 5.0 to Incus 6.0 was tried."
              .formatted(origin.text(), platform.text()));
    }
  }

  private void place(BackupIndex index, ContainerDriver driver, InstanceServer server)
      throws IOException {
    pool(index, driver.facts(), server);
    if (index.instance().isEmpty()) {
      findings.warning(
          TransferCode.ARCHIVE_ODD,
          "It is so old that its settings are not at its beginning; whether all that they name is"
              + " there the server will say.");
      return;
    }
    BackupIndex.Settings settings = index.instance().get();
    there.arch(settings.architecture(), server.info().arch());
    var checks = new DeviceChecks(findings, request.node());
    Optional<Map<String, Map<String, String>>> brought =
        checks.profiles(settings.profiles(), server.objects().profiles(project()), project());
    if (brought.isPresent()) {
      var devices = new LinkedHashMap<>(brought.get());
      devices.putAll(settings.devices());
      checks.networks(devices, server.objects().networks(project()));
      checks.things(devices, "the other server");
    }
    MacAddresses.holder(driver, MacAddresses.of(settings.config()), project() + ":" + id)
        .ifPresent(other ->
            findings.warning(
                TransferCode.MAC_TAKEN,
                "“%s” on %s has the same MAC address, so this one gets a new one."
                    .formatted(other.ref().id(), request.node())));
  }

  private void pool(BackupIndex index, NodeFacts facts, InstanceServer server) throws IOException {
    Map<String, String> drivers = server.objects().pools();
    Optional<String> chosen = pool(request, index, server);
    String names = String.join(", ", drivers.keySet());
    if (chosen.isEmpty()) {
      findings.blocker(
          IncusCode.POOL_MISSING,
          "%s has no storage pool “%s”, and its default profile names none; choose one of: %s."
              .formatted(request.node(), index.pool(), names));
      return;
    }
    String pool = chosen.get();
    if (!drivers.containsKey(pool)) {
      findings.blocker(
          IncusCode.POOL_MISSING,
          "%s has no storage pool “%s”; choose one of: %s.".formatted(request.node(), pool, names));
      return;
    }
    String driver = drivers.getOrDefault(pool, "");
    if (index.optimized() && !driver.equals(index.driver())) {
      findings.blocker(
          TransferCode.OPTIMIZED,
          "It is in the own format of %s, and the pool “%s” is of %s: choose a pool of %s, or export it without optimized storage."
              .formatted(index.driver(), pool, driver, index.driver()));
      return;
    }
    OptionalLong free =
        facts.pools().stream()
            .filter(each -> each.name().equals(pool))
            .findFirst()
            .map(NodeFacts.Pool::free)
            .orElse(OptionalLong.empty());
    there.room("The archive has", pool, free, bytes);
  }

  /**
   * The pool that it will be in: that which was asked for, else that which it was in, else that of
   * the default profile.
   */
  static Optional<String> pool(ImportRequest request, BackupIndex index, InstanceServer server)
      throws IOException {
    if (request.options().pool().isPresent()) {
      return request.options().pool();
    }
    if (server.objects().pools().containsKey(index.pool())) {
      return Optional.of(index.pool());
    }
    for (Profile profile :
        server.objects().profiles(request.options().project().orElse("default"))) {
      if (profile.name().equals("default")) {
        return DeviceChecks.root(profile.devices()).filter(pool -> !pool.isEmpty());
      }
    }
    return Optional.empty();
  }

  private List<String> commands(Platform platform) {
    return List.of(
        "%s: %s import FILE %s --project %s%s"
            .formatted(
                request.node(),
                platform == Platform.LXD ? "lxc" : "incus",
                id,
                project(),
                options.pool().map(pool -> " --storage " + pool).orElse("")));
  }
}
