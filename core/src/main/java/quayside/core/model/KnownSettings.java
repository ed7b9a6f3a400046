package quayside.core.model;

import java.util.Set;

/**
 * What can be set of containers.
 *
 * @param keys each as it is, or ending in {@code .*} for all that begin like it
 */
public record KnownSettings(Set<String> keys) {
  public KnownSettings {
    keys = Set.copyOf(keys);
  }

  public boolean has(String key) {
    if (keys.contains(key)) {
      return true;
    }
    for (int dot = key.lastIndexOf('.'); dot >= 0; dot = key.lastIndexOf('.', dot - 1)) {
      if (keys.contains(key.substring(0, dot) + ".*")) {
        return true;
      }
    }
    return false;
  }
}
