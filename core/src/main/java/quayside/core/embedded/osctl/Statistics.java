package quayside.core.embedded.osctl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What osctl itself reads from the kernel and not from the daemon: memory, CPU time, load. An
 * embedded node has no kernel of its own, so plausible figures stand in; only running containers
 * have any.
 */
final class Statistics {
  private static final long MIB = 1L << 20;

  /** The columns that osctl fills itself. */
  static final List<String> NAMES =
      List.of(
          "memory",
          "memory_pct",
          "cpu_us",
          "cpu_user_us",
          "cpu_system_us",
          "cpu_hz",
          "cpu_user_hz",
          "cpu_system_hz",
          "nproc");

  private final long startedNanos = System.nanoTime();

  /** The statistics of one container; each is null unless it runs. */
  Map<String, @Nullable Object> of(Map<String, @Nullable Object> container) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    if (!(container.get("init_pid") instanceof Number pid)) {
      NAMES.forEach(name -> values.put(name, null));
      values.put("loadavg", null);
      return values;
    }
    long seed = pid.longValue() % 97;
    long memory = (24 + seed) * MIB + seed * 4096;
    fillCpu(values, memory, uptimeMicros() / 50 + seed * 1000);
    values.put("memory_pct", 100.0 * memory / (4096 * MIB));
    values.put("cpu_hz", seed / 10.0);
    values.put("cpu_user_hz", seed / 15.0);
    values.put("cpu_system_hz", seed / 30.0);
    values.put("nproc", 8 + seed % 20);
    values.put("loadavg", List.of(0.08, 0.05, 0.01));
    return values;
  }

  /** The statistics of a group, which osctl adds to its record whether asked for or not. */
  Map<String, @Nullable Object> ofGroup() {
    var values = new LinkedHashMap<String, @Nullable Object>();
    fillCpu(values, 2 * MIB, uptimeMicros() / 40);
    return values;
  }

  private static void fillCpu(Map<String, @Nullable Object> values, long memory, long cpu) {
    values.put("memory", memory);
    values.put("cpu_us", cpu);
    values.put("cpu_user_us", cpu * 2 / 3);
    values.put("cpu_system_us", cpu - cpu * 2 / 3);
  }

  private long uptimeMicros() {
    return (System.nanoTime() - startedNanos) / 1000;
  }
}
