package quayside.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import quayside.core.model.InstanceSettings;
import quayside.core.model.Profile;
import quayside.core.model.ServerOperation;

/** What is on an Incus or LXD server, for programs and for people. */
final class ServerViews {
  private ServerViews() {}

  static Map<String, Object> settings(
      String container, InstanceSettings settings, Optional<String> etag) {
    var object = Views.typed("settings");
    object.put("container", container);
    object.put("description", settings.description());
    object.put("architecture", settings.architecture());
    object.put("ephemeral", settings.ephemeral());
    object.put("profiles", settings.profiles());
    object.put("config", settings.config());
    object.put("devices", settings.devices());
    object.put("etag", etag);
    return object;
  }

  static Map<String, Object> profile(String node, String project, Profile profile) {
    var object = Views.typed("profile");
    object.put("node", node);
    object.put("project", project);
    object.put("name", profile.name());
    object.put("description", profile.description());
    object.put("config", profile.config());
    object.put("devices", profile.devices());
    object.put("instances", profile.instances());
    object.put("etag", profile.etag());
    return object;
  }

  /** Without its metadata, in which servers put the secrets of migrations. */
  static Map<String, Object> operation(String node, ServerOperation operation) {
    var object = Views.typed("server-operation");
    object.put("node", node);
    object.put("id", operation.id());
    object.put("description", operation.description());
    object.put("status", operation.status());
    object.put("code", operation.code());
    object.put("resources", operation.resources());
    object.put("progress", operation.progress());
    object.put("mayCancel", operation.mayCancel());
    object.put("error", operation.error());
    object.put("created", operation.created());
    object.put("updated", operation.updated());
    return object;
  }

  /** Settings and devices as lines for people. */
  static List<List<String>> rows(
      Map<String, String> config, Map<String, Map<String, String>> devices) {
    var rows = new ArrayList<List<String>>();
    config.forEach((key, value) -> rows.add(List.of("config", key, value)));
    devices.forEach((name, device) -> {
      var words = new ArrayList<String>();
      device.forEach((key, value) -> words.add(key + "=" + value));
      rows.add(List.of("device", name, String.join(",", words)));
    });
    return rows;
  }
}
