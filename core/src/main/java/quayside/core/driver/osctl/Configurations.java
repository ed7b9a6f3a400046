package quayside.core.driver.osctl;

import java.io.IOException;
import quayside.core.driver.DriverException;
import quayside.core.driver.Limits;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;
import quayside.core.yaml.Yaml;
import quayside.transport.Command;

/** The configuration files that osctld keeps in a pool; no command shows all that is in them. */
final class Configurations {
  private final Carrier carrier;
  private final Shell shell;
  private final Limits limits;

  Configurations(Carrier carrier, Shell shell, Limits limits) {
    this.carrier = carrier;
    this.shell = shell;
    this.limits = limits;
  }

  /** Path of the send key of a pool; {@code which}: {@code public_key} or {@code private_key}. */
  String keyPath(String pool, String which) throws IOException {
    Checks.check(ContainerName.isPool(pool), "pool", pool);
    JsonValue paths =
        carrier.call(Call.of("send_key_path").with("pool", pool), limits.answer(), Carrier.DEAF);
    return OsctlDriver.read(paths, () -> paths.get(which).text());
  }

  /** Folder of a pool, such as {@code /tank}. */
  String folder(String pool) throws IOException {
    String key = keyPath(pool, "public_key");
    String folder = key.replaceFirst("/conf/send-receive/[^/]*$", "");
    if (folder.equals(key) || !folder.startsWith("/")) {
      throw new DriverException.Unreadable(
          "The node does not tell where its pool “" + pool + "” is.", Refusals.beginning(key));
    }
    return folder;
  }

  /** The text of a container's file (facts §6.3). */
  String text(ContainerName container) throws IOException {
    return text(
        folder(container.pool()) + "/conf/ct/" + container.id() + ".yml", "container " + container);
  }

  /** The text of a user's file (facts §6.1). */
  String user(String pool, String user) throws IOException {
    return text(folder(pool) + "/conf/user/" + user + ".yml", "user " + user);
  }

  /** The text of a group's file (facts §6.2). */
  String group(String pool, String group) throws IOException {
    return text(
        folder(pool) + "/conf/group" + (group.equals("/") ? "" : group) + "/config.yml",
        "group " + group);
  }

  private String text(String path, String what) throws IOException {
    Shell.Result result = shell.run(Command.of("cat", path), "", limits.answer());
    if (result.exit() == 0) {
      return result.out();
    }
    String said = Refusals.beginning(result.err().strip());
    if (said.contains("No such file")) {
      throw new DriverException.NotFound("There is no " + what + " there (no configuration file).");
    }
    throw new DriverException.Rejected(
        "The configuration of the " + what + " cannot be read on the node: “" + said + "”.");
  }

  /** What a container's file says. */
  JsonValue parsed(ContainerName container) throws IOException {
    String text = text(container);
    try {
      return Yaml.parse(text);
    } catch (JsonException e) {
      throw new DriverException.Unreadable(
          "The configuration of " + container + " on the node is " + e.getMessage() + ".",
          Refusals.beginning(text));
    }
  }
}
