package quayside.core.migrate.way;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import quayside.core.model.Profile;

/** What the devices of an instance of Incus or LXD need of the server where it will live. */
public final class DeviceChecks {
  private static final Set<String> OF_THE_NODE =
      Set.of("gpu", "usb", "unix-char", "unix-block", "unix-hotplug", "infiniband", "pci", "tpm");

  private final Findings findings;
  private final String target;

  public DeviceChecks(Findings findings, String target) {
    this.findings = findings;
    this.target = target;
  }

  /**
   * Whether the profiles are there.
   *
   * @return the devices that they bring; empty where one is missing, which is then a finding
   */
  public Optional<Map<String, Map<String, String>>> profiles(
      List<String> wanted, Collection<Profile> offered, String project) {
    Map<String, Profile> known =
        offered.stream().collect(Collectors.toMap(Profile::name, p -> p, (first, _) -> first));
    var missing = new ArrayList<String>();
    var devices = new LinkedHashMap<String, Map<String, String>>();
    for (String name : wanted) {
      Profile profile = known.get(name);
      if (profile == null) {
        missing.add(name);
      } else {
        devices.putAll(profile.devices());
      }
    }
    if (missing.isEmpty()) {
      return Optional.of(devices);
    }
    findings.blocker(
        IncusCode.PROFILE_MISSING,
        "%s has no profile “%s” in project “%s”; make it there, or choose other profiles."
            .formatted(target, String.join("”, “", missing), project));
    return Optional.empty();
  }

  /** The pool in which devices put an instance. */
  public static Optional<String> root(Map<String, Map<String, String>> devices) {
    return devices.values().stream()
        .filter(d -> "disk".equals(d.get("type")) && "/".equals(d.get("path")))
        .map(d -> d.getOrDefault("pool", ""))
        .findFirst();
  }

  /** Whether the networks of all interfaces are there. */
  public void networks(Map<String, Map<String, String>> devices, Set<String> networks) {
    devices.forEach((name, device) -> {
      String wanted = device.getOrDefault("network", device.getOrDefault("parent", ""));
      if ("nic".equals(device.get("type")) && !wanted.isEmpty() && !networks.contains(wanted)) {
        findings.blocker(
            IncusCode.NETWORK_MISSING,
            "%s has no network “%s” for the interface “%s”; give it another device of that name, or leave the interfaces behind."
                .formatted(target, wanted, name));
      }
    });
  }

  /**
   * Devices that show something of a node.
   *
   * @param origin whose they are
   */
  public void things(Map<String, Map<String, String>> devices, String origin) {
    var list = new ArrayList<String>();
    devices.forEach((name, device) -> {
      String source = device.getOrDefault("source", "");
      boolean folder = "disk".equals(device.get("type")) && source.startsWith("/");
      boolean volume =
          "disk".equals(device.get("type"))
              && !"/".equals(device.get("path"))
              && !device.getOrDefault("pool", "").isEmpty();
      if (folder || volume || OF_THE_NODE.contains(device.getOrDefault("type", ""))) {
        list.add(name);
      }
    });
    if (!list.isEmpty()) {
      findings.warning(
          IncusCode.DEVICE_ON_NODE,
          "What these devices show is %s's own and does not come along: %s. Where %s has nothing in their place, it will not start."
              .formatted(origin, String.join(", ", list), target));
    }
  }
}
