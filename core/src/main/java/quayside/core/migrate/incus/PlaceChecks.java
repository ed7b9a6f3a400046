package quayside.core.migrate.incus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import quayside.core.driver.InstanceServer;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.way.CommonChecks;
import quayside.core.migrate.way.Findings;
import quayside.core.model.Instance;
import quayside.core.model.InstanceSettings;
import quayside.core.model.NodeFacts;
import quayside.core.model.Profile;

/** What the container lives in on the target: profiles, pool, networks, and things of the node. */
final class PlaceChecks {
  private static final Set<String> OF_THE_NODE =
      Set.of("gpu", "usb", "unix-char", "unix-block", "unix-hotplug", "infiniband", "pci", "tpm");

  private final Findings findings;
  private final CommonChecks common;
  private final Job job;
  private final MoveRequest request;

  PlaceChecks(Findings findings, CommonChecks common, Job job) {
    this.findings = findings;
    this.common = common;
    this.job = job;
    this.request = job.request();
  }

  void check(Instance source, InstanceServer there, NodeFacts facts, OptionalLong size)
      throws IOException {
    InstanceSettings settings = Outfit.of(job, source, there.info(), there.info()).settings();
    Map<String, Profile> known =
        there.objects().profiles(job.targetProject()).stream()
            .collect(Collectors.toMap(Profile::name, Function.identity()));
    var missing = new ArrayList<String>();
    var devices = new LinkedHashMap<String, Map<String, String>>();
    for (String name : settings.profiles()) {
      Profile profile = known.get(name);
      if (profile == null) {
        missing.add(name);
      } else {
        devices.putAll(profile.devices());
      }
    }
    if (!missing.isEmpty()) {
      findings.blocker(
          IncusCode.PROFILE_MISSING,
          "%s has no profile “%s” in project “%s”; make it there, or choose other profiles."
              .formatted(request.target(), String.join("”, “", missing), job.targetProject()));
      return; // what they would bring is not known
    }
    devices.putAll(settings.devices());
    pool(devices, facts, size);
    networks(devices, there.objects().networks(job.targetProject()));
    things(devices);
  }

  private void pool(Map<String, Map<String, String>> devices, NodeFacts facts, OptionalLong size) {
    Optional<String> name =
        devices.values().stream()
            .filter(d -> "disk".equals(d.get("type")) && "/".equals(d.get("path")))
            .map(d -> d.getOrDefault("pool", ""))
            .findFirst();
    if (name.isEmpty()) {
      findings.blocker(
          IncusCode.POOL_MISSING,
          "No profile on %s says in which pool it is kept; choose a pool."
              .formatted(request.target()));
      return;
    }
    Optional<NodeFacts.Pool> pool =
        facts.pools().stream().filter(p -> p.name().equals(name.get())).findFirst();
    if (pool.isEmpty()) {
      findings.blocker(
          IncusCode.POOL_MISSING,
          "%s has no storage pool “%s”; choose one of: %s."
              .formatted(
                  request.target(),
                  name.get(),
                  facts.pools().stream()
                      .map(NodeFacts.Pool::name)
                      .collect(Collectors.joining(", "))));
    } else {
      common.room(name.get(), pool.get().free(), size);
    }
  }

  private void networks(Map<String, Map<String, String>> devices, Set<String> networks) {
    devices.forEach((name, device) -> {
      String wanted = device.getOrDefault("network", device.getOrDefault("parent", ""));
      if ("nic".equals(device.get("type")) && !wanted.isEmpty() && !networks.contains(wanted)) {
        findings.blocker(
            IncusCode.NETWORK_MISSING,
            "%s has no network “%s” for the interface “%s”; give it another device of that name, or leave the interfaces behind."
                .formatted(request.target(), wanted, name));
      }
    });
  }

  private void things(Map<String, Map<String, String>> devices) {
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
              .formatted(request.source().node(), String.join(", ", list), request.target()));
    }
  }
}
