package quayside.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.StepState;

/**
 * Times the carrying part of a move, from the first copy's beginning to the switch-over's end, and
 * sees how much the container wrote until it was stopped.
 */
final class Stretch implements Consumer<OperationView> {
  private final long made = System.nanoTime();
  private final Written written;
  private volatile double writeRate;
  private volatile long began;
  private volatile long ended;

  /** Bytes that the container wrote so far. */
  interface Written {
    long bytes() throws IOException;
  }

  Stretch(Written written) {
    this.written = written;
  }

  @Override
  public void accept(OperationView view) {
    long now = System.nanoTime();
    for (OperationView.StepView step : view.steps()) {
      if (step.name().equals("rootfs") && step.state() != StepState.TO_DO && began == 0) {
        began = now;
      }
      if (step.name().equals("switch") && step.state() != StepState.TO_DO) {
        stopped();
        ended = ended == 0 && step.state() == StepState.DONE ? now : ended;
      }
    }
  }

  /** The container writes no more, or will not in a moment. */
  void stopped() {
    try {
      if (writeRate == 0) {
        writeRate = written.bytes() * 1e9 / (System.nanoTime() - made);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes per second that the container wrote. */
  double writeRate() {
    return writeRate;
  }

  long nanos() {
    if (began == 0 || ended == 0) {
      throw new IllegalStateException("the move was not seen from its first copy to its end");
    }
    return ended - began;
  }
}
