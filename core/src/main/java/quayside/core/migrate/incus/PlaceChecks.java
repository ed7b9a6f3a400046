package quayside.core.migrate.incus;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import quayside.core.driver.InstanceServer;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.way.CommonChecks;
import quayside.core.migrate.way.DeviceChecks;
import quayside.core.migrate.way.Findings;
import quayside.core.migrate.way.IncusCode;
import quayside.core.model.Instance;
import quayside.core.model.InstanceSettings;
import quayside.core.model.NodeFacts;

/** What the container lives in on the target: profiles, pool, networks, and things of the node. */
final class PlaceChecks {
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
    InstanceSettings settings = Outfit.of(job, source, there, there).settings();
    var checks = new DeviceChecks(findings, request.target());
    Optional<Map<String, Map<String, String>>> brought =
        checks.profiles(
            settings.profiles(),
            there.objects().profiles(job.targetProject()),
            job.targetProject());
    if (brought.isEmpty()) {
      return; // what they would bring is not known
    }
    var devices = new LinkedHashMap<>(brought.get());
    devices.putAll(settings.devices());
    pool(devices, facts, size);
    checks.networks(devices, there.objects().networks(job.targetProject()));
    checks.things(devices, request.source().node());
  }

  private void pool(Map<String, Map<String, String>> devices, NodeFacts facts, OptionalLong size) {
    Optional<String> name = DeviceChecks.root(devices);
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
}
