package quayside.core.migrate.incus;

import java.io.IOException;
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
import quayside.core.model.NodeFacts;

/** Asks both servers what is in the way of a move. Changes nothing. */
final class Inspection {
  /** Names of instances (REST API, {@code InstancesPost}): a host name. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

  private final Job job;
  private final MoveRequest request;
  private final Ends ends;
  private final Findings findings = new Findings();
  private final CommonChecks common;
  private Route route = Route.RELAY;

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
    InstanceServer here = Job.server(ends.source());
    return new Preflight(
        findings.sorted(),
        container.map(Container::disk).orElse(OptionalLong.empty()),
        Optional.empty(),
        container.flatMap(c -> SyncPolicy.expectedStop(request, c)),
        ByHand.all(job, here.info().platform(), route));
  }

  private void inspect(Container container) throws IOException {
    InstanceServer here = Job.server(ends.source());
    InstanceServer there = Job.server(ends.target());
    Instance source = here.instances().get(job.here());
    NodeFacts facts = ends.target().facts();
    state(container, source);
    if (!facts.projects().contains(job.targetProject())) {
      findings.blocker(
          IncusCode.PROJECT_MISSING,
          "%s has no project “%s”; make it there, or choose another."
              .formatted(request.target(), job.targetProject()));
      return;
    }
    Situation.find(there, job.there()).ifPresent(this::taken);
    new PlaceChecks(findings, common, job).check(source, there, facts, container.disk());
    new KindChecks(findings, job).check(source, here, there);
    if (request.options().network() && request.cloning()) {
      common.addresses(container, ends.target().list());
    }
    common.arch(source.settings().architecture(), facts.arch());
    route(here, there);
  }

  /** The name is somebody else's, or that of a half copy, which an earlier move left. */
  private void taken(Instance there) {
    if (Leftover.is(there)) {
      findings.blocker(
          IncusCode.LEFTOVER,
          "On %s a half copy “%s” is left from an earlier move; nobody uses it, unless that move still goes on somewhere."
              .formatted(request.target(), request.targetId()),
          new Finding.Fix(Leftover.REMOVE, "Remove the half copy from " + request.target()));
    } else {
      common.taken();
    }
  }

  private void state(Container container, Instance source) {
    common.state(container);
    if (container.state() == ContainerState.FROZEN) {
      findings.blocker(
          IncusCode.FROZEN,
          "“%s” is frozen on %s; unfreeze or stop it first."
              .formatted(request.source().id(), request.source().node()));
    }
    if (source.settings().ephemeral() && container.state().runs() && request.stops()) {
      findings.blocker(
          IncusCode.EPHEMERAL,
          "“%s” is ephemeral: %s would delete it as soon as it is stopped, before the rest was copied."
                  .formatted(request.source().id(), request.source().node())
              + " Make it lasting first, or clone it without stopping it.");
    }
  }

  private void route(InstanceServer here, InstanceServer there) throws IOException {
    Optional<Routes> found = Routes.find(job, here, there);
    if (found.isEmpty()) {
      findings.blocker(
          IncusCode.ROUTE,
          "%s and %s do not reach each other as it was wished; let it go through this computer."
              .formatted(request.source().node(), request.target()));
      return;
    }
    route = found.get().route();
    findings.fine(
        IncusCode.ROUTE,
        switch (route) {
          case RELAY ->
              "The bytes go through this computer; the servers need not reach each other.";
          case PULL ->
              "%s fetches it from %s.".formatted(request.target(), request.source().node());
          case PUSH -> "%s brings it to %s.".formatted(request.source().node(), request.target());
        });
  }
}
