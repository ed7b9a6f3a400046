package quayside.core.driver.incus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;
import quayside.core.model.ContainerState;
import quayside.core.model.InstanceState;

/** What instances do and use, out of {@code InstanceState}. */
final class States {
  private States() {}

  /** A status as servers write it; {@code Ready} is a container that has said it is up. */
  static ContainerState named(String status) {
    return status.equals("Ready")
        ? ContainerState.RUNNING
        : ContainerState.of(status.toLowerCase(Locale.ROOT));
  }

  /** The state; of an instance whose state was not told everything is unknown. */
  static InstanceState read(JsonValue state) throws JsonException {
    var disks = new LinkedHashMap<String, Long>();
    for (var disk : state.get("disk").entries().entrySet()) {
      Records.positive(disk.getValue().get("usage"))
          .ifPresent(usage -> disks.put(disk.getKey(), usage));
    }
    var nics = new LinkedHashMap<String, InstanceState.Nic>();
    for (var nic : state.get("network").entries().entrySet()) {
      nics.put(nic.getKey(), nic(nic.getValue()));
    }
    JsonValue memory = state.get("memory");
    OptionalLong pid = Records.positive(state.get("pid"));
    return new InstanceState(
        named(state.get("status").textOr("")),
        pid,
        Math.max(0, state.get("processes").optionalNumber().orElse(0)),
        counted(pid, state.get("cpu").get("usage")),
        counted(pid, memory.get("usage")),
        counted(pid, memory.get("usage_peak")),
        known(pid, memory.get("swap_usage")),
        disks,
        nics);
  }

  /** Figures of an instance that does not run are none. */
  private static OptionalLong known(OptionalLong pid, JsonValue figure) throws JsonException {
    return pid.isPresent() ? figure.optionalNumber() : OptionalLong.empty();
  }

  /** What runs uses some: where a server says 0, nobody counts. */
  private static OptionalLong counted(OptionalLong pid, JsonValue figure) throws JsonException {
    return pid.isPresent() ? Records.positive(figure) : OptionalLong.empty();
  }

  private static InstanceState.Nic nic(JsonValue nic) throws JsonException {
    List<InstanceState.Address> addresses = new ArrayList<>();
    for (JsonValue address : nic.get("addresses").list()) {
      String netmask = address.get("netmask").textOr("");
      addresses.add(
          new InstanceState.Address(
              address.get("address").text() + (netmask.isEmpty() ? "" : "/" + netmask),
              address.get("scope").textOr("")));
    }
    JsonValue counters = nic.get("counters");
    return new InstanceState.Nic(
        List.copyOf(addresses),
        nic.get("hwaddr").textOr(""),
        nic.get("host_name").textOr(""),
        nic.get("state").textOr(""),
        counters.get("bytes_received").optionalNumber().orElse(0),
        counters.get("bytes_sent").optionalNumber().orElse(0));
  }
}
