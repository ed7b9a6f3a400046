package quayside.gui.bad;

import quayside.gui.rules.Breaks;

@Breaks("THREADS_START_IN_TWO_PLACES")
final class StartsThreads {
  void start(Runnable task) {
    Thread.ofVirtual().start(task);
  }
}
