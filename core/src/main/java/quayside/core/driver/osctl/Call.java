package quayside.core.driver.osctl;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One command for osctld, by the names of its socket; the command line is derived from it.
 *
 * @param command for example {@code ct_start}
 * @param options plain JSON values
 */
record Call(String command, Map<String, Object> options) {

  static Call of(String command) {
    return new Call(command, Map.of());
  }

  /** A command about a container. */
  static Call of(String command, ContainerName container) {
    return of(command).with("id", container.id()).with("pool", container.pool());
  }

  Call with(String option, Object value) {
    var more = new LinkedHashMap<String, Object>(options);
    more.put(option, value);
    return new Call(command, more);
  }

  Call with(String option, Optional<?> value) {
    return value.isPresent() ? with(option, (Object) value.get()) : this;
  }

  /** An option as text; empty if it was not given. */
  String text(String option) {
    return String.valueOf(options.getOrDefault(option, ""));
  }

  boolean isOn(String option) {
    return Boolean.TRUE.equals(options.get(option));
  }

  /** What it is about, in words. */
  String subject() {
    String id = text("id").isEmpty() ? text("name") : text("id");
    return text("pool").isEmpty() ? id : text("pool") + ":" + id;
  }

  /** What others see as the holder of a lock, for example {@code ct stop tank:web}. */
  String label() {
    return (command.replace('_', ' ') + " " + subject()).strip();
  }

  /** Whether the command tells its progress while it runs. */
  boolean tellsProgress() {
    return command.startsWith("ct_send_");
  }
}
