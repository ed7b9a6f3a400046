package quayside.gui.bad;

import quayside.gui.rules.Breaks;

@Breaks({"ERRORS_HAVE_TYPES", "EXITS_IN_MAINS_ONLY"})
final class Vague {
  public void end(boolean fail) throws Exception {
    if (fail) {
      throw new Exception("something");
    }
    System.exit(1);
  }
}
