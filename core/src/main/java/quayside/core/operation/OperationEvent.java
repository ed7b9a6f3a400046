package quayside.core.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What happens to an operation, in the order in which it is written to the journal. */
public sealed interface OperationEvent {

  /** It was ordered. Always the first. */
  record Planned(String id, Order order, List<String> steps, Instant at)
      implements OperationEvent {}

  /** It runs; once more each time it is continued. */
  record Began(Instant at) implements OperationEvent {}

  /** A step begins; on disk before anything is changed by it. */
  record StepStarted(String step) implements OperationEvent {}

  /** What a step is doing, in words. */
  record StepDetail(String step, String text) implements OperationEvent {}

  /** Bytes of a round. */
  record Progress(OperationView.Round round, OptionalLong rate, Optional<Duration> left)
      implements OperationEvent {}

  /** What a switch-over would mean. */
  record Forecasted(OperationView.Forecast forecast) implements OperationEvent {}

  /** It waits for somebody to decide. */
  record Waiting(String sentence) implements OperationEvent {}

  /**
   * From here it cannot be taken back; on disk before the switch-over begins.
   *
   * @param sourceRan whether the source ran until now
   */
  record Committed(boolean sourceRan) implements OperationEvent {}

  /** The switch-over failed and was taken back: cancelling is possible again. */
  record Reverted() implements OperationEvent {}

  /** The stop was measured. */
  record StopMeasured(OperationView.StopTime stop) implements OperationEvent {}

  /**
   * A step wrote something down for whoever goes on with it or takes it back; on disk at once.
   *
   * @param name the recipe's own
   */
  record Noted(String name, String value) implements OperationEvent {}

  /** A step is done. */
  record StepDone(String step) implements OperationEvent {}

  /** Everything is being taken back. */
  record Undoing() implements OperationEvent {}

  /** A step was taken back. */
  record StepUndone(String step) implements OperationEvent {}

  /** It ended. */
  record Ended(Outcome outcome, Instant at) implements OperationEvent {}

  /** Its line was put away. */
  record Dismissed() implements OperationEvent {}
}
