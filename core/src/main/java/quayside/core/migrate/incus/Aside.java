package quayside.core.migrate.incus;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import quayside.core.driver.DriverException;
import quayside.core.driver.InstanceServer;
import quayside.core.driver.Instances;
import quayside.core.driver.OwnSetting;
import quayside.core.model.Instance;
import quayside.core.model.InstanceSettings;
import quayside.core.model.NewInstance;
import quayside.core.operation.StepContext;
import quayside.core.problem.Problem;

/**
 * The instance that a refresh replaces. It is given another name, and a copy of it gets its own; so
 * nothing is ever carried into the only good copy. When the refreshed one was verified it is
 * removed, and when the refresh is taken back it gets its name again.
 */
final class Aside {
  /** Tells which operation put it aside, and what its name was: {@code JOB NAME}. */
  static final String KEY = "user.quayside.aside";

  /**
   * Who it was to cloud-init. A server draws that anew for whatever gets another name, and
   * cloud-init then sets it up at its next start as if it were a new one.
   */
  static final String INSTANCE_ID = KEY + ".instance-id";

  /** What was noted when it had its name again and before {@link #KEY} was taken away. */
  private static final String NOTE = "aside";

  private static final String BEFORE = "-before-";
  private static final int DIGITS = 8;
  private static final int LONGEST = 63;

  private final Job job;

  Aside(Job job) {
    this.job = job;
  }

  /** Its other name: of a container {@code web} for example {@code web-before-1a2b3c4d}. */
  static String name(String id, String mark) {
    String tail = BEFORE + mark.substring(0, Math.min(DIGITS, mark.length()));
    return id.substring(0, Math.min(id.length(), LONGEST - tail.length())) + tail;
  }

  /** Whether a name can be that of what was put aside for an instance. */
  static boolean isName(String name, String id) {
    return name.length() >= DIGITS && name.equals(name(id, name.substring(name.length() - DIGITS)));
  }

  /** Whether an instance was put aside, or was about to be, by an operation. */
  static boolean isOf(Instance instance, String mark) {
    return instance.settings().config().getOrDefault(KEY, "").startsWith(mark + " ");
  }

  /** What it was called, if it was put aside by whichever operation. */
  static Optional<String> nameBefore(Instance instance) {
    return nameBefore(instance.settings().config().getOrDefault(KEY, ""));
  }

  /** The same of the text that says so. */
  static Optional<String> nameBefore(String text) {
    return Optional.of(text.substring(text.indexOf(' ') + 1)).filter(name -> !name.isEmpty());
  }

  /** Whether anything is to be brought back. */
  boolean isNeeded(Situation now) {
    return now.aside().isPresent() || isMeant(now);
  }

  /** It has its name, and what tells that it is to be put aside or was. */
  private boolean isMeant(Situation now) {
    return now.mark().isEmpty() && now.target().filter(old -> isOf(old, job.mark())).isPresent();
  }

  /** Puts it aside, and makes the copy of it that is to be refreshed. */
  void put(StepContext context, InstanceSettings wanted, boolean snapshots) throws IOException {
    Instance old = whole(InstanceServer.of(context.target()));
    String aside = name(job.request().targetId(), job.mark());
    context.detail(
        "“%s” is kept on %s as “%s” until the new one was verified"
            .formatted(job.request().targetId(), job.request().target(), aside));
    context.patience(context.limits().stall());
    Instances instances = InstanceServer.of(context.target()).instances();
    InstanceSettings settings = onto(old, wanted);
    HeldInterfaces held = HeldInterfaces.beside(old, settings);
    OwnSetting.change(instances, job.there(), now -> held.hidden(noted(now)));
    instances.rename(job.there(), aside);
    instances.create(
        new NewInstance(
            job.targetProject(),
            Optional.of(job.request().targetId()),
            new NewInstance.Source.Copy(job.targetProject(), aside, Optional.empty(), snapshots),
            settings),
        _ -> context.alive());
    exactly(instances, settings);
    context.patience(context.limits().answer());
  }

  /** What is to be put aside, stopped, and with all of its interfaces. */
  private Instance whole(InstanceServer there) throws IOException {
    Instance old =
        Situation.find(there, job.there())
            .filter(found -> !found.state().runs())
            .orElseThrow(() ->
                Run.problem(
                    "refresh-refused",
                    "Nothing to refresh",
                    "“%s” is not on %s any more, or was started there. Nothing was changed."
                        .formatted(job.request().targetId(), job.request().target()),
                    "Stop it there, or move without refreshing."));
    if (!HeldInterfaces.areOf(old)) {
      return old;
    }
    HeldInterfaces.giveBack(there.instances(), job.there()); // nobody ended an earlier refresh
    return there.instances().get(job.there());
  }

