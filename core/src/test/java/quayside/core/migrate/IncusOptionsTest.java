package quayside.core.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IncusOptionsTest {

  @Test
  void settingsThatMayBeSecretsAreNamed() {
    var config =
        Map.of(
            "environment.DB_PASSWORD", "x",
            "user.data", "x",
            "cloud-init.user-data", "x",
            "raw.Token", "x",
            "user.gone", "",
            "limits.memory", "1GiB",
            "boot.autostart", "true");
    assertEquals(
        List.of("cloud-init.user-data", "environment.DB_PASSWORD", "raw.Token", "user.data"),
        IncusOptions.DEFAULT.withConfig(config).maybeSecret());
    assertEquals(List.of(), IncusOptions.DEFAULT.maybeSecret());
  }
}
