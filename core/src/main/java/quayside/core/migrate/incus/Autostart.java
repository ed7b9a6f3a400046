package quayside.core.migrate.incus;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import quayside.core.driver.DriverException;
import quayside.core.driver.InstanceServer;
import quayside.core.driver.OwnSetting;
import quayside.core.model.Instance;
import quayside.core.operation.StepContext;

/**
 * A server that starts anew starts what is to start with it: also an original that was stopped to
 * be switched over, beside its copy. So that is held back for as long as the original stands still.
 */
final class Autostart {
  /** Noted before it is held back: what the instance itself said, or nothing. */
  private static final String NOTE = "autostart";

  private static final String NOTHING = "-";

  private Autostart() {}

  /** Holds it back at the source, which runs yet. */
  static void hold(StepContext context, Job job, Instance source) throws IOException {
    if (Boolean.parseBoolean(source.expandedConfig().get(Outfit.AUTOSTART))) {
      context.note(NOTE, source.settings().config().getOrDefault(Outfit.AUTOSTART, NOTHING));
      OwnSetting.write(
          InstanceServer.of(context.source()).instances(), job.here(), Outfit.AUTOSTART, "false");
    }
  }

  /** Gives it back, if it was held back; whoever set it meanwhile knows better. */
  static void release(StepContext context, Job job) throws IOException {
    Optional<String> before = context.noted(NOTE);
    if (before.isEmpty()) {
      return;
    }
    try {
      OwnSetting.change(
          InstanceServer.of(context.source()).instances(),
          job.here(),
          now -> now.withConfig(restored(now.config(), before.get())));
    } catch (DriverException.NotFound _) {
      // it is not there any more
    }
  }

  /** Whether it is held back by now. */
  static boolean isHeld(StepContext context, Situation now) {
    return context.noted(NOTE).isPresent()
        && now.source()
            .map(source -> "false".equals(source.settings().config().get(Outfit.AUTOSTART)))
            .orElse(false);
  }

  /** The source as it is without that. */
  static Instance asItWas(StepContext context, Instance source) {
    Optional<String> before = context.noted(NOTE);
    return before.isEmpty()
        ? source
        : source.withSettings(
            source.settings().withConfig(restored(source.settings().config(), before.get())));
  }

  private static Map<String, String> restored(Map<String, String> config, String before) {
    var restored = new LinkedHashMap<>(config);
    if ("false".equals(config.get(Outfit.AUTOSTART))) {
      restored.remove(Outfit.AUTOSTART);
      if (!before.equals(NOTHING)) {
        restored.put(Outfit.AUTOSTART, before);
      }
    }
    return restored;
  }
}
