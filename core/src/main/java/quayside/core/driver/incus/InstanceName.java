package quayside.core.driver.incus;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import quayside.core.driver.DriverException;
import quayside.core.model.NewInstance;

/**
 * Project and name of an instance, checked against what servers allow, so that neither can be
 * anything else in an address.
 */
record InstanceName(String project, String name) {
  private static final Pattern PROJECT = Pattern.compile("[^\\p{Cntrl}\\s/:*?&#%'\"]{1,63}");

  /** Reads {@code project:name}. */
  static InstanceName parse(String text) throws DriverException.NotFound {
    int colon = text.lastIndexOf(':');
    String project = text.substring(0, Math.max(0, colon));
    String name = text.substring(colon + 1);
    if (!PROJECT.matcher(project).matches() || !NewInstance.isName(name)) {
      throw new DriverException.NotFound(
          "There is no container “"
              + Refusals.beginning(text)
              + "”: no instance of Incus or LXD can have this name.");
    }
    return new InstanceName(project, name);
  }

  static boolean isProject(String text) {
    return PROJECT.matcher(text).matches();
  }

  /** Profiles are named as snapshots are: no blanks, no slashes; servers check the rest. */
  static boolean isProfile(String text) {
    return PROJECT.matcher(text).matches();
  }

  /** The address of something of it. */
  String path(String rest) {
    return "/1.0/instances/" + name + rest + "?project=" + escaped(project);
  }

  /** A word as part of an address. */
  static String escaped(String word) {
    return URLEncoder.encode(word, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return project + ":" + name;
  }
}
