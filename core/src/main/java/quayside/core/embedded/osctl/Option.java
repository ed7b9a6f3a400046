package quayside.core.embedded.osctl;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One option of a command.
 *
 * @param names without dashes, a short one first
 * @param argument name of its value; null for a switch
 * @param negatable whether {@code --no-x} exists
 * @param on whether the switch is on unless negated
 * @param text its help
 * @param standard the value without it
 */
record Option(
    List<String> names,
    @Nullable String argument,
    boolean negatable,
    boolean on,
    String text,
    @Nullable String standard) {

  /** Reads {@code -S --state=state :: help :: default} as the command tree writes it. */
  static Option parse(String line) {
    String[] parts = line.strip().split(" :: ", 3);
    String spec = parts[0];
    String argument = null;
    int equals = spec.indexOf('=');
    if (equals >= 0) {
      argument = spec.substring(equals + 1);
      spec = spec.substring(0, equals);
    }
    boolean on = spec.endsWith("+");
    boolean negatable = spec.contains("--[no-]");
    spec = spec.replace("+", "").replace("[no-]", "");
    var names = new ArrayList<String>();
    for (String name : spec.split(" ", -1)) {
      names.add(name.replaceFirst("^--?", ""));
    }
    return new Option(
        List.copyOf(names), argument, negatable, on, parts[1], parts.length > 2 ? parts[2] : null);
  }

  /** The name by which commands ask for it. */
  String key() {
    return names.getLast();
  }

  boolean isFlag() {
    return argument != null;
  }

  /** As the list of options shows it: {@code -p, --port=port}. */
  String label() {
    var labels = new ArrayList<String>();
    for (String name : names) {
      labels.add((name.length() == 1 ? "-" : negatable ? "--[no-]" : "--") + name);
    }
    return String.join(", ", labels) + (argument == null ? "" : "=" + argument);
  }

  /** As a synopsis shows it: {@code [-p port|--port port]}. */
  String synopsis() {
    var labels = new ArrayList<String>();
    for (String name : names) {
      labels.add(
          (name.length() == 1 ? "-" : "--") + name + (argument == null ? "" : " " + argument));
    }
    return "[" + String.join("|", labels) + "]";
  }

  /** The help with the default behind it. */
  String description() {
    if (isFlag()) {
      return text + " (default: " + (standard == null ? "none" : standard) + ")";
    }
    return on ? text + " (default: enabled)" : text;
  }
}
