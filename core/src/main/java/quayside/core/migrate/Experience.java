package quayside.core.migrate;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Kind;
import quayside.core.operation.Operations;

/** How fast earlier moves between two nodes were. */
final class Experience {
  private final Map<Pair, Double> bytesPerSecond = new ConcurrentHashMap<>();

  private record Pair(String source, String target) {}

  /** Learns from what was, and from now on from each that ends. */
  Experience(Operations operations) {
    operations.operations().reversed().forEach(this::learn);
    var _ = operations.watch(this::learn); // lives as long as the operations do
  }

  private void learn(OperationView view) {
    boolean moved = view.kind() == Kind.MOVE || view.kind() == Kind.CLONE;
    if (moved && view.status() == OperationView.Status.SUCCEEDED && view.ended().isPresent()) {
      double seconds = Duration.between(view.started(), view.ended().get()).toMillis() / 1000.0;
      if (seconds > 0 && view.bytesDone() > 0) {
        var pair =
            new Pair(view.source().onNode().orElseThrow(), view.target().onNode().orElseThrow());
        bytesPerSecond.put(pair, view.bytesDone() / seconds);
      }
    }
  }

  /** How long so many bytes would take, if that can be told. */
  Optional<Duration> duration(MoveRequest request, OptionalLong bytes) {
    Double known = bytesPerSecond.get(new Pair(request.source().node(), request.target()));
    return known == null || bytes.isEmpty()
        ? Optional.empty()
        : Optional.of(Duration.ofMillis((long) (bytes.getAsLong() * 1000 / known)));
  }
}
