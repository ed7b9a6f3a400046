package quayside.core.embedded.osctld;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.osctld.OsctldService.OsctldError;
import quayside.transport.keys.KeyFiles;

/** The commands that change something, each container's under its lock. */
final class Manipulations {
  /** A command on one container. */
  private interface Work {
    void run(Ct ct, Options options, Consumer<Object> progress)
        throws OsctldError, IOException, InterruptedException;
  }

  private final Map<String, Daemon.Handler> handlers;
  private final State state;
  private final Locks locks;
  private final Lifecycle lifecycle;
  private final Containers containers;
  private final Sending sending;

  private Manipulations(
      Map<String, Daemon.Handler> handlers,
      State state,
      Locks locks,
      Lifecycle lifecycle,
      Containers containers,
      Sending sending) {
    this.handlers = handlers;
    this.state = state;
    this.locks = locks;
    this.lifecycle = lifecycle;
    this.containers = containers;
    this.sending = sending;
  }

  static void register(
      Map<String, Daemon.Handler> handlers,
      State state,
      Locks locks,
      Lifecycle lifecycle,
      Containers containers,
      Sending sending,
      Exporting exporting,
      Importing importing) {
    var all = new Manipulations(handlers, state, locks, lifecycle, containers, sending);
    all.registerLifecycle();
    all.registerSending();
    all.registerArchives(exporting, importing);
    all.registerKeys();
  }

  private void locked(String command, Work work) {
    handlers.put(
        command,
        (options, progress) -> {
          Ct ct = state.container(options);
          locks.with(ct, command, options, () -> work.run(ct, options, progress));
          return null;
        });
  }

  private void registerLifecycle() {
    locked("ct_start", (ct, _, progress) -> lifecycle.start(ct, progress));
    locked("ct_stop", (ct, _, progress) -> lifecycle.stop(ct, progress));
    locked("ct_freeze", (ct, _, _) -> lifecycle.freeze(ct, true));
    locked("ct_unfreeze", (ct, _, _) -> lifecycle.freeze(ct, false));
    locked("ct_mount", (_, _, _) -> {});
    locked("ct_delete", (ct, o, p) -> containers.delete(ct, o.flag("force", false), p));
    locked(
        "ct_restart",
        (ct, _, progress) -> {
          lifecycle.stop(ct, progress);
          lifecycle.start(ct, progress);
        });
    locked("ct_set", (ct, options, _) -> set(ct, options));
    locked("ct_unset", (ct, options, _) -> unset(ct, options));
    handlers.put(
        "ct_create",
        (options, progress) -> {
          progress.accept("Fetching image");
          Ct ct = containers.create(options);
          Content.minimal(ct.open("/"));
          return null;
        });
    handlers.put(
        "ct_create_empty",
        (options, _) -> {
          containers.create(options);
          return null;
        });
    handlers.put(
        "ct_dataset_create",
        (options, _) -> {
          state.container(options).open(options.text("name", ""));
          return null;
        });
  }

  private static final List<String> SETTINGS =
      List.of("hostname", "dns_resolvers", "nesting", "ephemeral", "autostart", "attrs");

  private static void set(Ct ct, Options options) throws IOException {
    for (String key : SETTINGS) {
      Object value = options.values().get(key);
      if (value instanceof Map<?, ?> fresh && ct.get(key) instanceof Map<?, ?> held) {
        var merged = new LinkedHashMap<Object, @Nullable Object>(held);
        merged.putAll(fresh);
        ct.put(key, merged);
      } else if (value != null) {
        ct.put(key, value);
      }
    }
  }

  private static void unset(Ct ct, Options options) throws IOException {
    for (String key : SETTINGS) {
      Object value = options.values().get(key);
      if (value instanceof List<?> names && ct.get(key) instanceof Map<?, ?> held) {
        var rest = new LinkedHashMap<Object, @Nullable Object>(held);
        names.forEach(rest::remove);
        ct.put(key, rest);
      } else if (value != null && !Boolean.FALSE.equals(value)) {
        ct.put(key, null);
      }
    }
  }

  private void registerSending() {
    locked("ct_send_config", (ct, o, _) -> sending.config(ct, o));
    locked("ct_send_rootfs", (ct, _, p) -> sending.rootfs(ct, p));
    locked("ct_send_sync", (ct, _, p) -> sending.sync(ct, p));
    locked("ct_send_state", sending::state);
    locked("ct_send_cleanup", (ct, _, p) -> sending.cleanup(ct, p));
    handlers.put(
        "ct_send_cancel",
        (o, _) -> {
          sending.cancel(state.container(o), o.flag("force", false), o.flag("local", false));
          return null;
        });
    locked("ct_send_now", this::now);
  }

  private void registerArchives(Exporting exporting, Importing importing) {
    locked("ct_export", exporting::run);
    handlers.put(
        "ct_import",
        (options, progress) -> {
          importing.run(options, progress);
          return null;
        });
  }

  /** All steps; like the real one it forgets some options on the way (facts trap 4). */
  private void now(Ct ct, Options options, Consumer<Object> progress)
      throws OsctldError, IOException, InterruptedException {
    var kept = new LinkedHashMap<String, @Nullable Object>(options.values());
    kept.keySet().removeAll(List.of("as_user", "as_group", "consistent"));
    boolean clone = options.flag("clone", false);
    kept.put("consistent", !clone);
    Options rest = new Options(kept);
    progress.accept(step("Sending config"));
    sending.config(ct, rest);
    progress.accept(step("Sending rootfs"));
    sending.rootfs(ct, progress);
    progress.accept(step("Sending state"));
    sending.state(ct, rest, progress);
    progress.accept(step("Cleaning up"));
    sending.cleanup(ct, progress);
  }

  private static Map<String, Object> step(String title) {
    var step = new LinkedHashMap<String, Object>();
    step.put("type", "step");
    step.put("title", title);
    return step;
  }

  private void registerKeys() {
    handlers.put("send_key_path", (o, _) -> keyPaths(o));
    handlers.put("send_key_gen", (o, _) -> generate(o));
    handlers.put("receive_authkey_list", (o, _) -> keychain(o).list());
    handlers.put(
        "receive_authkey_add",
        (o, _) -> {
          keychain(o).add(o);
          return null;
        });
    handlers.put(
        "receive_authkey_delete",
        (o, _) -> {
          keychain(o).delete(o.text("name", ""));
          return null;
        });
  }

  private Keychain keychain(Options options) throws OsctldError, IOException {
    return new Keychain(state.folder(), state.pool(options.text("pool")));
  }

  private Map<String, Object> keyPaths(Options options) throws OsctldError {
    String key = Sending.keyPath(state.pool(options.text("pool")));
    var paths = new LinkedHashMap<String, Object>();
    paths.put("private_key", key);
    paths.put("public_key", key + ".pub");
    return paths;
  }

  private @Nullable Object generate(Options options) throws OsctldError, IOException {
    String pool = state.pool(options.text("pool"));
    Path key = state.folder().path(Sending.keyPath(pool));
    KeyFiles.Kind kind =
        KeyFiles.Kind.valueOf(options.text("type", "rsa").toUpperCase(Locale.ROOT));
    int bits = options.number("bits", kind == KeyFiles.Kind.ECDSA ? 521 : 4096);
    Files.deleteIfExists(key);
    Files.deleteIfExists(key.resolveSibling("key.pub"));
    KeyFiles.generate(key, kind, bits, pool + "@" + state.name());
    return null;
  }
}
