package quayside.core.migrate.incus;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import quayside.core.driver.InstanceServer;
import quayside.core.migrate.Finding;
import quayside.core.migrate.IncusOptions.Route;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.Preflight;
import quayside.core.migrate.way.CommonChecks;
import quayside.core.migrate.way.CommonCode;
import quayside.core.migrate.way.Ends;
import quayside.core.migrate.way.Findings;
import quayside.core.migrate.way.IncusCode;
import quayside.core.migrate.way.SyncPolicy;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.core.model.Instance;
import quayside.core.model.InstanceSettings;
import quayside.core.model.InstanceSnapshot;
import quayside.core.model.NodeFacts;
import quayside.core.model.Platform;

/** Asks both servers what is in the way of a move. Changes nothing. */
final class Inspection {
  /** Names of instances (REST API, {@code InstancesPost}): a host name. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

  private final Job job;
  private final MoveRequest request;
  private final Ends ends;
  private final Findings findings = new Findings();
  private final CommonChecks common;
  private Optional<Routes> route = Optional.empty();
  private Optional<List<String>> overrides = Optional.empty();

  Inspection(Job job, Ends ends) {
    this.job = job;
    this.request = job.request();
    this.ends = ends;
    this.common = new CommonChecks(findings, request);
  }

  Preflight run() throws IOException {
    common.sameNode();
    if (!NAME.matcher(request.targetId()).matches()) {
      findings.blocker(
          CommonCode.ID_INVALID,
          "“%s” cannot be the name of an instance: letters, digits and dashes, at most 63, a letter first."
              .formatted(request.targetId()));
    }
    Optional<Container> container = Ends.show(ends.source(), job.here());
    if (container.isEmpty()) {
      common.missing();
    } else if (findings.sorted().isEmpty()) {
      inspect(container.get());
    }
    InstanceServer here = InstanceServer.of(ends.source());
    return new Preflight(
        findings.sorted(),
        container.map(Container::disk).orElse(OptionalLong.empty()),
        Optional.empty(),
        container.flatMap(c -> stop(c, here.info().platform())),
        ByHand.all(
            job,
            here.info().platform(),
            route.map(Routes::route).orElse(Route.RELAY),
            container.map(c -> c.state().runs()).orElse(false),
            overrides.orElseGet(() -> Overrides.wished(job))));
  }

  /** The way that was found; absent if none was, or it was not looked for. */
  Optional<Routes> route() {
    return route;
  }

  private Optional<Duration> stop(Container container, Platform platform) {
    return job.live() && container.state().runs()
        ? Optional.of(LiveChecks.expectedStop(platform, container.memory()))
        : SyncPolicy.expectedStop(request, container);
  }

  private void inspect(Container container) throws IOException {
    InstanceServer here = InstanceServer.of(ends.source());
    InstanceServer there = InstanceServer.of(ends.target());
    Instance now = here.instances().get(job.here());
    NodeFacts facts = ends.target().facts();
    state(container, now);
    if (snapshotMissing(here)) {
      return;
    }
    Instance source = job.original(here);
    InstanceSettings wanted = Outfit.of(job, source, here, there).settings();
    overrides = Optional.of(Overrides.of(job, source.settings(), wanted));
    if (!facts.projects().contains(job.targetProject())) {
      findings.blocker(
          IncusCode.PROJECT_MISSING,
          "%s has no project “%s”; make it there, or choose another."
              .formatted(request.target(), job.targetProject()));
      return;
    }
    Optional<Instance> old = Situation.find(there, job.there());
    asides(old.isEmpty());
    OptionalLong size = container.disk();
    if (old.isPresent() && Leftover.is(old.get())) {
      leftover();
    } else if (old.isPresent() && Leftover.isHalf(old.get())) {
      used();
    } else if (job.refreshes()) {
      var refresh = new RefreshChecks(findings, job);
      size = refresh.check(old, ends, size);
    } else if (old.isPresent()) {
      common.taken();
    }
    new PlaceChecks(findings, common, job).check(source, there, facts, size);
    new KindChecks(findings, job).check(source, here, there);
    if (job.live()) {
      new LiveChecks(findings, job).check(source, here, there);
    }
    if (request.options().network() && request.cloning()) {
      common.addresses(container, ends.target().list());
    }
    common.arch(source.settings().architecture(), facts.arch());
    route(here, there, container.state().runs());
  }

