package quayside.core.driver.osctl;

import java.util.regex.Pattern;
import quayside.core.driver.DriverException;

/** osctld's refusals as exceptions, by their texts (recorded from osctld 24.05). */
final class Refusals {
  private static final Pattern HELD = Pattern.compile("is held by '?(.*?)'?$", Pattern.MULTILINE);
  private static final Pattern NOT_FOUND =
      Pattern.compile("^(container|pool|user|group|dataset)( .*)? not found");
  private static final int SHOWN = 300;

  private Refusals() {}

  /** What a message of osctld means for a call. */
  static DriverException of(String message, Call call) {
    String text = beginning(message.strip());
    var held = HELD.matcher(message);
    if (held.find()) {
      String holder = held.group(1);
      return new DriverException.Busy(
          call.subject()
              + " is busy: "
              + (holder.isEmpty() ? "something else" : holder)
              + " works on it.",
          holder);
    }
    if (text.equals("container not found")) {
      return new DriverException.NotFound("There is no container " + call.subject() + " there.");
    }
    if (NOT_FOUND.matcher(text).find()) {
      return new DriverException.NotFound("The node answered “" + text + "”.");
    }
    if (text.startsWith("Unsupported command") || text.startsWith("Unknown command")) {
      return new DriverException.Unsupported(
          "The node's version cannot do this; it answered “" + text + "”.");
    }
    if (text.startsWith("internal error")) {
      return new DriverException.Rejected(
          "The node answered “internal error” to “"
              + call.label()
              + "” and gave no reason; its"
              + " system log (osctld) has it.");
    }
    return new DriverException.Rejected("The node answered “" + text + "”.");
  }

  /** The beginning of a text, without control characters, to be shown. */
  static String beginning(String text) {
    String cut = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    return cut.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "�");
  }
}
