package quayside.core.embedded.osctld;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The daemon's events, told to everybody who subscribed. */
final class Events {
  private final List<Consumer<Map<String, Object>>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong commands = new AtomicLong();

  OsctldService.Subscription subscribe(Consumer<Map<String, Object>> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  long nextCommand() {
    return commands.incrementAndGet();
  }

  void management(
      long id, String state, String command, Map<String, ? extends @Nullable Object> options) {
    var opts = new LinkedHashMap<String, @Nullable Object>();
    opts.put("id", id);
    opts.put("state", state);
    opts.put("cmd", command);
    opts.put("opts", options);
    tell("management", opts);
  }

  void state(Ct ct) {
    var opts = new LinkedHashMap<String, @Nullable Object>();
    opts.put("pool", ct.pool());
    opts.put("id", ct.id());
    opts.put("state", ct.state());
    tell("state", opts);
  }

  void initPid(Ct ct) {
    var opts = new LinkedHashMap<String, @Nullable Object>();
    opts.put("pool", ct.pool());
    opts.put("id", ct.id());
    opts.put("init_pid", ct.initPid());
    tell("ct_init_pid", opts);
  }

  void netif(Ct ct, String action) {
    for (Map<?, ?> netif : ct.maps("net_interfaces")) {
      var opts = new LinkedHashMap<String, @Nullable Object>();
      opts.put("action", action);
      opts.put("pool", ct.pool());
      opts.put("id", ct.id());
      opts.put("name", netif.get("name"));
      tell("ct_netif", opts);
    }
  }

  void container(Ct ct, String action) {
    var opts = new LinkedHashMap<String, @Nullable Object>();
    opts.put("object", "container");
    opts.put("pool", ct.pool());
    opts.put("id", ct.id());
    opts.put("action", action);
    tell("db", opts);
  }

  private void tell(String type, Map<String, @Nullable Object> opts) {
    var event = new LinkedHashMap<String, Object>();
    event.put("type", type);
    event.put("opts", opts);
    listeners.forEach(listener -> listener.accept(event));
  }
}
