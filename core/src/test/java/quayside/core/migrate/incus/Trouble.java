package quayside.core.migrate.incus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import quayside.core.operation.OperationEvent;

/** What happens to servers and containers while an operation goes on. */
@FunctionalInterface
interface Trouble {
  void make() throws IOException;

  /** Makes trouble once, when a step begins; before the step goes on. */
  static Consumer<OperationEvent> at(String step, Trouble trouble) {
    var made = new AtomicBoolean();
    return event -> {
      if (event instanceof OperationEvent.StepStarted started
          && started.step().equals(step)
          && made.compareAndSet(false, true)) {
        try {
          trouble.make();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }
}
