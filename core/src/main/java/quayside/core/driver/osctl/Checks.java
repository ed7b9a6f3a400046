package quayside.core.driver.osctl;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import quayside.core.driver.DriverException;
import quayside.core.model.PeerAddress;

/** Words that osctld would take for something else, or put into a shell line unescaped (§3.2). */
final class Checks {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9:][A-Za-z0-9._:-]{0,253}");

  private Checks() {}

  static void host(PeerAddress target) throws DriverException {
    check(HOST.matcher(target.host()).matches(), "host", target.host());
  }

  static void allowed(Optional<String> value, Predicate<String> pattern, String what)
      throws DriverException {
    check(value.isEmpty() || pattern.test(value.get()), what, value.orElse(""));
  }

  static void check(boolean good, String what, String value) throws DriverException {
    if (!good) {
      throw new DriverException.Rejected(
          "“"
              + Refusals.beginning(value)
              + "” cannot be used as a "
              + what
              + " on vpsAdminOS;"
              + " nothing was asked of the node.");
    }
  }
}
