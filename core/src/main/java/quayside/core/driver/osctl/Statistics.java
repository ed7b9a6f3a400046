package quayside.core.driver.osctl;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import quayside.core.driver.Limits;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;
import quayside.transport.Threads;

/**
 * Memory, CPU time and load of containers. osctl reads them from control groups by itself, so the
 * socket does not tell them (facts §7.1); they are asked for beside, at most every half minute, and
 * nobody waits for them.
 */
final class Statistics {
  private static final Logger LOG = System.getLogger(Statistics.class.getName());
  private static final long AGE = Duration.ofSeconds(25).toNanos();
  private static final List<String> KEYS = List.of("memory", "cpu_us", "loadavg");

  private final Carrier commandLine;
  private final Limits limits;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile Map<String, JsonValue> known = Map.of();
  private volatile long asked = System.nanoTime() - AGE;

  Statistics(Carrier commandLine, Limits limits) {
    this.commandLine = commandLine;
    this.limits = limits;
  }

  /** Asks again in the background, if the last answer is old. */
  void refresh() {
    if (System.nanoTime() - asked >= AGE && asking.compareAndSet(false, true)) {
      Threads.start("quayside-statistics", this::ask);
    }
  }

  /** A running container's record with what was last heard; others as they are. */
  JsonValue added(JsonValue record) throws JsonException {
    String name = record.get("pool").textOr("") + ":" + record.get("id").textOr("");
    JsonValue statistics = known.get(name);
    if (statistics == null || !record.get("state").textOr("").equals("running")) {
      return record;
    }
    var more = new LinkedHashMap<String, Object>(record.plain());
    for (String key : KEYS) {
      Object value = statistics.get(key).raw();
      if (value != null) {
        more.putIfAbsent(key, value);
      }
    }
    return JsonValue.of(more);
  }

  private void ask() {
    try {
      var heard = new HashMap<String, JsonValue>();
      for (JsonValue record :
          commandLine.call(Call.of("ct_list"), limits.answer(), Carrier.DEAF).list()) {
        heard.put(record.get("pool").textOr("") + ":" + record.get("id").textOr(""), record);
      }
      known = Map.copyOf(heard);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "no statistics: {0}", e.getMessage());
    } finally {
      asked = System.nanoTime();
      asking.set(false);
    }
  }
}
