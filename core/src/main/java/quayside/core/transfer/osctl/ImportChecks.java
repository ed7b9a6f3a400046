package quayside.core.transfer.osctl;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import quayside.core.archive.Remark;
import quayside.core.archive.osctl.ExportArchive;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.NativeArchives.MissingDevices;
import quayside.core.json.JsonException;
import quayside.core.migrate.Finding;
import quayside.core.migrate.Preflight;
import quayside.core.migrate.osctl.OsctlCode;
import quayside.core.migrate.osctl.OutfitChecks;
import quayside.core.migrate.osctl.OwnerChecks;
import quayside.core.migrate.way.CommonCode;
import quayside.core.migrate.way.Findings;
import quayside.core.migrate.way.TargetChecks;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.core.model.NodeFacts;
import quayside.core.transfer.ImportRequest;
import quayside.core.transfer.way.TransferCode;

/** Looks into an archive and asks the node what is in the way of an import. Changes nothing. */
final class ImportChecks {
  static final String DELETE_STAGED = "delete-staged";

  /** Remarks that do not matter where Quayside itself reads the archive and hands it in. */
  private static final Set<String> READ_BY_US =
      Set.of("size-cut", "size-large", "header-foreign", "name-dotted", "order", "member-foreign");

  private static final Pattern ID = Pattern.compile("(?i)[a-z0-9_][a-z0-9_-]{0,99}");
  private static final Pattern GROUP =
      Pattern.compile("/([A-Za-z0-9_-]{1,100}(/[A-Za-z0-9_-]{1,100})*)?");

  private final ImportRequest request;
  private final boolean pushed;
  private final Findings findings = new Findings();
  private final ImportRequest.Options options;
  private String id = "";
  private String pool = "";
  private OptionalLong bytes = OptionalLong.empty();

  /**
   * Checks one way.
   *
   * @param pushed whether streams are handed in, else the archive is uploaded
   */
  ImportChecks(ImportRequest request, boolean pushed) {
    this.request = request;
    this.options = request.options();
    this.pushed = pushed;
  }

  /** The id that the container will have; once run. */
  String id() {
    return id;
  }

  /** The pool it will be in; empty where the node does not show it; once run. */
  String pool() {
    return pool;
  }

  Preflight run(ContainerDriver driver) throws IOException {
    ExportArchive archive = ExportArchive.read(request.file());
    archive(archive);
    try {
      container(ArchivedContainer.of(archive), driver);
    } catch (JsonException e) {
      findings.blocker(
          TransferCode.ARCHIVE_DAMAGED, "Its configuration is " + e.getMessage() + ".");
    }
    return new Preflight(findings.sorted(), bytes, Optional.empty(), Optional.empty(), commands());
  }

  private void archive(ExportArchive archive) {
    for (Remark remark : archive.remarks()) {
      boolean ours = pushed && READ_BY_US.contains(remark.code());
      switch (remark.severity()) {
        case DAMAGE -> findings.blocker(TransferCode.ARCHIVE_DAMAGED, remark.sentence());
        case REFUSED -> {
          if (ours) {
            findings.fine(TransferCode.ARCHIVE_ODD, remark.sentence());
          } else {
            findings.blocker(
                TransferCode.ARCHIVE_REFUSED,
                remark.sentence()
                    + (remark.repairable() ? " A repaired copy would do (archive repair)." : ""));
          }
        }
        case ODD -> findings.fine(TransferCode.ARCHIVE_ODD, remark.sentence());
      }
    }
    boolean streams = archive.hasStreams();
    if (pushed && !streams) {
      findings.blocker(
          TransferCode.ARCHIVE_REFUSED,
          "It holds files as tar, not streams: these can only be uploaded.");
    }
    findings.fine(
        TransferCode.ARCHIVE_UNVERIFIED,
        "All of it is read and checked before anything is changed on " + request.node() + ".");
  }

  private void container(ArchivedContainer archived, ContainerDriver driver) throws IOException {
    id = options.asId().or(archived::id).orElse("");
    bytes = OptionalLong.of(archived.bytes());
    names();
    if (driver.nativeArchives().isEmpty()) {
      unseen();
      return;
    }
    NodeFacts facts = driver.facts();
    List<Container> others = driver.list();
    pool(facts);
    taken(others);
    owner(archived, facts);
    outfit(archived, facts, driver);
    var there = new TargetChecks(findings, request.node());
    there.addresses(archived.addresses(), others);
    there.arch(archived.arch(), facts.arch());
  }

  private void names() {
    if (id.isEmpty()) {
      findings.blocker(
          TransferCode.ID_MISSING, "The archive is an image and names no container: give an id.");
    } else if (!ID.matcher(id).matches()) {
      findings.blocker(CommonCode.ID_INVALID, "“" + id + "” cannot be the id of a container.");
    }
    for (Optional<String> name : List.of(options.asUser(), options.pool())) {
      if (name.isPresent() && !ID.matcher(name.get()).matches()) {
        findings.blocker(
            OsctlCode.NAME_INVALID, "“" + name.get() + "” cannot be the name of a user or pool.");
      }
    }
    if (options.asGroup().isPresent() && !GROUP.matcher(options.asGroup().get()).matches()) {
      findings.blocker(
          OsctlCode.NAME_INVALID,
          "“" + options.asGroup().get() + "” cannot be the name of a group; it starts with “/”.");
    }
    if (pushed && options.dataset().isPresent()) {
      findings.blocker(
          TransferCode.DATASET, "The dataset can only be chosen when the archive is uploaded.");
    }
    if (pushed && options.missing() == MissingDevices.PROVIDE) {
      findings.blocker(
          TransferCode.DEVICES, "Devices can only be provided when the archive is uploaded.");
    }
  }

