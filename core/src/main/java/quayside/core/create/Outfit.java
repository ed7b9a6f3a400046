package quayside.core.create;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import quayside.core.driver.InstanceServer;
import quayside.core.model.InstanceSettings;
import quayside.core.model.NewInstance;
import quayside.core.model.Profile;

/** What an instance that is made is to be like. */
public final class Outfit {
  private Outfit() {}

  /** As its source, without what belongs to that one alone; else the profile default. */
  public static InstanceSettings like(InstanceServer server, NewInstance.Source source)
      throws IOException {
    if (!(source instanceof NewInstance.Source.Copy copy)) {
      return InstanceSettings.DEFAULT;
    }
    InstanceSettings like = server.instances().get(copy.project() + ":" + copy.name()).settings();
    var config = new LinkedHashMap<>(like.config());
    config.keySet().removeIf(key -> key.startsWith("volatile.") && !key.endsWith("base_image"));
    return like.withConfig(config);
  }

  /** The devices that profiles give, the later ones over the earlier. */
  static Map<String, Map<String, String>> devicesOf(List<Profile> profiles, List<String> chosen) {
    var all = new LinkedHashMap<String, Map<String, String>>();
    for (String name : chosen) {
      profiles.stream()
          .filter(profile -> profile.name().equals(name))
          .forEach(profile -> all.putAll(profile.devices()));
    }
    return all;
  }

  /**
   * The devices with the root device in another pool or of another size, otherwise as it was or as
   * the profiles have it.
   *
   * @param profiles those of the project
   * @param chosen names of those that the instance has
   */
  public static Map<String, Map<String, String>> root(
      Map<String, Map<String, String>> devices,
      List<Profile> profiles,
      List<String> chosen,
      Optional<String> pool,
      Optional<String> size) {
    if (pool.isEmpty() && size.isEmpty()) {
      return devices;
    }
    Map<String, Map<String, String>> all = devicesOf(profiles, chosen);
    all.putAll(devices);
    String root = "root";
    Map<String, String> device = Map.of("type", "disk", "path", "/");
    for (var each : all.entrySet()) {
      if ("/".equals(each.getValue().get("path"))) {
        root = each.getKey();
        device = each.getValue();
      }
    }
    var changed = new LinkedHashMap<>(device);
    pool.ifPresent(name -> changed.put("pool", name));
    size.ifPresent(text -> changed.put("size", text));
    var now = new LinkedHashMap<>(devices);
    now.put(root, changed);
    return now;
  }

  /** The settings of what is wanted. */
  static InstanceSettings of(CreateRequest wish, InstanceServer server) throws IOException {
    InstanceSettings like = like(server, wish.source());
    List<String> chosen = wish.options().profiles().orElse(like.profiles());
    var config = new LinkedHashMap<>(like.config());
    config.putAll(wish.options().config());
    return new InstanceSettings(
        like.architecture(),
        like.description(),
        wish.options().ephemeral(),
        chosen,
        config,
        root(
            like.devices(),
            server.objects().profiles(wish.project()),
            chosen,
            wish.options().pool(),
            wish.options().size()));
  }
}
