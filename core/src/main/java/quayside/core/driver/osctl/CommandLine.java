package quayside.core.driver.osctl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quayside.transport.Command;

/**
 * Calls as command lines of {@code osctl}. Global options come first, containers are always {@code
 * pool:id} (osctl would take a bare id that begins a subcommand's name for that subcommand).
 */
final class CommandLine {
  private CommandLine() {}

  /** The words for a call. */
  static Command of(Call call) {
    var words = new ArrayList<String>(List.of("osctl", "-q", "-j"));
    if (call.command().startsWith("send_key")
        || call.command().startsWith("receive_authkey")
        || call.command().equals("ct_import")) {
      option(words, call, "pool", "--pool");
    }
    switch (call.command()) {
      case "pool_list" -> words.addAll(List.of("pool", "ls"));
      case "user_list" -> words.addAll(List.of("user", "ls"));
      case "group_list" -> words.addAll(List.of("group", "ls"));
      case "ct_list" -> words.addAll(List.of("ct", "ls"));
      case "ct_show" -> container(words, call, "ct", "show");
      case "ct_start" -> container(words, call, "ct", "start", "-w", call.text("wait"));
      case "ct_stop" -> container(words, call, "ct", "stop", "-t", call.text("timeout"));
      case "ct_restart" -> container(words, call, "ct", "restart", "-w", call.text("wait"));
      case "ct_freeze" -> container(words, call, "ct", "freeze");
      case "ct_unfreeze" -> container(words, call, "ct", "unfreeze");
      case "ct_delete" -> container(words, call, "ct", "del");
      case "ct_mount" -> container(words, call, "ct", "mount");
      case "ct_export" -> {
        words.addAll(List.of("ct", "export", "--compression", call.text("compression")));
        toggle(words, call, "consistent", "consistent");
        words.addAll(List.of(call.subject(), call.text("file")));
      }
      case "ct_import" -> {
        words.addAll(List.of("ct", "import"));
        option(words, call, "as_id", "--as-id");
        option(words, call, "as_user", "--as-user");
        option(words, call, "as_group", "--as-group");
        option(words, call, "dataset", "--dataset");
        option(words, call, "missing_devices", "--missing-devices");
        words.add(call.text("file"));
      }
      case "ct_device_list" -> container(words, call, "ct", "devices", "ls");
      case "group_device_list" ->
          words.addAll(List.of("group", "devices", "ls", call.text("name")));
      case "netif_list" -> container(words, call, "ct", "netif", "ls");
      case "netif_ip_list" -> {
        words.addAll(List.of("ct", "netif", "ip", "ls"));
        if (call.options().containsKey("id")) {
          words.add(call.subject());
        }
      }
      case "send_key_path" -> words.addAll(List.of("send", "key", "path", "public"));
      case "send_key_gen" -> {
        words.addAll(List.of("send", "key", "gen", "-t", call.text("type")));
        option(words, call, "bits", "-b");
        if (call.isOn("force")) {
          words.add("-f");
        }
      }
      case "receive_authkey_list" -> words.addAll(List.of("receive", "authorized-keys", "ls"));
      case "receive_authkey_delete" ->
          words.addAll(List.of("receive", "authorized-keys", "del", call.text("name")));
      case "receive_authkey_add" -> addKey(words, call);
      default -> send(words, call);
    }
    return Command.of(words);
  }

  /** What the command reads from standard input. */
  static String input(Call call) {
    return call.command().equals("receive_authkey_add") ? call.text("public_key") + "\n" : "";
  }

  private static void addKey(List<String> words, Call call) {
    words.addAll(List.of("receive", "authorized-keys", "add"));
    option(words, call, "ctid", "--ctid");
    option(words, call, "from", "--from");
    if (call.isOn("single_use")) {
      words.add("--single-use");
    }
    words.add(call.text("name"));
  }

  private static void send(List<String> words, Call call) {
    String step = call.command().replaceFirst("^ct_send_", "");
    words.addAll(List.of("ct", "send", step));
    switch (step) {
      case "config" -> {
        option(words, call, "port", "--port");
        option(words, call, "as_id", "--as-id");
        option(words, call, "as_user", "--as-user");
        option(words, call, "as_group", "--as-group");
        option(words, call, "to_pool", "--to-pool");
        toggle(words, call, "network_interfaces", "network-interfaces");
        toggle(words, call, "snapshots", "snapshots");
      }
      case "state" -> {
        toggle(words, call, "clone", "clone");
        toggle(words, call, "consistent", "consistent");
        toggle(words, call, "restart", "restart");
        toggle(words, call, "start", "start");
      }
      case "cancel" -> {
        if (call.isOn("force")) {
          words.add("--force");
        }
        if (call.isOn("local")) {
          words.add("--local");
        }
      }
      case "rootfs", "sync", "cleanup" -> {}
      default -> throw new IllegalStateException("no command line for " + call.command());
    }
    words.add(call.subject());
    if (step.equals("config")) {
      words.add(call.text("dst"));
    }
  }

  private static void container(List<String> words, Call call, String... command) {
    words.addAll(List.of(command));
    words.add(call.subject());
  }

  private static void option(List<String> words, Call call, String option, String flag) {
    Optional.ofNullable(call.options().get(option))
        .ifPresent(value -> words.addAll(List.of(flag, value.toString())));
  }

  private static void toggle(List<String> words, Call call, String option, String name) {
    words.add((call.isOn(option) ? "--" : "--no-") + name);
  }
}
