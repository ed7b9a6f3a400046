package quayside.core.model;

import java.util.List;
import java.util.Map;

/**
 * What can be written of an instance of Incus or LXD (REST API, {@code InstancePut}).
 *
 * @param architecture for example {@code x86_64}; empty: the server's own
 * @param description free text
 * @param ephemeral whether it is deleted when it stops
 * @param profiles in the order in which they apply
 * @param config by key
 * @param devices by name, each by key
 */
public record InstanceSettings(
    String architecture,
    String description,
    boolean ephemeral,
    List<String> profiles,
    Map<String, String> config,
    Map<String, Map<String, String>> devices) {

  /** Nothing but the profile {@code default}. */
  public static final InstanceSettings DEFAULT =
      new InstanceSettings("", "", false, List.of("default"), Map.of(), Map.of());

  public InstanceSettings withProfiles(List<String> names) {
    return new InstanceSettings(architecture, description, ephemeral, names, config, devices);
  }

  public InstanceSettings withConfig(Map<String, String> values) {
    return new InstanceSettings(architecture, description, ephemeral, profiles, values, devices);
  }

  public InstanceSettings withDevices(Map<String, Map<String, String>> all) {
    return new InstanceSettings(architecture, description, ephemeral, profiles, config, all);
  }

  public InstanceSettings withDescription(String text) {
    return new InstanceSettings(architecture, text, ephemeral, profiles, config, devices);
  }

  public InstanceSettings withEphemeral(boolean deleted) {
    return new InstanceSettings(architecture, description, deleted, profiles, config, devices);
  }
}