  private InstanceSettings noted(InstanceSettings settings) {
    var config = new LinkedHashMap<>(settings.config());
    config.put(KEY, job.mark() + " " + job.request().targetId());
    Optional.ofNullable(config.get(Outfit.INSTANCE_ID))
        .ifPresent(id -> config.putIfAbsent(INSTANCE_ID, id));
    return settings.withConfig(config);
  }

  /** The last thing when it has its name again: it is who it was. */
  static void forget(Instances instances, String name) throws IOException {
    OwnSetting.change(
        instances,
        name,
        settings -> {
          var config = new LinkedHashMap<>(settings.config());
          config.remove(KEY);
          Optional.ofNullable(config.remove(INSTANCE_ID))
              .ifPresent(id -> config.put(Outfit.INSTANCE_ID, id));
          return settings.withConfig(config);
        });
  }

  /** What it shall be, where the old one was; a clone that was there before keeps who it is. */
  private InstanceSettings onto(Instance old, InstanceSettings wanted) {
    var config = new LinkedHashMap<>(wanted.config());
    old.settings()
        .config()
        .forEach((key, value) -> {
          if (job.request().cloning() && Outfit.isIdentity(key)) {
            config.put(key, value);
          }
        });
    var devices = new LinkedHashMap<>(keeping(wanted, old.expandedDevices()).devices());
    if (job.request().options().toPool().isEmpty()) {
      old.settings()
          .devices()
          .forEach((name, device) -> {
            if (Outfit.isRoot(device)) {
              devices.put(name, device);
            }
          });
    }
    return wanted.withConfig(config).withDevices(devices);
  }

  /**
   * With the addresses of a clone that was there before, which it keeps: those of its original are
   * its original's.
   *
   * @param known its devices
   */
  InstanceSettings keeping(InstanceSettings wanted, Map<String, Map<String, String>> known) {
    if (!job.refreshes() || !job.request().cloning()) {
      return wanted;
    }
    var devices = new LinkedHashMap<>(wanted.devices());
    devices.replaceAll((name, device) ->
        job.special().devices().containsKey(name)
            ? device
            : HeldInterfaces.withAddresses(device, known.getOrDefault(name, Map.of())));
    return wanted.withDevices(devices);
  }

  /**
   * A server adds to a copy whatever its original has besides. Saved twice where it forgets with
   * that what was wanted of an interface that becomes another, see {@link HeldInterfaces}.
   */
  private void exactly(Instances instances, InstanceSettings settings) throws IOException {
    for (int i = 0; i < 2; i++) {
      OwnSetting.change(
          instances,
          job.there(),
          made -> {
            Map<String, String> config = new LinkedHashMap<>(settings.config());
            made.config()
                .forEach((key, value) -> {
                  if (key.startsWith("volatile.")) {
                    config.putIfAbsent(key, value);
                  }
                });
            return settings.withConfig(config);
          });
    }
  }

  /** One thing that brings it back; the copy in its place must be gone. */
  void back(StepContext context, Situation now) throws IOException {
    Instances there = InstanceServer.of(context.target()).instances();
    context.patience(context.limits().stall());
    if (isMeant(now)) {
      giveBack(there, job.there(), now.target());
      context.note(NOTE, "back");
      forget(there, job.there());
    } else if (now.target().isPresent()) {
      throw Run.problem(
          "aside-left",
          "Not brought back",
          "On %s something else is called “%s” by now; what it was before is there as “%s”."
              .formatted(
                  job.request().target(),
                  job.request().targetId(),
                  name(job.request().targetId(), job.mark())),
          "Rename or remove the new one, then cancel again.");
    } else {
      giveBack(there, job.aside(), now.aside());
      there.rename(job.aside(), job.request().targetId());
    }
    context.patience(context.limits().answer());
  }

  /** Before it has its name again: whoever meets it under that shall find all of it. */
  private void giveBack(Instances there, String name, Optional<Instance> old) throws IOException {
    if (old.filter(HeldInterfaces::areOf).isEmpty()) {
      return;
    }
    try {
      HeldInterfaces.giveBack(there, name);
    } catch (DriverException.Exists | DriverException.Rejected refused) {
      throw Run.problem(
          "aside-left",
          "Not brought back",
          "On %s “%s” cannot have its interfaces again: %s Nothing of it was removed; they are written down in its setting %s."
              .formatted(
                  job.request().target(),
                  name.substring(name.indexOf(':') + 1),
                  Problem.of(refused).sentence(),
                  HeldInterfaces.KEY),
          "Settle that there, then cancel again.");
    }
  }

  /** Whether this operation, now or before a crash, brought it back. */
  static boolean wasBrought(StepContext context) {
    return context.noted(NOTE).isPresent();
  }
}
