package quayside.core.migrate.incus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import quayside.core.model.InstanceSettings;

/**
 * How the servers' programs are told what the copy has otherwise than its source: options of {@code
 * copy} and {@code move} of Incus and LXD. Each {@code --device} says one key, over what the source
 * itself has, and what is said without a value is taken away.
 */
final class Overrides {
  private static final String GONE = "";

  private Overrides() {}

  /**
   * The options.
   *
   * @param now the source's own settings
   * @param wanted those of the copy
   */
  static List<String> of(Job job, InstanceSettings now, InstanceSettings wanted) {
    var words = new ArrayList<String>();
    job.special()
        .profiles()
        .ifPresent(names -> {
          if (names.isEmpty()) {
            words.add("--no-profiles");
          }
          names.forEach(name -> words.addAll(List.of("--profile", name)));
        });
    changes(now.config(), wanted.config()).stream()
        .filter(change -> isSaid(job, change.substring(0, change.indexOf('='))))
        .forEach(change -> words.addAll(List.of("--config", change)));
    boolean pool = job.request().options().toPool().isPresent();
    for (String name : new TreeSet<>(wanted.devices().keySet())) {
      Map<String, String> device = wanted.devices().getOrDefault(name, Map.of());
      if (!pool || !Outfit.isRoot(device)) { // which --storage settles
        changes(now.devices().getOrDefault(name, Map.of()), device)
            .forEach(change -> words.addAll(List.of("--device", name + "," + change)));
      }
    }
    return words;
  }

  /** The same before the source is known. */
  static List<String> wished(Job job) {
    var nothing = InstanceSettings.DEFAULT;
    return of(
        job,
        nothing,
        nothing.withConfig(job.special().config()).withDevices(job.special().devices()));
  }

  /**
   * Whether a setting is the business of people: neither a note of servers nor one of ours. But a
   * refresh would give a clone the addresses of its source, to be had on the network twice then.
   */
  private static boolean isSaid(Job job, String key) {
    return Outfit.isIdentity(key)
        ? job.request().cloning() && job.snapshot().isEmpty()
        : Stream.of("volatile.", Mark.KEY, Aside.KEY).noneMatch(key::startsWith);
  }

  /** {@code KEY=VALUE} of all that is another then, by key. */
  private static List<String> changes(Map<String, String> now, Map<String, String> wanted) {
    var keys = new TreeSet<>(now.keySet());
    keys.addAll(wanted.keySet());
    return keys.stream()
        .filter(key -> !now.getOrDefault(key, GONE).equals(wanted.getOrDefault(key, GONE)))
        .map(key -> key + "=" + wanted.getOrDefault(key, GONE))
        .toList();
  }
}
