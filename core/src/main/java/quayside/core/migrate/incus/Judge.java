package quayside.core.migrate.incus;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import quayside.core.migrate.MoveRequest;
import quayside.core.model.Instance;
import quayside.core.operation.OperationAction;
import quayside.core.operation.Recipe.Judgement;

/** Says what a situation means, and what can be done about it. */
final class Judge {
  private final Job job;
  private final MoveRequest request;
  private final String source;
  private final String target;
  private final String id;

  Judge(Job job) {
    this.job = job;
    this.request = job.request();
    this.source = request.source().node();
    this.target = request.target();
    this.id = request.source().id();
  }

  /**
   * Says it.
   *
   * @param held whether the source is kept from starting with its server
   */
  Judgement of(Situation situation, boolean committed, boolean held) {
    Judgement judged = judged(situation, committed);
    var left = new ArrayList<>(judged.leftovers());
    if (held) {
      left.add(
          "On %s “%s” is kept from starting together with its server meanwhile (%s=false)."
              .formatted(source, id, Outfit.AUTOSTART));
    }
    situation.aside().ifPresent(old -> left.add(aside(old)));
    return new Judgement(judged.sentence(), left, judged.offers());
  }

  private String aside(Instance old) {
    return "On %s “%s” is what “%s” was there before the refresh; to bring it back by hand when nothing has its name: %s"
        .formatted(
            target,
            Aside.name(request.targetId(), job.mark()),
            request.targetId(),
            ByHand.bringBack(job, old));
  }

  private Judgement judged(Situation situation, boolean committed) {
    if (new Aside(job).isNeeded(situation) && situation.mark().isEmpty()) {
      return say(
          "“%s” is on %s%s; the refresh on %s was not begun or was taken back, and what was there is whole."
              .formatted(id, source, situation.sourceRuns() ? ", running" : "", target),
          List.of(),
          OperationAction.CONTINUE,
          OperationAction.CANCEL);
    }
    return switch (situation.stage()) {
      case NOTHING ->
          say(
              "Nothing is begun: “%s” is on %s%s and %s has no trace of it."
                  .formatted(
                      id, source, situation.sourceRuns() ? ", running," : ", stopped,", target),
              List.of(),
              OperationAction.CONTINUE,
              OperationAction.CANCEL);
      case PARTIAL, COPIED ->
          situation.copyIsUsed() ? used(situation) : begun(situation, committed);
      case COMPLETE -> complete(situation);
      case THERE -> there(situation, committed);
      case GONE -> say("“%s” is neither on %s nor on %s.".formatted(id, source, target), List.of());
    };
  }

  private Judgement begun(Situation situation, boolean committed) {
    String copy =
        "On %s a stopped copy “%s” is left; to remove it by hand: %s"
            .formatted(target, request.targetId(), ByHand.deleteTarget(job));
    if (situation.source().isEmpty()) {
      return say(
          "“%s” is not on %s any more, and its copy on %s may lack something."
              .formatted(id, source, target),
          List.of(
              "On %s is “%s”, copied before its original was removed by somebody. Look at it before removing anything."
                  .formatted(target, request.targetId())));
    }
    boolean down = committed && !situation.sourceRuns();
    String state =
        down
            ? "The switch-over was begun and did not get through; “%s” is stopped on %s with all its data."
                .formatted(id, source)
            : "“%s” is on %s as before; its copy on %s is not complete."
                .formatted(id, source, target);
    return say(
        state,
        down ? List.of(copy, "To start it by hand: " + ByHand.startSource(job)) : List.of(copy),
        OperationAction.CONTINUE,
        OperationAction.CANCEL);
  }

  /** Somebody started the copy before it was complete. */
  private Judgement used(Situation situation) {
    return say(
        "“%s” on %s was started by somebody before everything was copied; %s. Each may hold what the other does not, so nothing is removed."
            .formatted(
                request.targetId(),
                target,
                situation.source().isEmpty()
                    ? "“%s” is not on %s any more".formatted(id, source)
                    : "“%s” %s on %s"
                        .formatted(id, situation.sourceRuns() ? "runs" : "is stopped", source)),
        List.of(
            "On %s is the copy “%s”; if it is not wanted, stop it and remove it by hand: %s"
                .formatted(target, request.targetId(), ByHand.deleteTarget(job))),
        OperationAction.CONTINUE,
        OperationAction.CANCEL);
  }

