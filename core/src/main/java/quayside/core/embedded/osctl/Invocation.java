package quayside.core.embedded.osctl;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.osctld.OsctldService;
import quayside.core.embedded.osctld.OsctldService.OsctldError;
import quayside.core.json.Json;

/** One command on its way: what was typed, whom to ask and where to print. */
final class Invocation {
  private final Parsed parsed;
  private final OsctldService service;
  private final Terminal terminal;
  private final InputStream in;
  private final Function<String, Optional<Path>> files;
  private final String cli;

  Invocation(
      Parsed parsed,
      OsctldService service,
      Terminal terminal,
      InputStream in,
      Function<String, Optional<Path>> files,
      String cli) {
    this.parsed = parsed;
    this.service = service;
    this.terminal = terminal;
    this.in = in;
    this.files = files;
    this.cli = cli;
  }

  OsctldService service() {
    return service;
  }

  Terminal terminal() {
    return terminal;
  }

  InputStream in() {
    return in;
  }

  Verb verb() {
    return parsed.verb();
  }

  /** The file of this node that has a path. */
  Optional<Path> file(String path) {
    return files.apply(path);
  }

  boolean json() {
    return parsed.globals().containsKey("json");
  }

  boolean precise() {
    return parsed.globals().containsKey("parsable");
  }

  boolean quiet() {
    return parsed.globals().containsKey("quiet");
  }

  @Nullable String pool() {
    return parsed.globals().get("pool");
  }

  /** The value of an option, or its default. */
  @Nullable String option(String key) {
    String value = parsed.options().get(key);
    if (value == null) {
      Option option = verb().option(key);
      return option == null ? null : option.standard();
    }
    return value;
  }

  /** Whether a switch is on. */
  boolean on(String key) {
    String value = parsed.options().get(key);
    if (value == null) {
      Option option = verb().option(key);
      return option != null && option.on();
    }
    return value.equals("true");
  }

  /** A whole number among the options. */
  @Nullable Long number(String key) throws UsageException {
    String value = option(key);
    if (value == null) {
      return null;
    }
    try {
      return Long.valueOf(value);
    } catch (NumberFormatException _) {
      throw new UsageException(verb(), "invalid argument: --" + key + " " + value);
    }
  }

  /** A comma-separated option as a list. */
  @Nullable List<String> listOption(String key) {
    String value = parsed.options().get(key);
    return value == null ? null : Arrays.asList(value.split(",", -1));
  }

  List<String> arguments() {
    return parsed.arguments();
  }

  String argument(int index) {
    return parsed.arguments().get(index);
  }

  /** The words from an index on. */
  List<String> argumentsFrom(int index) {
    List<String> all = parsed.arguments();
    return List.copyOf(all.subList(Math.min(index, all.size()), all.size()));
  }

  /**
   * Checks the words behind the options.
   *
   * @param names of those that must be there; {@code ?name} may be missing, {@code *} stands for
   *     any number of further ones
   */
  void takes(String... names) throws UsageException {
    int most = 0;
    for (String name : names) {
      if (name.equals("*")) {
        return;
      }
      if (!name.startsWith("?") && parsed.arguments().size() <= most) {
        throw new UsageException(verb(), "missing argument <" + name + ">");
      }
      most++;
    }
    List<String> surplus = argumentsFrom(most);
    if (!surplus.isEmpty()) {
      boolean option = surplus.stream().anyMatch(word -> word.startsWith("-"));
      throw new UsageException(
          verb(),
          (surplus.size() == 1 ? "unknown argument: " : "unknown arguments: ")
              + String.join(" ", surplus)
              + (option ? " (note that options must come before arguments)" : ""));
    }
  }

  /** Options of a request that concern one entity: its id and the pool chosen globally. */
  Map<String, @Nullable Object> entity(String key, String name) {
    var options = new LinkedHashMap<String, @Nullable Object>();
    options.put(key, name);
    options.put("pool", pool());
    return options;
  }

  /** Asks the daemon, printing its progress texts unless told to be quiet. */
  @Nullable Object call(String command, Map<String, @Nullable Object> options) throws OsctldError {
    return call(
        command,
        options,
        progress -> {
          if (!quiet() && progress instanceof String text) {
            terminal.line(text);
          }
        });
  }

  @Nullable Object call(
      String command, Map<String, @Nullable Object> options, Consumer<Object> progress)
      throws OsctldError {
    options.put("cli", cli);
    return service.call(command, options, progress);
  }

  /** Asks without naming the command line, as osctl does for its most frequent reads. */
  @Nullable Object read(String command, Map<String, @Nullable Object> options) throws OsctldError {
    return service.call(command, options, _ -> {});
  }

  void printJson(@Nullable Object value) {
    terminal.line(Json.print(value));
  }

  /** The objects of a list that the daemon answered with. */
  static List<Map<String, @Nullable Object>> objects(@Nullable Object answer) {
    var objects = new ArrayList<Map<String, @Nullable Object>>();
    if (answer instanceof List<?> list) {
      list.forEach(element -> objects.add(object(element)));
    }
    return objects;
  }

  /** An object that the daemon answered with; empty if it is none. */
  static Map<String, @Nullable Object> object(@Nullable Object answer) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    if (answer instanceof Map<?, ?> map) {
      map.forEach((key, value) -> object.put(String.valueOf(key), value));
    }
    return object;
  }
}
