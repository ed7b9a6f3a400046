package quayside.core.model;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An instance as an Incus or LXD server describes it (REST API, {@code Instance}).
 *
 * @param project where its name is unique
 * @param name its name
 * @param type {@code container} or {@code virtual-machine}
 * @param state what it is doing
 * @param stateful whether it has a saved state of running
 * @param settings what can be changed by {@code save}
 * @param expandedConfig with what its profiles add
 * @param expandedDevices with what its profiles add
 * @param created when
 * @param lastUsed when it was started last
 * @param location the member of a cluster; {@code none} without one
 * @param etag what {@code save} compares, so that nobody's change is overwritten unseen
 */
public record Instance(
    String project,
    String name,
    String type,
    ContainerState state,
    boolean stateful,
    InstanceSettings settings,
    Map<String, String> expandedConfig,
    Map<String, Map<String, String>> expandedDevices,
    Optional<Instant> created,
    Optional<Instant> lastUsed,
    String location,
    Optional<String> etag) {

  /** Project and name as drivers are asked for it. */
  public String onNode() {
    return project + ":" + name;
  }

  /** The same with other settings of its own. */
  public Instance withSettings(InstanceSettings other) {
    return new Instance(
        project,
        name,
        type,
        state,
        stateful,
        other,
        expandedConfig,
        expandedDevices,
        created,
        lastUsed,
        location,
        etag);
  }

  /** The storage pool of its root device, if it has one. */
  public Optional<String> pool() {
    return pool(expandedDevices);
  }

  /**
   * The storage pool of the root device among an instance's devices, with those of its profiles.
   */
  public static Optional<String> pool(Map<String, Map<String, String>> expandedDevices) {
    return expandedDevices.values().stream()
        .filter(device -> "disk".equals(device.get("type")) && "/".equals(device.get("path")))
        .map(device -> device.getOrDefault("pool", ""))
        .filter(pool -> !pool.isEmpty())
        .findFirst();
  }
}
