package quayside.core.migrate.way;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import quayside.core.model.Profile;

/** What devices need of the server where an instance will live. */
final class DeviceChecksTest {
  private static Profile profile(String name, String pool) {
    Map<String, String> root = Map.of("type", "disk", "path", "/", "pool", pool);
    return new Profile(name, "", Map.of(), Map.of("root", root), List.of(), Optional.empty());
  }

  @Test
  void aProfileThatIsToldTwiceIsOne() {
    var findings = new Findings();
    var offered = List.of(profile("default", "fast"), profile("default", "slow"));
    var brought =
        new DeviceChecks(findings, "b")
            .profiles(List.of("default", "default"), offered, "default")
            .orElseThrow();
    assertEquals(Optional.of("fast"), DeviceChecks.root(brought));
    assertTrue(findings.sorted().isEmpty());
  }
}
