package quayside.core.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MaybeSecretTest {

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
        MaybeSecret.keys(config));
    assertEquals(Optional.empty(), MaybeSecret.refusal(Map.of("limits.memory", "1GiB")));
  }

  /** The values are what must not be told. */
  @Test
  void theRefusalNamesKeysAlone() {
    String said = MaybeSecret.refusal(Map.of("user.data", "hush-data")).orElseThrow();
    assertEquals(
        "user.data may be a secret, and what is asked for stands in a journal. Go without it, and"
            + " set it afterwards: quayside config set NODE:CT --config-from user.data=FILE.",
        said);
  }
}
