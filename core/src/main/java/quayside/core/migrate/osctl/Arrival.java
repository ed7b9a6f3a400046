package quayside.core.migrate.osctl;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import quayside.core.driver.DriverException;
import quayside.core.driver.NativeSend.Holding;
import quayside.core.driver.NativeSend.SendLog;
import quayside.core.migrate.way.Sizes;
import quayside.core.model.Container;
import quayside.core.operation.StepContext;

/**
 * Whether everything arrived. Before the switch-over a proof is possible: a snapshot has the same
 * guid on both nodes once its stream, and all those before it, were received whole. Afterwards the
 * target drops its snapshots, and only sizes can be compared.
 */
final class Arrival {
  private static final long SLACK = 8L << 20;
  private static final int PERCENT = 100;

  /**
   * What the look at the newest snapshot showed.
   *
   * @param snapshot which it was
   * @param told whether the nodes told enough for a proof
   * @param missing datasets whose newest round is not on the target
   */
  record Finding(String snapshot, boolean told, List<String> missing) {
    boolean proven() {
      return told && missing.isEmpty();
    }
  }

  private Arrival() {}

  static Optional<String> newest(Situation situation) {
    return situation
        .sourceLog()
        .map(SendLog::snapshots)
        .filter(s -> !s.isEmpty())
        .map(List::getLast);
  }

  /** Looks for the newest snapshot of the send on both nodes. */
  static Finding look(StepContext context, MoveRun run, Situation situation) throws IOException {
    String snapshot = newest(situation).orElse("");
    Optional<Container> target = situation.target();
    if (snapshot.isEmpty() || target.isEmpty()) {
      return new Finding(snapshot, false, List.of());
    }
    Map<String, String> here;
    Map<String, String> there;
    try {
      here = guids(Situation.sends(context.source()).holdings(run.name(), Optional.of(snapshot)));
      there =
          guids(
              Situation.sends(context.target())
                  .holdings(target.get().ref().onNode(), Optional.of(snapshot)));
    } catch (DriverException.Rejected _) {
      return new Finding(snapshot, false, List.of());
    }
    boolean told = !here.isEmpty() && !here.containsValue("") && !there.containsValue("");
    var missing = new TreeSet<String>();
    here.forEach((dataset, guid) -> {
      String copy = there.get(dataset);
      if (copy == null || (told && !copy.equals(guid))) {
        missing.add(dataset);
      }
    });
    return new Finding(snapshot, told, List.copyOf(missing));
  }

  private static Map<String, String> guids(List<Holding> holdings) {
    return holdings.stream().collect(Collectors.toMap(Holding::dataset, Holding::guid));
  }

  /**
   * What is wrong with the copy after the switch-over, judged by its datasets and their sizes.
   *
   * @param copyMayShrink the copy was proven and runs, so it may have emptied its folders for
   *     temporary files; less than half is wrong even then
   */
  static Optional<String> shortfall(
      List<Holding> sent, List<Holding> copies, boolean copyMayShrink) {
    Map<String, Holding> there =
        copies.stream().collect(Collectors.toMap(Holding::dataset, Function.identity()));
    String missing =
        sent.stream()
            .map(Holding::dataset)
            .filter(name -> !there.containsKey(name))
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      return Optional.of("datasets are missing there: " + missing);
    }
    for (Holding original : sent) {
      Holding copy = there.get(original.dataset());
      if (copy == null || original.bytes().isEmpty() || copy.bytes().isEmpty()) {
        continue;
      }
      long wanted = original.bytes().getAsLong();
      long slack = SLACK + (copyMayShrink ? wanted / 2 : wanted / PERCENT);
      if (copy.bytes().getAsLong() + slack < wanted) {
        return Optional.of(
            "“"
                + original.dataset()
                + "” holds "
                + Sizes.text(copy.bytes().getAsLong())
                + " there instead of "
                + Sizes.text(wanted));
      }
    }
    return Optional.empty();
  }

  /** Whether sizes could be compared at all. */
  static boolean toldSizes(List<Holding> sent, List<Holding> copies) {
    return sent.stream().allMatch(h -> h.bytes().isPresent())
        && copies.stream().allMatch(h -> h.bytes().isPresent());
  }
}
