package quayside.gui.bad;

import quayside.gui.rules.Breaks;

@Breaks("INTERRUPTS_IN_SSH_ONLY")
final class Interrupts {
  void stop(Thread other) {
    other.interrupt();
  }
}
