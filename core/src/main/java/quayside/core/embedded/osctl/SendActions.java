package quayside.core.embedded.osctl;

import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.osctld.OsctldService.OsctldError;

/** {@code osctl ct send …} and {@code osctl send key …}: the source's side of a move. */
final class SendActions {
  /** What Ruby's progress bar answers when it is asked to stop half-way (recorded). */
  private static final String BAR_FAILURE =
      "undefined method `cancel' for an instance of ProgressBar::Base";

  private SendActions() {}

  static void register(Map<String, Action> actions) {
    actions.put("ct send", SendActions::now);
    actions.put("ct send config", SendActions::config);
    actions.put("ct send rootfs", run -> step(run, "ct_send_rootfs"));
    actions.put("ct send sync", run -> step(run, "ct_send_sync"));
    actions.put("ct send state", SendActions::state);
    actions.put("ct send cleanup", run -> step(run, "ct_send_cleanup"));
    actions.put("ct send cancel", SendActions::cancel);
    actions.put("send key gen", SendActions::generateKey);
    actions.put("send key path", SendActions::keyPath);
  }

  private static void config(Invocation run) throws OsctldError, UsageException, CommandFailed {
    run.takes("id", "dst");
    send(run, "ct_send_config", configOptions(run));
  }

  private static void now(Invocation run) throws OsctldError, UsageException, CommandFailed {
    run.takes("id", "dst");
    Map<String, @Nullable Object> options = configOptions(run);
    stateOptions(run, options);
    send(run, "ct_send_now", options);
  }

  private static void state(Invocation run) throws OsctldError, UsageException, CommandFailed {
    run.takes("id");
    Map<String, @Nullable Object> options = run.entity("id", run.argument(0));
    stateOptions(run, options);
    send(run, "ct_send_state", options);
  }

  private static void cancel(Invocation run) throws OsctldError, UsageException, CommandFailed {
    run.takes("id");
    Map<String, @Nullable Object> options = run.entity("id", run.argument(0));
    options.put("force", run.on("force"));
    options.put("local", run.on("local"));
    send(run, "ct_send_cancel", options);
  }

  private static void step(Invocation run, String command)
      throws OsctldError, UsageException, CommandFailed {
    run.takes("id");
    send(run, command, run.entity("id", run.argument(0)));
  }

  private static Map<String, @Nullable Object> configOptions(Invocation run) throws UsageException {
    Map<String, @Nullable Object> options = run.entity("id", run.argument(0));
    options.put("dst", run.argument(1));
    options.put("port", run.number("port"));
    for (String key :
        List.of("passphrase", "as-id", "as-user", "as-group", "to-pool", "from-snapshot")) {
      options.put(key.replace('-', '_'), run.option(key));
    }
    for (String key : List.of("network-interfaces", "snapshots", "preexisting-datasets")) {
      options.put(key.replace('-', '_'), run.on(key));
    }
    return options;
  }

  private static void stateOptions(Invocation run, Map<String, @Nullable Object> options) {
    for (String key : List.of("clone", "consistent", "restart", "start")) {
      options.put(key, run.on(key));
    }
  }

  private static void send(Invocation run, String command, Map<String, @Nullable Object> options)
      throws OsctldError, CommandFailed {
    var progress = new SendProgress(run);
    try {
      run.call(command, options, progress);
    } catch (OsctldError e) {
      if (progress.drawn() && !run.terminal().pty()) {
        throw new CommandFailed(1, BAR_FAILURE);
      }
      throw e;
    }
    progress.finish();
  }

  private static void generateKey(Invocation run)
      throws OsctldError, UsageException, CommandFailed {
    run.takes();
    String type = run.option("type");
    if (type == null || !List.of("rsa", "ecdsa", "ed25519").contains(type)) {
      throw new UsageException(run.verb(), "invalid argument: --type " + type);
    }
    Map<String, @Nullable Object> paths = paths(run);
    if (!run.on("force")) {
      for (String path : List.of("" + paths.get("public_key"), "" + paths.get("private_key"))) {
        if (run.file(path).filter(Files::exists).isPresent()) {
          throw new CommandFailed(
              1, "File " + path + " already exists, use -f, --force to overwrite");
        }
      }
    }
    var options = new LinkedHashMap<String, @Nullable Object>();
    options.put("pool", run.pool());
    options.put("type", type);
    Long bits = run.number("bits");
    if (bits != null) {
      options.put("bits", bits);
    }
    run.call("send_key_gen", options);
  }

  private static void keyPath(Invocation run) throws OsctldError, UsageException {
    run.takes("?which");
    String which = run.arguments().isEmpty() ? "public" : run.argument(0);
    if (!which.equals("public") && !which.equals("private")) {
      throw new UsageException(run.verb(), "expected public/private, got '" + which + "'");
    }
    run.terminal().line(String.valueOf(paths(run).get(which + "_key")));
  }

  private static Map<String, @Nullable Object> paths(Invocation run) throws OsctldError {
    var options = new LinkedHashMap<String, @Nullable Object>();
    options.put("pool", run.pool());
    return Invocation.object(run.call("send_key_path", options));
  }
}
