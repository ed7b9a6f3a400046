package quayside.core.embedded.osctl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.osctld.OsctldService;

/**
 * A daemon in the situation in which something was recorded: it answers with the objects that were
 * on the node then, and refuses with the words that were heard then.
 */
final class RecordedDaemon implements OsctldService {
  /** Tables whose objects were recorded as JSON under another name than NAME_json. */
  private static final Map<String, String> SOURCES =
      Map.ofEntries(
          Map.entry("ct_ls_empty", "ct_ls_json"),
          Map.entry("ct_ls_empty_json", "ct_ls_json"),
          Map.entry("ct_ls_o_id_H", "ct_ls_json"),
          Map.entry("ct_ls_unknown_id", "ct_ls_json"),
          Map.entry("err_pool_unknown_g", "ct_ls_json"),
          Map.entry("ct_ls2_attr", "ct_ls2_json"),
          Map.entry("sort_table", "sort_json_user"),
          Map.entry("ct_show_H", "ct_show2_json"),
          Map.entry("ct_show_o", "ct_show2_json"),
          Map.entry("ct_log_cat", "ct_show_json"));

  private static final List<String> ONLY_TABLES =
      List.of("import_ls", "import_ls_after_failures", "del_ls_after");
  private static final List<String> FROM_OSCTL = List.of("memory", "cpu_us", "loadavg");

  private final Recording recording;
  private final List<String> asked = new ArrayList<>();
  private final Map<String, @Nullable Object> lastOptions = new LinkedHashMap<>();

  RecordedDaemon(Recording recording) {
    this.recording = recording;
  }

  /** The commands that arrived, in their order. */
  List<String> asked() {
    return asked;
  }

  /** The options of the last command. */
  Map<String, @Nullable Object> lastOptions() {
    return lastOptions;
  }

  @Override
  public @Nullable Object call(
      String command, Map<String, ? extends @Nullable Object> options, Consumer<Object> progress)
      throws OsctldError {
    asked.add(command);
    lastOptions.clear();
    lastOptions.putAll(options);
    try {
      if (command.equals("send_key_path")) {
        String folder = "/tank/conf/send-receive/";
        return Map.of("public_key", folder + "key.pub", "private_key", folder + "key");
      }
      if (command.equals("self_ping")) {
        return "pong";
      }
      if (command.endsWith("_list") || command.endsWith("_show") || command.contains("health")) {
        refuseIfRecorded();
        return answer(options);
      }
      recording.progress().forEach(progress);
      if (recording.name().equals("retry_sync_after_failed_sync")) {
        progress.accept(amount(100, 82));
      }
      if (recording.name().equals("sendB_3_sync_plain_tty")) {
        progress.accept(amount(20, 0));
        progress.accept(amount(20, 20));
      }
      refuseIfRecorded();
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> amount(long size, long done) {
    return Map.of(
        "type", "progress", "data", Map.of("size", size, "transfered", done, "changed", done));
  }

  private void refuseIfRecorded() throws OsctldError {
    if (recording.status() == 1) {
      String said = recording.error();
      throw new OsctldError(said.startsWith("undefined method") ? "sync failed" : said);
    }
  }

  private @Nullable Object answer(Map<String, ? extends @Nullable Object> options)
      throws IOException {
    if (ONLY_TABLES.contains(recording.name())) {
      return recording.table();
    }
    String source =
        recording.json() && !SOURCES.containsKey(recording.name())
            ? recording.name()
            : SOURCES.getOrDefault(recording.name(), recording.name() + "_json");
    Object value = Recording.load(source).value();
    if (!(value instanceof List<?>)) {
      return fromDaemon(Invocation.object(value));
    }
    var objects = new ArrayList<Map<String, @Nullable Object>>();
    for (var object : Invocation.objects(value)) {
      if (wanted(object, options)) {
        objects.add(fromDaemon(object));
      }
    }
    return objects;
  }

  private static Map<String, @Nullable Object> fromDaemon(Map<String, @Nullable Object> object) {
    if (object.containsKey("init_pid")) {
      object.keySet().removeAll(FROM_OSCTL);
    }
    if (object.containsKey("addr")) {
      Object address = object.remove("addr");
      if (object.containsKey("via")) {
        var route = new LinkedHashMap<String, @Nullable Object>();
        route.put("address", address);
        route.put("via", object.remove("via"));
        address = route;
      }
      object.put("" + object.remove("version"), List.of(Objects.requireNonNull(address)));
    }
    return object;
  }

  private static boolean wanted(
      Map<String, @Nullable Object> object, Map<String, ? extends @Nullable Object> options) {
    for (var filter : Map.of("ids", "id", "pool", "pool", "state", "state").entrySet()) {
      if (options.get(filter.getKey()) instanceof List<?> values
          && !values.contains(object.get(filter.getValue()))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Subscription subscribe(Consumer<Map<String, Object>> events) {
    throw new IllegalStateException("no events were recorded");
  }
}
