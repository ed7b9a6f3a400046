package quayside.gui.bad;

import java.io.IOException;
import quayside.gui.rules.Breaks;

@Breaks("PROCESSES_IN_LOCAL_ONLY")
final class Runs {
  Process run() throws IOException {
    return new ProcessBuilder("true").start();
  }
}
