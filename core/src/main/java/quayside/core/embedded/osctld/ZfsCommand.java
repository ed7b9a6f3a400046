package quayside.core.embedded.osctld;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.faults.Faults;
import quayside.core.embedded.store.DataStream;
import quayside.core.embedded.store.Dataset;
import quayside.core.embedded.store.Snapshot;
import quayside.transport.server.ServerExec;

/** The part of {@code zfs} that preflight checks and forecasts need (facts §3.9). */
final class ZfsCommand {
  /** One line that could be listed. */
  private record Target(Ct ct, String relative, Dataset dataset, Optional<Snapshot> snapshot) {
    String name() {
      return ct.datasetName(relative) + snapshot.map(s -> "@" + s.name()).orElse("");
    }
  }

  private final State state;
  private final ZfsProperties properties;
  private final Faults faults;

  ZfsCommand(State state, Faults faults) {
    this.state = state;
    this.faults = faults;
    this.properties = new ZfsProperties(state);
  }

  int run(ServerExec exec, List<String> arguments) throws IOException {
    var words = new ArrayList<String>();
    var options = new HashMap<String, String>();
    for (int i = 1; i < arguments.size(); i++) {
      String word = arguments.get(i);
      if (List.of("-o", "-t", "-i", "-I", "-d", "-s", "-S").contains(word)
          && i + 1 < arguments.size()) {
        options.put(word, arguments.get(++i));
      } else if (word.startsWith("-")) {
        word.chars().skip(1).forEach(c -> options.put("-" + (char) c, ""));
      } else {
        words.add(word);
      }
    }
    String verb = arguments.isEmpty() ? "" : arguments.getFirst();
    try {
      return switch (verb) {
        case "list" -> list(exec, options, words);
        case "get" -> get(exec, options, words);
        case "snapshot", "destroy" -> change(exec, verb, options, words);
        case "send" -> send(exec, options, words);
        case "rollback" -> rollback(options, words);
        default -> RootShell.fail(exec, "unrecognized command '" + verb + "'", 2);
      };
    } catch (Flow.Cut e) {
      throw e;
    } catch (IOException e) {
      return RootShell.fail(
          exec, "cannot open '" + String.join(" ", words) + "': " + e.getMessage(), 1);
    }
  }

  private int list(ServerExec exec, Map<String, String> options, List<String> names)
      throws IOException {
    String type = options.getOrDefault("-t", "filesystem");
    String[] columns = options.getOrDefault("-o", "name,used,available,referenced").split(",", -1);
    var lines = new StringBuilder();
    for (Target target : targets(names, options.containsKey("-r") || names.isEmpty())) {
      boolean snapshot = target.snapshot().isPresent();
      if (type.equals("all") || type.startsWith(snapshot ? "snap" : "filesystem")) {
        lines.append(row(target, columns)).append('\n');
      }
    }
    if (type.equals("filesystem")) {
      for (String name : names) {
        if (state.pools().contains(name)) {
          lines.insert(0, poolRow(name, columns) + "\n");
        }
      }
    }
    return RootShell.print(exec, lines.toString());
  }

  private String row(Target target, String[] columns) throws IOException {
    var cells = new ArrayList<String>();
    for (String column : columns) {
      cells.add(cell(target, column));
    }
    return String.join("\t", cells);
  }

  private String cell(Target target, String column) throws IOException {
    if (target.snapshot().isEmpty()) {
      return properties.value(target.ct(), target.relative(), target.dataset(), column);
    }
    Snapshot snapshot = target.snapshot().get();
    return switch (column) {
      case "name" -> target.name();
      case "guid" -> Long.toUnsignedString(snapshot.guid());
      case "creation" -> Long.toString(snapshot.created());
      case "type" -> "snapshot";
      case "referenced", "logicalreferenced" ->
          Long.toString(target.dataset().estimate(Optional.empty(), snapshot.name()));
      case "used" -> "0";
      default -> "-";
    };
  }

  private String poolRow(String pool, String[] columns) throws IOException {
    long used = 0;
    for (Target target : targets(List.of(pool), true)) {
      used += target.snapshot().isEmpty() ? target.dataset().referenced() : 0;
    }
    var cells = new ArrayList<String>();
    for (String column : columns) {
      cells.add(
          switch (column) {
            case "name" -> pool;
            case "available" -> Long.toString(properties.available());
            case "used" -> Long.toString(used);
            case "referenced" -> "98304";
            default -> "-";
          });
    }
    return String.join("\t", cells);
  }

