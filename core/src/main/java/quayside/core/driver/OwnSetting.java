package quayside.core.driver;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import quayside.core.model.Instance;
import quayside.core.model.InstanceSettings;

/** Changes settings of an instance and nothing else, also while others write there. */
public final class OwnSetting {
  private static final int TRIES = 5;

  private OwnSetting() {}

  /** Writes it. */
  public static void write(Instances instances, String name, String key, String value)
      throws IOException {
    change(instances, name, key, Optional.of(value));
  }

  /** Takes it away. */
  public static void erase(Instances instances, String name, String key) throws IOException {
    change(instances, name, key, Optional.empty());
  }

  private static void change(Instances instances, String name, String key, Optional<String> value)
      throws IOException {
    change(
        instances,
        name,
        settings -> {
          Map<String, String> config = new LinkedHashMap<>(settings.config());
          config.remove(key);
          value.ifPresent(text -> config.put(key, text));
          return settings.withConfig(config);
        });
  }

  /**
   * Changes what it has by now; asked anew when somebody else wrote meanwhile. Writes nothing if it
   * is so already.
   */
  public static void change(
      Instances instances, String name, UnaryOperator<InstanceSettings> changed)
      throws IOException {
    for (int i = 1; true; i++) {
      Instance instance = instances.get(name);
      InstanceSettings wanted = changed.apply(instance.settings());
      if (wanted.equals(instance.settings())) {
        return;
      }
      try {
        instances.save(name, wanted, instance.etag());
        return;
      } catch (DriverException.Conflict e) {
        if (i == TRIES) {
          throw e; // the server itself writes there when something starts or stops
        }
      }
    }
  }
}
