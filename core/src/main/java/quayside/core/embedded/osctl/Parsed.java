package quayside.core.embedded.osctl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was typed: global options, the command, the options of the levels down to it and what is
 * left. Options stand before the words at each level; the first other word ends them.
 */
record Parsed(
    Verb verb,
    boolean help,
    Map<String, String> globals,
    Map<String, String> options,
    List<String> arguments) {
  private static final String YES = "true";
  private static final String NO = "false";

  static Parsed parse(Verb root, List<String> argv) throws UsageException {
    var globals = new HashMap<String, String>();
    int at = level(root, argv, 0, globals);
    var options = new HashMap<String, String>();
    Verb verb = root;
    boolean help = globals.containsKey("help");
    while (!help && at < argv.size()) {
      Verb child = verb.child(argv.get(at));
      if (child == null) {
        break;
      }
      verb = child;
      at = level(verb, argv, at + 1, options);
      help = options.containsKey("help");
    }
    return new Parsed(verb, help, globals, options, argv.subList(at, argv.size()));
  }

  private static int level(Verb verb, List<String> argv, int from, Map<String, String> values)
      throws UsageException {
    int at = from;
    while (at < argv.size()) {
      String word = argv.get(at);
      if (word.equals("--")) {
        return at + 1;
      }
      if (word.length() < 2 || !word.startsWith("-")) {
        return at;
      }
      at++;
      if (word.startsWith("--")) {
        at = longOption(verb, argv, at, word, values);
      } else {
        at = shortOptions(verb, argv, at, word, values);
      }
    }
    return at;
  }

  private static int longOption(
      Verb verb, List<String> argv, int next, String word, Map<String, String> values)
      throws UsageException {
    int equals = word.indexOf('=');
    String name = word.substring(2, equals < 0 ? word.length() : equals);
    if (name.equals("help")) {
      values.put("help", YES);
      return next;
    }
    boolean negated = name.startsWith("no-");
    Option option = find(verb, negated ? name.substring(3) : name);
    if (option == null || (negated && !option.negatable())) {
      throw new UsageException(verb, "Unknown option --" + name);
    }
    if (!option.isFlag()) {
      values.put(option.key(), negated ? NO : YES);
      return next;
    }
    if (equals >= 0) {
      values.put(option.key(), word.substring(equals + 1));
      return next;
    }
    return value(verb, argv, next, "--" + name, option, values);
  }

  private static int shortOptions(
      Verb verb, List<String> argv, int next, String word, Map<String, String> values)
      throws UsageException {
    for (int i = 1; i < word.length(); i++) {
      String name = word.substring(i, i + 1);
      Option option = verb.option(name);
      if (option == null) {
        throw new UsageException(verb, "Unknown option -" + name);
      }
      if (option.isFlag()) {
        if (i + 1 < word.length()) {
          values.put(option.key(), word.substring(i + 1));
          return next;
        }
        return value(verb, argv, next, "-" + name, option, values);
      }
      values.put(option.key(), YES);
    }
    return next;
  }

  private static int value(
      Verb verb, List<String> argv, int at, String shown, Option option, Map<String, String> values)
      throws UsageException {
    if (at >= argv.size()) {
      throw new UsageException(verb, "missing argument: " + shown);
    }
    values.put(option.key(), argv.get(at));
    return at + 1;
  }

  private static @Nullable Option find(Verb verb, String name) {
    Option exact = name.length() > 1 ? verb.option(name) : null;
    if (exact != null) {
      return exact;
    }
    var fitting = new ArrayList<Option>();
    for (Option option : verb.options()) {
      if (!name.isEmpty() && option.key().length() > 1 && option.key().startsWith(name)) {
        fitting.add(option);
      }
    }
    return fitting.size() == 1 ? fitting.getFirst() : null;
  }
}