  private Judgement complete(Situation situation) {
    if (request.cloning()) {
      return say(
          "The clone is on %s and was not looked at yet.".formatted(target),
          List.of(
              "On %s “%s” still has the mark of this operation in its settings (%s)."
                  .formatted(target, request.targetId(), Mark.KEY)),
          OperationAction.CONTINUE,
          OperationAction.CLEAN_UP);
    }
    if (situation.source().isEmpty()) {
      return say(
          "It is on %s; only the mark of this operation is left there.".formatted(target),
          List.of(),
          OperationAction.CONTINUE);
    }
    if (situation.sourceRuns() && situation.targetRuns()) {
      return say(
          "“%s” runs on %s and on %s. Stop the one that is not wanted; nothing is removed meanwhile."
              .formatted(id, source, target),
          List.of("Both %s and %s run “%s”.".formatted(source, target, id)),
          OperationAction.CONTINUE);
    }
    if (situation.bothAreUsed() && !situation.targetRuns()) {
      return say(
          "“%s” was started on %s again, after it had run on %s: each may hold what the other does not, so nothing is removed."
              .formatted(id, source, target),
          List.of(
              "“%s” is on %s, and “%s” on %s, stopped; remove the one that is not wanted by hand: %s or %s"
                  .formatted(
                      id,
                      source,
                      request.targetId(),
                      target,
                      ByHand.deleteSource(job),
                      ByHand.deleteTarget(job))),
          OperationAction.CONTINUE);
    }
    if (situation.sourceIsNewer() && !situation.targetRuns()) {
      return say(
          "“%s” was started on %s again; on %s is a stopped, older copy."
              .formatted(id, source, target),
          List.of(
              "On %s the copy “%s” is left; to remove it by hand: %s"
                  .formatted(target, request.targetId(), ByHand.deleteTarget(job))),
          OperationAction.CANCEL);
    }
    return say(
        "The container is on %s%s; its stopped original is still on %s."
            .formatted(target, situation.targetRuns() ? " and runs there" : ", stopped", source),
        List.of(
            "On %s the stopped original of “%s” is left with all its data. When the copy was found complete, to remove it by hand: %s"
                .formatted(source, id, ByHand.deleteSource(job))),
        OperationAction.CONTINUE,
        OperationAction.CLEAN_UP);
  }

  private Judgement there(Situation situation, boolean committed) {
    if (!committed && job.refreshes()) {
      return say(
          "Nothing is begun: “%s” is on %s, and on %s “%s” is as it was."
              .formatted(id, source, target, request.targetId()),
          List.of(),
          OperationAction.CONTINUE,
          OperationAction.CANCEL);
    }
    if (!committed) {
      return say(
          "On %s is a container “%s” that does not come from this operation."
              .formatted(target, request.targetId()),
          List.of(),
          OperationAction.CANCEL);
    }
    if (request.cloning() || situation.source().isEmpty()) {
      return say(
          "It is done: the container is on %s.".formatted(target),
          List.of(),
          OperationAction.CONTINUE);
    }
    return say(
        "On %s is a container “%s” without the mark of this operation, and “%s” is on %s: which of them is the right one cannot be told."
            .formatted(target, request.targetId(), id, source),
        List.of(
            "Both are left as they are: “%s” on %s and “%s” on %s."
                .formatted(id, source, request.targetId(), target)));
  }

  /** While a server cannot be asked. */
  Judgement unknown(boolean committed) {
    String sentence = "The nodes cannot be asked just now, so nothing is assumed.";
    return committed
        ? say(
            sentence,
            List.of(
                "The switch-over was begun: look on both nodes which of them runs “%s” before starting or removing anything."
                    .formatted(id)),
            OperationAction.CONTINUE)
        : say(
            sentence,
            List.of(
                "On %s a stopped copy “%s” may be left; to remove it by hand: %s"
                    .formatted(target, request.targetId(), ByHand.deleteTarget(job))),
            OperationAction.CONTINUE,
            OperationAction.CANCEL);
  }

  private static Judgement say(String sentence, List<String> left, OperationAction... offers) {
    var set = EnumSet.noneOf(OperationAction.class);
    set.addAll(List.of(offers));
    return new Judgement(sentence, left, set);
  }
}
