package quayside.core.driver.osctl;

import java.util.regex.Pattern;
import quayside.core.driver.DriverException;

/**
 * A container's pool and id, checked against what osctld allows (facts: ids are {@code
 * [a-z0-9_-]{1,100}} in any case), so that neither can mean anything to a shell or a path.
 */
record ContainerName(String pool, String id) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]{0,99}");
  private static final Pattern POOL = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,99}");

  /** Reads {@code pool:id}. */
  static ContainerName parse(String name) throws DriverException.NotFound {
    int colon = name.indexOf(':');
    String pool = name.substring(0, Math.max(0, colon));
    String id = name.substring(colon + 1);
    if (!POOL.matcher(pool).matches() || !ID.matcher(id).matches()) {
      throw new DriverException.NotFound(
          "There is no container “"
              + Refusals.beginning(name)
              + "”: no container of vpsAdminOS can have this name.");
    }
    return new ContainerName(pool, id);
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  static boolean isPool(String text) {
    return POOL.matcher(text).matches();
  }

  @Override
  public String toString() {
    return pool + ":" + id;
  }
}
