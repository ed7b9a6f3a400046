package quayside.core.migrate.incus;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import quayside.core.driver.InstanceServer;
import quayside.core.driver.InstanceTransfers.Arrival;
import quayside.core.driver.InstanceTransfers.Way;
import quayside.core.driver.OwnSetting;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.way.RoundMeter;
import quayside.core.migrate.way.StopClock;
import quayside.core.migrate.way.SyncPolicy;
import quayside.core.model.Instance;
import quayside.core.model.InstanceSettings;
import quayside.core.operation.StepContext;
import quayside.core.problem.ProblemException;

/** What the steps of one run tell each other. */
final class Run {
  final Job job;
  final MoveRequest request;
  final SyncPolicy policy = new SyncPolicy();
  Situation.Stage stage = Situation.Stage.NOTHING;
  boolean verified;

  /** When the source was last started, if it stood still when it was copied whole. */
  Optional<String> copiedAtRest = Optional.empty();

  @Nullable StopClock clock;
  private @Nullable Routes route;
  private boolean routed;
  private boolean near;

  Run(Job job) {
    this.job = job;
    this.request = job.request();
  }

  Situation look(StepContext context) throws IOException {
    Situation situation = Situation.look(context, job);
    stage = situation.stage();
    if (situation.copyIsUsed()) {
      throw used(job);
    }
    return situation;
  }

  /** Whether the copy has everything already, so that only starting and verifying are left. */
  boolean past() {
    return stage == Situation.Stage.COMPLETE || stage == Situation.Stage.THERE;
  }

  /** Whether the source has stood still since it was copied whole: the copy is up to date. */
  boolean isAtRest(Situation now) {
    return !now.sourceRuns() && copiedAtRest.equals(Optional.of(now.lastUsed()));
  }

  /**
   * Carries the source to the target.
   *
   * @param refresh only what the copy lacks
   * @return the bytes that were carried
   */
  long carry(StepContext context, RoundMeter meter, boolean refresh) throws IOException {
    return carry(context, meter, refresh, false);
  }

  /**
   * Brings what the copy lacks while nobody is served. Servers compress all that they send each
   * other, and what they find unchanged, too; through a computer that is near it goes faster.
   */
  long carryLast(StepContext context, RoundMeter meter) throws IOException {
    return carry(context, meter, true, true);
  }

  private long carry(StepContext context, RoundMeter meter, boolean refresh, boolean last)
      throws IOException {
    InstanceServer here = InstanceServer.of(context.source());
    InstanceServer there = InstanceServer.of(context.target());
    Instance source = job.original(here);
    Outfit outfit = outfit(context, source);
    boolean snapshots = job.snapshots() && Kinds.takesSnapshots(here, there);
    boolean writes = source.state().runs() && !job.live(); // that is frozen for its last files
    var what = new Way(job.live(), snapshots, writes, job.snapshot());
    var arrival =
        new Arrival(
            job.targetProject(),
            request.targetId(),
            outfit.begun(Mark.begun(job, source)),
            what,
            Optional.ofNullable(source.settings().config().get(Outfit.BASE_IMAGE)),
            refresh);
    context.patience(context.limits().stall());
    Routes usual = route(context, here, there);
    boolean through = last && Routes.endsHere(job, near);
    Routes way = through ? Routes.RELAY : usual;
    var carriage = new Carriage(here, there, near, meter);
    if (job.live()) {
      OptionalLong memory = here.instances().state(job.here()).memory();
      try (var watch = new RestoreWatch(there, job.there(), memory, context.limits().poll())) {
        carriage.watchedBy(watch);
        carriage.run(job.here(), arrival, way);
      }
    } else {
      carriage.run(job.here(), arrival, way);
    }
    context.patience(context.limits().answer());
    return carriage.finish();
  }

  /** Puts what is to be refreshed aside, and a copy of it in its place. */
  void putAside(StepContext context) throws IOException {
    boolean snapshots =
        job.snapshots()
            && Kinds.takesSnapshots(
                InstanceServer.of(context.source()), InstanceServer.of(context.target()));
    new Aside(job).put(context, begun(context), snapshots);
  }

  /** What the copy is to be like when it is begun. */
  InstanceSettings begun(StepContext context) throws IOException {
    Instance source = job.original(InstanceServer.of(context.source()));
    return outfit(context, source).begun(Mark.begun(job, source));
  }

  /** What the copy is to be like in the end, if its original is like this. */
  Outfit outfit(StepContext context, Instance source) throws IOException {
    return Outfit.of(
        job,
        Autostart.asItWas(context, source),
        InstanceServer.of(context.source()),
        InstanceServer.of(context.target()));
  }

  /** The way that the check found just now. */
  void goes(Routes found) {
    route = found;
  }

  /** The route, found out once: what was reached a moment ago is not asked again. */
  private Routes route(StepContext context, InstanceServer here, InstanceServer there)
      throws IOException {
    Routes known = route;
    if (known == null) {
      known =
          Routes.find(job, here, there)
              .orElseThrow(() ->
                  problem(
                      "no-route",
                      "The servers do not reach each other",
                      "%s and %s do not reach each other as it was wished. Nothing was changed."
                          .formatted(request.source().node(), request.target()),
                      "Let it go through this computer."));
      route = known;
    }
    if (!routed) {
      routed = true;
      near = Routes.areNear(here, there);
      context.detail(
          switch (known.route()) {
            case RELAY -> "Through this computer";
            case PULL -> "%s fetches it at %s".formatted(request.target(), known.address());
            case PUSH -> "Brought to %s at %s".formatted(request.target(), known.address());
          });
    }
    return known;
  }

  /** Writes down at the target how far the copy is. */
  void mark(StepContext context, Mark mark) throws IOException {
    mark.write(InstanceServer.of(context.target()), job.there());
  }

  /**
   * Writes down at the target that the copy has everything, in one with all settings that the
   * source has by now: those of a copy are as they were when it was begun.
   */
  void complete(StepContext context, Instance source, String lastUsed) throws IOException {
    Outfit outfit = outfit(context, source);
    var mark = new Mark(job.mark(), Mark.Stage.COMPLETE, lastUsed);
    OwnSetting.change(
        InstanceServer.of(context.target()).instances(),
        job.there(),
        made ->
            job.live()
                ? outfit.released(made, mark)
                : new Aside(job).keeping(outfit.finished(made, mark), made.devices()));
  }

  /**
   * Writes down that the copy is nobody's container again, for it does not start.
   *
   * @param tried when that was tried, as its server tells
   */
  void reopen(StepContext context, String tried) throws IOException {
    var mark = new Mark(job.mark(), Mark.Stage.COPIED, tried);
    OwnSetting.change(
        InstanceServer.of(context.target()).instances(),
        job.there(),
        made -> Outfit.held(made, mark));
  }

  /** Somebody uses the copy, or did. */
  static ProblemException used(Job job) {
    MoveRequest request = job.request();
    return problem(
        "copy-used",
        "The copy was started",
        "“%s” on %s was started by somebody before everything was copied, so it may hold what “%s” on %s does not. Nothing is removed or overwritten."
            .formatted(
                request.targetId(),
                request.target(),
                request.source().id(),
                request.source().node()),
        "Look at both. When the copy is not wanted, stop it and remove it by hand, then continue or cancel: %s"
            .formatted(ByHand.deleteTarget(job)));
  }

  static ProblemException problem(String code, String title, String sentence, String tryThis) {
    return new ProblemException(code, title, sentence, tryThis);
  }
}
