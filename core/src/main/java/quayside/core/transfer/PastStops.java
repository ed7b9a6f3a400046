package quayside.core.transfer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.StepView;
import quayside.core.operation.Operations;
import quayside.core.operation.Place;
import quayside.core.operation.Step;
import quayside.core.transfer.way.ExportWay;

/**
 * How long containers were stopped for exports before. How long one takes to end and to start is
 * its own affair, and nothing else foretells it.
 */
final class PastStops {
  private PastStops() {}

  /** The last measured stop of a container for an export by the same way. */
  static Optional<Duration> last(Operations operations, ExportRequest request, ExportWay way) {
    List<String> steps =
        way.recipe().plan(way.order(request)).steps().stream().map(Step::name).toList();
    return operations.operations().stream()
        .filter(view -> view.kind() == OperationView.Kind.EXPORT)
        .filter(view -> view.source().equals(Place.of(request.source())))
        .filter(view -> view.steps().stream().map(StepView::name).toList().equals(steps))
        .flatMap(view -> view.stop().stream())
        .map(OperationView.StopTime::total)
        .findFirst();
  }
}
