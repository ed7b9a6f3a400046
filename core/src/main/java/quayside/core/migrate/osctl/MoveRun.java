package quayside.core.migrate.osctl;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import quayside.core.driver.NativeSend;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.way.StopClock;
import quayside.core.migrate.way.SyncPolicy;
import quayside.core.operation.StepContext;
import quayside.core.problem.ProblemException;

/** What the steps of one run tell each other. */
final class MoveRun {
  final Errand errand;
  final MoveRequest request;
  final SyncPolicy policy = new SyncPolicy();
  Situation.Stage stage = Situation.Stage.NOTHING;
  boolean verified;
  boolean proven;
  private String looked = "";
  List<String> datasets = List.of();
  @Nullable StopClock clock;

  MoveRun(Errand errand) {
    this.errand = errand;
    this.request = errand.request();
  }

  /** The source's name on its node. */
  String name() {
    return request.source().onNode();
  }

  Situation look(StepContext context) throws IOException {
    Situation situation = Situation.look(context, request);
    stage = situation.stage();
    return situation;
  }

  /**
   * Lets nobody switch over before the newest round was seen whole on the target.
   *
   * @throws quayside.core.problem.ProblemException if it was not
   */
  void proveArrival(StepContext context, Situation situation) throws IOException {
    String newest = Arrival.newest(situation).orElse("");
    if (newest.equals(looked)) {
      return;
    }
    Arrival.Finding arrival = Arrival.look(context, this, situation);
    if (!arrival.missing().isEmpty()) {
      throw problem(
          "copy-incomplete",
          "The copy is not complete",
          "The newest round ("
              + newest
              + ") did not arrive whole on "
              + request.target()
              + ": "
              + String.join(", ", arrival.missing())
              + ". Nothing was switched over.",
          "Continue to begin the copy anew, or cancel.");
    }
    context.detail(
        arrival.proven()
            ? "Arrived whole: the same guids on both nodes"
            : "The nodes do not tell guids: whether all arrived is judged by sizes alone");
    looked = newest;
    proven = arrival.proven();
  }

  /** Whether the target took over already, so that only verifying and cleaning up are left. */
  boolean past() {
    return stage == Situation.Stage.SWITCHED || stage == Situation.Stage.THERE;
  }

  /** Names of the source's datasets, root first. */
  List<String> datasetNames(StepContext context) throws IOException {
    return Situation.sends(context.source()).datasets(name()).stream()
        .map(NativeSend.Dataset::name)
        .collect(Collectors.toList());
  }

  static ProblemException problem(String code, String title, String sentence, String tryThis) {
    return new ProblemException(code, title, sentence, tryThis);
  }
}
