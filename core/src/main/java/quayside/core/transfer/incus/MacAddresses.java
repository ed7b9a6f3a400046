package quayside.core.transfer.incus;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.InstanceServer;
import quayside.core.model.Container;
import quayside.core.model.Instance;

/**
 * The addresses of interfaces, which a backup keeps. Incus does not start an instance whose address
 * another one there has (device nic, "MAC address … already defined"), LXD 5.0 does, which is
 * worse.
 */
final class MacAddresses {
  private MacAddresses() {}

  private static boolean isAddress(String key) {
    return key.startsWith("volatile.") && key.endsWith(".hwaddr");
  }

  /** Those that servers have given, in small letters. */
  static Set<String> of(Map<String, String> config) {
    var found = new HashSet<String>();
    config.forEach((key, value) -> {
      if (isAddress(key)) {
        found.add(value.toLowerCase(Locale.ROOT));
      }
    });
    return found;
  }

  /** Another instance that has one of them. */
  static Optional<Container> holder(ContainerDriver driver, Set<String> addresses, String but)
      throws IOException {
    for (Container other : driver.list()) {
      if (!other.ref().onNode().equals(but)
          && other.record().get("config") instanceof Map<?, ?> c) {
        for (Map.Entry<?, ?> entry : c.entrySet()) {
          String value = String.valueOf(entry.getValue()).toLowerCase(Locale.ROOT);
          if (isAddress(String.valueOf(entry.getKey())) && addresses.contains(value)) {
            return Optional.of(other);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Lets the server give new ones if others have them; whether that was so. */
  static boolean renew(InstanceServer server, ContainerDriver driver, Instance instance)
      throws IOException {
    Set<String> own = of(instance.settings().config());
    if (own.isEmpty() || holder(driver, own, instance.onNode()).isEmpty()) {
      return false;
    }
    var config = new HashMap<>(instance.settings().config());
    config.keySet().removeIf(MacAddresses::isAddress);
    server
        .instances()
        .save(instance.onNode(), instance.settings().withConfig(config), instance.etag());
    return true;
  }
}
