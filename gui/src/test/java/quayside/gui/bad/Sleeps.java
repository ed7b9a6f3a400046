package quayside.gui.bad;

import quayside.gui.rules.Breaks;

@Breaks("NOBODY_SLEEPS")
final class Sleeps {
  void rest() throws InterruptedException {
    Thread.sleep(1);
  }
}