  private int get(ServerExec exec, Map<String, String> options, List<String> words)
      throws IOException {
    if (words.size() < 2) {
      return RootShell.fail(exec, "missing property=value argument(s)", 2);
    }
    String[] fields = options.getOrDefault("-o", "name,property,value,source").split(",", -1);
    var lines = new StringBuilder();
    List<String> names = words.subList(1, words.size());
    for (String property : words.getFirst().split(",", -1)) {
      for (String name : names) {
        if (state.pools().contains(name)) {
          line(lines, fields, name, property, poolRow(name, new String[] {property}));
        }
      }
      for (Target target : targets(names, options.containsKey("-r"))) {
        boolean whole = target.snapshot().isEmpty() && options.containsKey("-r");
        boolean asked = whole || names.contains(target.name());
        if (asked) {
          line(lines, fields, target.name(), property, cell(target, property));
        }
      }
    }
    return RootShell.print(exec, lines.toString());
  }

  private static void line(
      StringBuilder lines, String[] fields, String name, String property, String value) {
    var cells = new ArrayList<String>();
    for (String field : fields) {
      cells.add(
          switch (field) {
            case "name" -> name;
            case "property" -> property;
            case "value" -> value;
            default -> "-";
          });
    }
    lines.append(String.join("\t", cells)).append('\n');
  }

  private int change(ServerExec exec, String verb, Map<String, String> options, List<String> names)
      throws IOException {
    boolean any = false;
    for (String name : names) {
      int at = name.indexOf('@');
      if (at < 0) {
        throw new IOException("an embedded node only changes snapshots this way");
      }
      for (Target target : targets(List.of(name.substring(0, at)), options.containsKey("-r"))) {
        if (target.snapshot().isEmpty() && verb.equals("snapshot")) {
          target.dataset().snapshot(name.substring(at + 1), Instant.now().getEpochSecond());
        } else if (target.snapshot().isEmpty()) {
          any |= target.dataset().find(name.substring(at + 1)).isPresent();
          target.dataset().destroySnapshot(name.substring(at + 1));
        }
      }
    }
    return any || verb.equals("snapshot")
        ? 0
        : RootShell.fail(exec, "could not find any snapshots to destroy; check snapshot names.", 1);
  }

  private int rollback(Map<String, String> options, List<String> names) throws IOException {
    String name = names.isEmpty() ? "" : names.getLast();
    int at = name.indexOf('@');
    if (at < 0) {
      throw new IOException("the operation needs a snapshot");
    }
    Target target = targets(List.of(name.substring(0, at)), false).getFirst();
    target.dataset().rollback(name.substring(at + 1), options.containsKey("-r"));
    return 0;
  }

  private int send(ServerExec exec, Map<String, String> options, List<String> names)
      throws IOException {
    String name = names.isEmpty() ? "" : names.getLast();
    int at = name.indexOf('@');
    if (at < 0) {
      throw new IOException("the operation needs a snapshot");
    }
    Target target = targets(List.of(name.substring(0, at)), false).getFirst();
    String to = name.substring(at + 1);
    @Nullable String base = options.getOrDefault("-I", options.get("-i"));
    Optional<String> from = Optional.ofNullable(base).map(b -> b.substring(b.indexOf('@') + 1));
    if (options.containsKey("-n")) {
      return RootShell.print(exec, "size\t" + target.dataset().estimate(from, to) + "\n");
    }
    boolean between = options.containsKey("-I");
    DataStream.write(
        target.dataset(),
        new DataStream.Request(
            name.substring(0, at), from, to, between, between || options.containsKey("-p")),
        new FaultyOutput(exec.out(), faults));
    exec.out().flush();
    return 0;
  }

  private static boolean has(Dataset dataset, String name) throws IOException {
    int at = name.indexOf('@');
    return at < 0 || dataset.find(name.substring(at + 1)).isPresent();
  }

  private List<Target> targets(List<String> names, boolean recursive) throws IOException {
    var found = new ArrayList<Target>();
    var missing = new ArrayList<>(names);
    missing.removeAll(state.pools());
    for (Ct ct : state.containers()) {
      for (var each : ct.datasets().entrySet()) {
        String dataset = ct.datasetName(each.getKey());
        boolean wanted = names.isEmpty();
        for (String name : names) {
          String bare = name.contains("@") ? name.substring(0, name.indexOf('@')) : name;
          boolean hit = dataset.equals(bare) || (recursive && dataset.startsWith(bare + "/"));
          wanted |= hit;
          if (dataset.equals(bare) && has(each.getValue(), name)) {
            missing.remove(name);
          }
        }
        if (wanted) {
          found.add(new Target(ct, each.getKey(), each.getValue(), Optional.empty()));
          for (Snapshot snapshot : each.getValue().snapshots()) {
            found.add(new Target(ct, each.getKey(), each.getValue(), Optional.of(snapshot)));
          }
        }
      }
    }
    if (!missing.isEmpty()) {
      throw new IOException("dataset does not exist");
    }
    return found;
  }
}
