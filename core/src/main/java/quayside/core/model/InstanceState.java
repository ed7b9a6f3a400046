package quayside.core.model;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What an instance uses just now (REST API, {@code InstanceState}).
 *
 * @param state what it is doing
 * @param pid of its first process on the server, while it runs
 * @param processes how many it has
 * @param cpuNanos processor time since it was started
 * @param memory bytes in use
 * @param memoryPeak the most bytes that were in use
 * @param swap bytes swapped out
 * @param disks bytes used by disk device, where the pool can tell
 * @param nics by name inside the instance
 */
public record InstanceState(
    ContainerState state,
    OptionalLong pid,
    long processes,
    OptionalLong cpuNanos,
    OptionalLong memory,
    OptionalLong memoryPeak,
    OptionalLong swap,
    Map<String, Long> disks,
    Map<String, Nic> nics) {

  /**
   * A network interface.
   *
   * @param addresses IP addresses with prefix
   * @param hardware its MAC address
   * @param hostName its other end on the server
   * @param state {@code up} or {@code down}
   * @param received bytes
   * @param sent bytes
   */
  public record Nic(
      List<Address> addresses,
      String hardware,
      String hostName,
      String state,
      long received,
      long sent) {}

  /**
   * An IP address.
   *
   * @param text with prefix, for example {@code 10.0.0.2/24}
   * @param scope {@code global}, {@code link} or {@code local}
   */
  public record Address(String text, String scope) {}

  /** All addresses by which others may reach it. */
  public List<String> addresses() {
    return nics.values().stream()
        .flatMap(nic -> nic.addresses().stream())
        .filter(address -> address.scope().equals("global"))
        .map(Address::text)
        .toList();
  }
}
