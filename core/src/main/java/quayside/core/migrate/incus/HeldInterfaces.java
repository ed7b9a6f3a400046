package quayside.core.migrate.incus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import quayside.core.driver.Instances;
import quayside.core.driver.OwnSetting;
import quayside.core.json.Json;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;
import quayside.core.model.Instance;
import quayside.core.model.InstanceSettings;

/**
 * The interfaces that an instance is without while it is put aside. Servers do not start what has
 * an address of another instance, and the copy in its place has the same. What they were is kept in
 * a setting of the instance itself, so whoever finds it can give them back.
 *
 * @param devices by name, as the instance itself has them; empty: its profiles bring it
 * @param drawn what the server noted about them under {@code volatile.}, as MAC addresses
 */
record HeldInterfaces(Map<String, Map<String, String>> devices, Map<String, String> drawn) {
  static final String KEY = "user.quayside.aside.interfaces";

  private static final Map<String, String> HIDDEN = Map.of("type", "none");
  private static final String HWADDR = "hwaddr";

  /** Keys of interfaces whose values servers let only one have in a network. */
  private static final Set<String> ALONE =
      Set.of(
          HWADDR, "ipv4.address", "ipv6.address", "ipv4.routes.external", "ipv6.routes.external");

  /** Those that an instance cannot keep beside a copy that has given settings. */
  static HeldInterfaces beside(Instance old, InstanceSettings copy) {
    Set<String> taken = addresses(copy);
    Map<String, String> config = old.settings().config();
    var devices = new LinkedHashMap<String, Map<String, String>>();
    var drawn = new LinkedHashMap<String, String>();
    old.expandedDevices()
        .forEach((name, device) -> {
          String noted = "volatile." + name + ".";
          String mac = config.getOrDefault(noted + HWADDR, "").toLowerCase(Locale.ROOT);
          boolean alone = device.keySet().stream().anyMatch(ALONE::contains);
          if (isInterface(device) && (alone || taken.contains(mac))) {
            devices.put(name, old.settings().devices().getOrDefault(name, Map.of()));
            config.forEach((key, value) -> {
              if (key.startsWith(noted)) {
                drawn.put(key, value);
              }
            });
          }
        });
    return new HeldInterfaces(devices, drawn);
  }

  /** The MAC addresses that are written down in settings. */
  private static Set<String> addresses(InstanceSettings settings) {
    var found = new HashSet<String>();
    settings
        .config()
        .forEach((key, value) -> {
          if (key.startsWith("volatile.") && key.endsWith("." + HWADDR)) {
            found.add(value.toLowerCase(Locale.ROOT));
          }
        });
    settings
        .devices()
        .values()
        .forEach(device -> found.add(device.getOrDefault(HWADDR, "").toLowerCase(Locale.ROOT)));
    found.remove("");
    return found;
  }

  /** An interface with the addresses that another one was given by hand, or without any. */
  static Map<String, String> withAddresses(Map<String, String> device, Map<String, String> other) {
    if (!isInterface(device) || !isInterface(other)) {
      return device;
    }
    var changed = new LinkedHashMap<>(device);
    for (String key : List.of(HWADDR, "ipv4.address", "ipv6.address")) {
      changed.remove(key);
      if (other.containsKey(key)) {
        changed.put(key, other.getOrDefault(key, ""));
      }
    }
    return changed;
  }

  private static boolean isInterface(Map<String, String> device) {
    return "nic".equals(device.get("type"));
  }

  /** Whether an instance is without some of its interfaces. */
  static boolean areOf(Instance instance) {
    return instance.settings().config().containsKey(KEY);
  }

  /** Settings without them, which tell what they were. */
  InstanceSettings hidden(InstanceSettings settings) {
    if (devices.isEmpty()) {
      return settings;
    }
    var left = new LinkedHashMap<>(settings.devices());
    devices.keySet().forEach(name -> left.put(name, HIDDEN));
    var config = new LinkedHashMap<>(settings.config());
    config.put(KEY, Json.print(Map.of("devices", devices, "volatile", drawn)));
    return settings.withDevices(left).withConfig(config);
  }

  /**
   * Gives them back. Servers forget what they noted about a device that changes its kind, so that
   * is given back afterwards; whoever is interrupted between both can begin again.
   */
  static void giveBack(Instances instances, String name) throws IOException {
    Optional<HeldInterfaces> held = of(instances.get(name).settings());
    if (held.isPresent()) {
      OwnSetting.change(instances, name, held.get()::withDevices);
      OwnSetting.change(instances, name, held.get()::withNotes);
    }
  }

  private InstanceSettings withDevices(InstanceSettings settings) {
    var all = new LinkedHashMap<>(settings.devices());
    devices.forEach((name, device) -> {
      boolean hidden = HIDDEN.equals(all.get(name)); // or somebody has given it another since
      if (hidden && device.isEmpty()) {
        all.remove(name);
      } else if (hidden) {
        all.put(name, device);
      }
    });
    return settings.withDevices(all);
  }

  private InstanceSettings withNotes(InstanceSettings settings) {
    var config = new LinkedHashMap<>(settings.config());
    config.remove(KEY);
    devices
        .keySet()
        .forEach(name -> config.keySet().removeIf(key -> key.startsWith("volatile." + name + ".")));
    config.putAll(drawn);
    return settings.withConfig(config);
  }

  /** What does the same by hand, each without the program's name. */
  static List<List<String>> byHand(Instance aside, String name) {
    var commands = new ArrayList<List<String>>();
    Optional<HeldInterfaces> held;
    try {
      held = of(aside.settings());
    } catch (JsonException _) { // somebody wrote there
      held = Optional.empty();
    }
    if (held.isPresent()) {
      held.get()
          .devices
          .forEach((nic, device) -> {
            commands.add(List.of("config", "device", "remove", name, nic));
            if (!device.isEmpty()) {
              var add = new ArrayList<>(List.of("config", "device", "add", name, nic, "nic"));
              device.forEach((key, value) -> {
                if (!key.equals("type")) {
                  add.add(key + "=" + value);
                }
              });
              commands.add(add);
            }
          });
      held.get()
          .drawn
          .forEach((key, value) -> commands.add(List.of("config", "set", name, key + "=" + value)));
      commands.add(List.of("config", "unset", name, KEY));
    }
    return commands;
  }

  private static Optional<HeldInterfaces> of(InstanceSettings settings) throws JsonException {
    String text = settings.config().getOrDefault(KEY, "");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    JsonValue told = Json.parse(text);
    var devices = new LinkedHashMap<String, Map<String, String>>();
    for (var device : told.get("devices").entries().entrySet()) {
      devices.put(device.getKey(), texts(device.getValue()));
    }
    return Optional.of(new HeldInterfaces(devices, texts(told.get("volatile"))));
  }

  private static Map<String, String> texts(JsonValue object) throws JsonException {
    var texts = new LinkedHashMap<String, String>();
    for (var entry : object.entries().entrySet()) {
      texts.put(entry.getKey(), entry.getValue().text());
    }
    return texts;
  }
}
