package quayside.core.migrate.osctl;

import java.util.EnumSet;
import java.util.List;
import quayside.core.migrate.MoveRequest;
import quayside.core.operation.OperationAction;
import quayside.core.operation.Recipe.Judgement;

/** Says what a situation means, and what can be done about it. */
final class Judge {
  private final MoveRequest request;
  private final String source;
  private final String target;
  private final String id;

  Judge(MoveRequest request) {
    this.request = request;
    this.source = request.source().node();
    this.target = request.target();
    this.id = request.source().id();
  }

  Judgement of(Situation situation, boolean committed) {
    return switch (situation.stage()) {
      case NOTHING ->
          say(
              "Nothing is open: “"
                  + id
                  + "” is on "
                  + source
                  + " as before and "
                  + target
                  + " has no trace of it.",
              List.of(),
              OperationAction.CONTINUE,
              OperationAction.CANCEL);
      case LEFTOVER -> leftover(situation);
      case CONFIGURED, COPIED -> open(situation, committed);
      case SWITCHED -> switched(situation);
      case THERE -> there(situation, committed);
      case UNCLEAR -> unclear(situation);
    };
  }

  private Judgement leftover(Situation situation) {
    if (situation.source().isEmpty()) {
      return say(
          "“" + id + "” is not on " + source + " any more; its staged copy may lack something.",
          List.of(
              "On "
                  + target
                  + " is “"
                  + request.targetId()
                  + "”, copied before its original was removed by somebody. Look at it before"
                  + " removing anything."));
    }
    return say(
        "No send is open, but a half copy is left on " + target + ".",
        List.of(
            "On "
                + target
                + " a staged copy “"
                + request.targetId()
                + "” is left; to remove it by hand: "
                + ByHand.deleteTarget(request)),
        OperationAction.CANCEL);
  }

  private Judgement open(Situation situation, boolean committed) {
    boolean down = committed && !situation.sourceRuns();
    String state =
        down
            ? "The switch-over was begun and did not get through; “"
                + id
                + "” is stopped on "
                + source
                + "."
            : "“" + id + "” is on " + source + " as before.";
    String left =
        "A send to "
            + target
            + " is open, with a staged copy there; to take it back by hand: "
            + ByHand.cancel(request);
    return say(
        state + " The send to " + target + " is open.",
        down ? List.of(left, "To start it by hand: " + ByHand.startSource(request)) : List.of(left),
        OperationAction.CONTINUE,
        OperationAction.CANCEL);
  }

  private Judgement switched(Situation situation) {
    if (request.cloning()) {
      return say(
          "The clone is on " + target + "; the snapshots of the send are still on " + source + ".",
          List.of("To drop them by hand: " + ByHand.cleanup(request)),
          OperationAction.CONTINUE,
          OperationAction.CLEAN_UP);
    }
    if (situation.sourceRuns() && !situation.targetRuns()) {
      return say(
          "“" + id + "” runs on " + source + "; on " + target + " is a stopped copy.",
          List.of(
              "On "
                  + target
                  + " the stopped copy “"
                  + request.targetId()
                  + "” is left; to remove it by hand: "
                  + ByHand.deleteTarget(request)
                  + " and then "
                  + ByHand.forget(request)),
          OperationAction.CANCEL);
    }
    if (situation.sourceRuns()) {
      return say(
          "“"
              + id
              + "” runs on "
              + source
              + " and on "
              + target
              + ". Stop the one that is not"
              + " wanted; nothing is removed meanwhile.",
          List.of("Both " + source + " and " + target + " run “" + id + "”."),
          OperationAction.CONTINUE);
    }
    return say(
        "The container is on "
            + target
            + (situation.targetRuns() ? " and runs there" : ", stopped")
            + "; its stopped original is still on "
            + source
            + ".",
        List.of(
            "On "
                + source
                + " the stopped original of “"
                + id
                + "” is left with all its data. When the copy was found complete, to remove it by"
                + " hand: "
                + ByHand.cleanup(request)),
        OperationAction.CONTINUE,
        OperationAction.CLEAN_UP);
  }

  private Judgement there(Situation situation, boolean committed) {
    if (!committed) {
      return say(
          "On "
              + target
              + " is a container “"
              + request.targetId()
              + "” that does not come from"
              + " this operation.",
          List.of(),
          OperationAction.CANCEL);
    }
    if (request.cloning() || situation.source().isEmpty()) {
      return say(
          "It is done: the container is on " + target + ".", List.of(), OperationAction.CONTINUE);
    }
    return say(
        "The container is on " + target + "; its original was not removed from " + source + ".",
        List.of(
            "On "
                + source
                + " the original of “"
                + id
                + "” is left; when the copy was found complete, to remove it by hand: "
                + ByHand.deleteSource(request)),
        OperationAction.CONTINUE,
        OperationAction.CLEAN_UP);
  }

  private Judgement unclear(Situation situation) {
    if (situation.source().isEmpty()) {
      return say("“" + id + "” is neither on " + source + " nor on " + target + ".", List.of());
    }
    return say(
        "A send of “"
            + id
            + "” is open on "
            + source
            + ", but "
            + target
            + " has no staged copy of it.",
        List.of("To take it back by hand: " + ByHand.forget(request)),
        OperationAction.CANCEL);
  }

  /** While a node cannot be asked. */
  Judgement unknown(boolean committed) {
    var left =
        committed
            ? "The switch-over was begun: look on both nodes which of them runs “"
                + id
                + "” before starting or removing anything. If "
                + target
                + " has it complete, the rest is: "
                + ByHand.cleanup(request)
            : "A send from "
                + source
                + " to "
                + target
                + " may be open; to take it back by hand: "
                + ByHand.cancel(request);
    return committed
        ? say(
            "The nodes cannot be asked just now, so nothing is assumed.",
            List.of(left),
            OperationAction.CONTINUE)
        : say(
            "The nodes cannot be asked just now, so nothing is assumed.",
            List.of(left),
            OperationAction.CONTINUE,
            OperationAction.CANCEL);
  }

  private static Judgement say(String sentence, List<String> left, OperationAction... offers) {
    var set = EnumSet.noneOf(OperationAction.class);
    set.addAll(List.of(offers));
    return new Judgement(sentence, left, set);
  }
}
