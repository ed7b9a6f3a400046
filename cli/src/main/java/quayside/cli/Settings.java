package quayside.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import quayside.core.driver.DriverException;
import quayside.core.fleet.Pairs;
import quayside.core.model.InstanceSettings;

/** The options that change settings and devices, of an instance as of a profile. */
final class Settings {
  /** Larger than any setting that a server takes. */
  private static final int LONGEST = 1 << 20;

  @Option(
      names = "--config",
      paramLabel = "KEY=VALUE",
      description = "A setting; as often as there shall be some.")
  private List<String> config = List.of();

  @Option(
      names = "--config-from",
      paramLabel = "KEY=FILE",
      description = "A setting whose value is in a file, or (-) comes by standard input.")
  private List<String> files = List.of();

  @Option(names = "--unset", paramLabel = "KEY", description = "Takes a setting away.")
  private List<String> unset = List.of();

  @Option(
      names = "--device",
      paramLabel = "NAME,KEY=VALUE…",
      description = "A device, in place of one of that name: eth0,type=nic,network=lan")
  private List<String> devices = List.of();

  @Option(names = "--no-device", paramLabel = "NAME", description = "Takes a device away.")
  private List<String> noDevices = List.of();

  @Option(names = "--description", paramLabel = "TEXT", description = "Words about it.")
  private Optional<String> description = Optional.empty();

  /** Whether nothing at all was said. */
  boolean isEmpty() {
    return config.isEmpty()
        && files.isEmpty()
        && unset.isEmpty()
        && devices.isEmpty()
        && noDevices.isEmpty()
        && description.isEmpty();
  }

  /** Refuses what cannot be understood, before any server is asked. */
  void requirePairs() {
    var any = new LinkedHashMap<String, String>();
    config.forEach(text -> Pairs.put(any, text, "--config"));
    files.forEach(text -> Pairs.put(any, text, "--config-from"));
    devices.forEach(text -> Pairs.putDevice(new LinkedHashMap<>(), text, "--device"));
  }

  /** The same without what shall be taken away; empty if nothing shall. */
  Optional<InstanceSettings> less(InstanceSettings now) {
    if (unset.isEmpty() && noDevices.isEmpty()) {
      return Optional.empty();
    }
    var fewer = new LinkedHashMap<>(now.config());
    unset.forEach(fewer::remove);
    var devicesLeft = new LinkedHashMap<>(now.devices());
    noDevices.forEach(devicesLeft::remove);
    return Optional.of(now.withConfig(fewer).withDevices(devicesLeft));
  }

  /** The description that was said, or the one there is. */
  String description(String old) {
    return description.orElse(old);
  }

  /** The settings there are, with what was said. */
  Map<String, String> config(Map<String, String> old, Console console) throws IOException {
    var all = new LinkedHashMap<>(old);
    remove(all, unset, "setting");
    config.forEach(text -> Pairs.put(all, text, "--config"));
    var named = new LinkedHashMap<String, String>();
    files.forEach(text -> Pairs.put(named, text, "--config-from"));
    for (var each : named.entrySet()) {
      all.put(each.getKey(), contents(each.getValue(), console));
    }
    return all;
  }

  private static String contents(String file, Console console) throws IOException {
    byte[] bytes;
    try (InputStream in = file.equals("-") ? console.in() : Files.newInputStream(Path.of(file))) {
      bytes = in.readNBytes(LONGEST + 1);
    }
    if (bytes.length > LONGEST) {
      throw new IllegalArgumentException(file + " has more than 1 MiB: that is no setting");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The devices there are, with what was said. */
  Map<String, Map<String, String>> devices(Map<String, Map<String, String>> old)
      throws IOException {
    var all = new LinkedHashMap<>(old);
    remove(all, noDevices, "device");
    devices.forEach(text -> Pairs.putDevice(all, text, "--device"));
    return all;
  }

  /** Takes away what must be there: a mistyped name is no success. */
  static void remove(Map<String, ?> from, List<String> names, String what) throws IOException {
    for (String name : names) {
      if (from.remove(name) == null) {
        throw new DriverException.NotFound(
            "There is no " + what + " “" + name + "” of its own; nothing was changed.");
      }
    }
  }
}