  /** A half copy has the name, which an earlier move left. */
  private void leftover() {
    findings.blocker(
        IncusCode.LEFTOVER,
        "On %s a half copy “%s” is left from an earlier move; nobody uses it, unless that move still goes on somewhere."
            .formatted(request.target(), request.targetId()),
        new Finding.Fix(Leftover.REMOVE, "Remove the half copy from " + request.target()));
  }

  /** A half copy has the name, and somebody has worked with it since. */
  private void used() {
    findings.blocker(
        IncusCode.LEFTOVER,
        "On %s “%s” is left from an earlier move that did not end, and somebody started it there: it may hold what nothing else does. Look at it, and remove it by hand or choose another name."
            .formatted(request.target(), request.targetId()));
  }

  /** What earlier refreshes left, which gets its name again if that is free. */
  private void asides(boolean free) throws IOException {
    for (String aside : Leftover.asides(job, ends)) {
      String sentence =
          "On %s “%s” is what “%s” was before a refresh that did not end."
              .formatted(request.target(), aside, request.targetId());
      if (free) {
        findings.warning(
            IncusCode.ASIDE,
            sentence,
            new Finding.Fix(
                Leftover.BRING_BACK + aside, "Call it “" + request.targetId() + "” again"));
      } else {
        findings.warning(IncusCode.ASIDE, sentence + " Look at both, and remove one by hand.");
      }
    }
  }

  private boolean snapshotMissing(InstanceServer here) throws IOException {
    Optional<String> wanted = job.snapshot();
    if (wanted.isEmpty()) {
      return false;
    }
    if (!request.cloning()) {
      findings.blocker(
          IncusCode.SNAPSHOT,
          "A snapshot can be cloned but not moved: “%s” stays where it is."
              .formatted(request.source().id()));
    }
    List<InstanceSnapshot> all = here.snapshots().list(job.here());
    boolean missing = all.stream().noneMatch(s -> s.name().equals(wanted.get()));
    if (missing) {
      findings.blocker(
          IncusCode.SNAPSHOT,
          "“%s” has no snapshot “%s” on %s; it has: %s."
              .formatted(
                  request.source().id(),
                  wanted.get(),
                  request.source().node(),
                  all.isEmpty()
                      ? "none"
                      : String.join(", ", all.stream().map(InstanceSnapshot::name).toList())));
    }
    return missing;
  }

  private void state(Container container, Instance source) {
    common.state(container);
    if (container.state() == ContainerState.FROZEN) {
      findings.blocker(
          IncusCode.FROZEN,
          "“%s” is frozen on %s; unfreeze or stop it first."
              .formatted(request.source().id(), request.source().node()));
    }
    if (!request.cloning()
        && Boolean.parseBoolean(source.expandedConfig().get(Outfit.PROTECTION))) {
      findings.warning(
          IncusCode.PROTECTED,
          "“%s” is protected from being deleted on %s. For the original there that is lifted when its copy was verified; the copy is protected then."
              .formatted(request.source().id(), request.source().node()));
    }
    if (source.settings().ephemeral() && container.state().runs() && request.stops()) {
      findings.blocker(
          IncusCode.EPHEMERAL,
          "“%s” is ephemeral: %s would delete it as soon as it is stopped, before the rest was copied."
                  .formatted(request.source().id(), request.source().node())
              + " Make it lasting first (%s), or clone it without stopping it."
                  .formatted(ByHand.makeLasting(job)));
    }
  }

  /**
   * How the bytes go.
   *
   * @param runs whether there is anything to bring after the copy
   */
  private void route(InstanceServer here, InstanceServer there, boolean runs) throws IOException {
    route = Routes.find(job, here, there);
    if (route.isEmpty()) {
      findings.blocker(
          IncusCode.ROUTE,
          "%s and %s do not reach each other as it was wished; let it go through this computer."
              .formatted(request.source().node(), request.target()));
      return;
    }
    Route way = route.get().route();
    boolean refreshed = runs && !job.live() && job.snapshot().isEmpty();
    boolean through =
        refreshed && way != Route.RELAY && Routes.endsHere(job, Routes.areNear(here, there));
    String last = through ? " Its last refresh goes through this computer, near to both." : "";
    findings.fine(
        IncusCode.ROUTE,
        switch (way) {
          case RELAY ->
              "The bytes go through this computer; the servers need not reach each other.";
          case PULL ->
              "%s fetches it from %s.%s".formatted(request.target(), request.source().node(), last);
          case PUSH ->
              "%s brings it to %s.%s".formatted(request.source().node(), request.target(), last);
        });
  }
}