  /** With a receive key alone, the node itself looks when it stages the container. */
  private void unseen() {
    findings.warning(
        TransferCode.RECEIVE_ONLY,
        request.node()
            + " lets this key only hand containers in: whether the id is free, the ids of users fit"
            + " and devices are there, it tells when it begins; then nothing is left of it.");
    if (options.start()) {
      findings.warning(
          TransferCode.RECEIVE_ONLY, "Whether the container then starts cannot be seen.");
    }
  }

  private void pool(NodeFacts facts) {
    Optional<NodeFacts.Pool> found =
        facts.pools().stream()
            .filter(p -> options.pool().map(p.name()::equals).orElse(true))
            .findFirst();
    if (found.isEmpty()) {
      findings.blocker(
          OsctlCode.POOL_MISSING,
          request.node()
              + " has no pool "
              + options.pool().map(p -> "“" + p + "” ").orElse("")
              + "to take it.");
      return;
    }
    pool = found.get().name();
    if (!found.get().state().equals("active")) {
      findings.blocker(
          OsctlCode.POOL_STATE,
          "The pool “"
              + pool
              + "” of "
              + request.node()
              + " is "
              + found.get().state()
              + "; it takes nothing until it is active.");
    }
    long needed = bytes.orElse(0) + (pushed ? 0 : request.file().toFile().length());
    new TargetChecks(findings, request.node())
        .room(
            pushed ? "The container brings" : "The container with the uploaded archive takes",
            pool,
            found.get().free(),
            OptionalLong.of(needed));
  }

  private void taken(List<Container> others) {
    for (Container other : others) {
      if (!other.ref().id().equals(id) || !other.ref().pool().equals(pool)) {
        continue;
      }
      if (other.state() == ContainerState.STAGED) {
        findings.blocker(
            TransferCode.STAGED_LEFTOVER,
            "On " + request.node() + " a half-made container “" + id + "” is left.",
            new Finding.Fix(DELETE_STAGED, "Remove the half-made container"));
      } else {
        new TargetChecks(findings, request.node()).taken(id);
      }
    }
  }

  private void owner(ArchivedContainer archived, NodeFacts facts) {
    List<NodeFacts.User> users = facts.users().stream().filter(u -> u.pool().equals(pool)).toList();
    if (options.asUser().isPresent()) {
      String name = options.asUser().get();
      if (users.stream().noneMatch(u -> u.name().equals(name))) {
        findings.blocker(
            TransferCode.USER_MISSING,
            "There is no user “" + name + "” on " + request.node() + "; it must be there before.");
      }
      return;
    }
    if (archived.user().isEmpty()) {
      findings.fine(
          TransferCode.USER_MISSING, "It names no user: “" + id + "” is made with ids of its own.");
      return;
    }
    NodeFacts.User owner = archived.user().get();
    if (users.stream().noneMatch(u -> u.name().equals(owner.name()))) {
      findings.fine(
          TransferCode.USER_MISSING, "The user “" + owner.name() + "” is made on the node.");
    }
    new OwnerChecks(findings, request.node()).check(owner, owner.name(), Optional.of(pool), facts);
  }

  private void outfit(ArchivedContainer archived, NodeFacts facts, ContainerDriver driver)
      throws IOException {
    var checks = new OutfitChecks(findings, request.node());
    String group = options.asGroup().or(archived::group).orElse("/default");
    boolean known;
    if (options.asGroup().isPresent() && !facts.groups().contains(group)) {
      findings.blocker(
          TransferCode.GROUP_MISSING,
          "There is no group “" + group + "” on " + request.node() + "; it must be there before.");
      known = false;
    } else {
      known = checks.group(group, facts);
    }
    checks.bridges(archived.links(), facts);
    if (archived.devices().isEmpty() || driver.nativeSend().isEmpty()) {
      return;
    }
    findings.ask(
        OsctlCode.DEVICE_MISSING,
        "whether all devices are available",
        () -> {
          List<String> offered =
              driver.nativeSend().orElseThrow().groupDevices(known ? group : "/");
          Set<String> missing = OutfitChecks.missing(archived.devices(), offered);
          switch (options.missing()) {
            case CHECK -> checks.refuseDevices(group, missing);
            case PROVIDE -> told(missing, "The group “" + group + "” will be given ");
            case REMOVE -> told(missing, "The container will go without ");
          }
        });
  }

  private void told(Set<String> missing, String how) {
    if (!missing.isEmpty()) {
      findings.warning(TransferCode.DEVICES, how + String.join(", ", missing) + ".");
    }
  }

  private List<String> commands() {
    String as =
        options.asId().map(v -> "--as-id " + v + " ").orElse("")
            + options.asUser().map(v -> "--as-user " + v + " ").orElse("")
            + options.asGroup().map(v -> "--as-group " + v + " ").orElse("");
    return pushed
        ? List.of(
            request.node() + ": receive skel " + (pool.isEmpty() ? "-" : pool) + " < DESCRIPTION",
            request.node() + ": receive base TOKEN / SNAPSHOT < rootfs/base.dat",
            request.node() + ": receive transfer TOKEN" + (options.start() ? " start" : ""))
        : List.of(request.node() + ": osctl ct import " + as + "FILE");
  }
}
