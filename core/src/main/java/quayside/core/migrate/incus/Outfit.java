package quayside.core.migrate.incus;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import quayside.core.driver.InstanceServer;
import quayside.core.model.Instance;
import quayside.core.model.InstanceSettings;

/**
 * What the copy's settings are: those of the source, without what belongs to the source's server,
 * in the target's words, and with what was wished.
 *
 * @param settings that it shall have in the end
 * @param lost keys that the target does not know, left out
 */
record Outfit(InstanceSettings settings, TreeSet<String> lost) {
  private static final String VOLATILE = "volatile.";

  /** What operations note in instances is about these instances alone. */
  private static final String OURS = "user.quayside.";

  static final String INSTANCE_ID = "volatile.cloud-init.instance-id";

  /** Whether it came from the same image is kept; so is that cloud-init has run, and who it is. */
  private static final java.util.Set<String> KEPT_ON_MOVE =
      java.util.Set.of(INSTANCE_ID, "volatile.uuid");

  static final String BASE_IMAGE = "volatile.base_image";

  /** Whether a server starts it when it starts itself. */
  static final String AUTOSTART = "boot.autostart";

  /** Whether a server refuses to delete it. */
  static final String PROTECTION = "security.protection.delete";

  /** What a copy must not have before it is one, whether by itself or by a profile. */
  private static final Map<String, String> HELD_BACK =
      Map.of(AUTOSTART, "false", PROTECTION, "false");

  static Outfit of(Job job, Instance source, InstanceServer here, InstanceServer there)
      throws IOException {
    return of(job, source, Keys.of(here, there));
  }

  static Outfit of(Job job, Instance source, Keys keys) throws IOException {
    var lost = new TreeSet<String>();
    var config = new LinkedHashMap<String, String>();
    for (var setting : source.settings().config().entrySet()) {
      String key = setting.getKey();
      if (key.startsWith(VOLATILE)) {
        if (comesAlong(key, job.request().cloning())) {
          config.put(key, setting.getValue());
        }
      } else if (!key.startsWith(OURS)) {
        keys.translated(key)
            .ifPresentOrElse(name -> config.put(name, setting.getValue()), () -> lost.add(key));
      }
    }
    job.special()
        .config()
        .forEach((key, value) -> {
          config.remove(key);
          if (!value.isEmpty()) {
            config.put(key, value);
          }
        });
    InstanceSettings given = source.settings();
    var settings =
        new InstanceSettings(
            given.architecture(),
            given.description(),
            given.ephemeral(),
            job.special().profiles().orElse(given.profiles()),
            config,
            devices(job, source));
    return new Outfit(settings, lost);
  }

  /**
   * With what it is begun: the mark, and without what would make a half copy run by itself or stay
   * for ever.
   */
  InstanceSettings begun(Mark mark) {
    return held(settings, mark);
  }

  /** The same of what a copy has by now. */
  static InstanceSettings held(InstanceSettings made, Mark mark) {
    var config = new LinkedHashMap<>(made.config());
    config.putAll(HELD_BACK);
    config.put(Mark.KEY, mark.text());
    return made.withConfig(config);
  }

  /**
   * What a copy that has everything is given: all that the source has by now, in place of what was
   * so when it was begun. What the server keeps there itself stays, and so does its place.
   */
  InstanceSettings finished(InstanceSettings made, Mark mark) {
    var config = new LinkedHashMap<>(settings.config());
    made.config()
        .forEach((key, value) -> {
          if (key.startsWith(VOLATILE)) {
            config.put(key, value);
          }
        });
    config.put(Mark.KEY, mark.text());
    var devices = new LinkedHashMap<>(settings.devices());
    made.devices()
        .forEach((name, device) -> {
          if (isRoot(device)) {
            devices.put(name, device);
          }
        });
    return settings.withConfig(config).withDevices(devices);
  }

  /** What one that goes on is given when it has arrived: what was held back, and the mark. */
  InstanceSettings released(InstanceSettings made, Mark mark) {
    var config = new LinkedHashMap<>(made.config());
    for (String key : HELD_BACK.keySet()) {
      config.remove(key);
      Optional.ofNullable(settings.config().get(key)).ifPresent(value -> config.put(key, value));
    }
    config.put(Mark.KEY, mark.text());
    return made.withConfig(config);
  }

  /** A moved container keeps its addresses; a copy beside it must not have the same. */
  private static boolean comesAlong(String key, boolean cloning) {
    if (key.equals(BASE_IMAGE)) {
      return true;
    }
    return !cloning && isIdentity(key);
  }

  /** Whether a key tells which instance it is: to its network, to itself, and to its server. */
  static boolean isIdentity(String key) {
    return KEPT_ON_MOVE.contains(key) || (key.startsWith(VOLATILE) && key.endsWith(".hwaddr"));
  }

  private static Map<String, Map<String, String>> devices(Job job, Instance source) {
    var devices = new LinkedHashMap<String, Map<String, String>>();
    source
        .settings()
        .devices()
        .forEach((name, device) -> devices.put(name, device(device, job.request().cloning())));
    devices.putAll(job.special().devices());
    job.request()
        .options()
        .toPool()
        .ifPresent(pool -> {
          var root = new LinkedHashMap<>(rootOf(source));
          root.put("pool", pool);
          devices.put(rootName(source), root);
        });
    if (!job.request().options().network()) {
      source
          .expandedDevices()
          .forEach((name, device) -> {
            if ("nic".equals(device.get("type"))) {
              devices.put(name, Map.of("type", "none")); // hides what a profile brings
            }
          });
    }
    return devices;
  }

  /** An address that was given by hand is the original's, too. */
  private static Map<String, String> device(Map<String, String> device, boolean cloning) {
    var copy = new LinkedHashMap<>(device);
    if (cloning && "nic".equals(device.get("type"))) {
      copy.remove("hwaddr");
    }
    return copy;
  }

  static boolean isRoot(Map<String, String> device) {
    return "disk".equals(device.get("type")) && "/".equals(device.get("path"));
  }

  private static String rootName(Instance source) {
    return source.expandedDevices().entrySet().stream()
        .filter(entry -> isRoot(entry.getValue()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("root");
  }

  private static Map<String, String> rootOf(Instance source) {
    return source.expandedDevices().values().stream()
        .filter(Outfit::isRoot)
        .findFirst()
        .orElse(Map.of("type", "disk", "path", "/"));
  }
}
