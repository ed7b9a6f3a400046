package quayside.core.embedded.osctld;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The note of an open send in a container's configuration (facts §3.7).
 *
 * @param role {@code source} or {@code destination}
 * @param token what names the container on the wire
 * @param state one of {@link #ORDER}
 * @param snapshots names on the source, pairs of dataset and name on the destination
 * @param opts as {@code send config} got them
 */
record SendLog(
    String role,
    String token,
    String state,
    List<Object> snapshots,
    Map<String, @Nullable Object> opts) {
  static final List<String> ORDER = List.of("stage", "base", "incremental", "transfer", "cleanup");

  static Optional<SendLog> of(Ct ct, String role) {
    if (!(ct.get("send_log") instanceof Map<?, ?> map) || !role.equals(map.get("role"))) {
      return Optional.empty();
    }
    var snapshots = new ArrayList<Object>();
    if (map.get("snapshots") instanceof List<?> list) {
      list.forEach(snapshots::add);
    }
    var opts = new LinkedHashMap<String, @Nullable Object>();
    if (map.get("opts") instanceof Map<?, ?> found) {
      found.forEach((key, value) -> opts.put(String.valueOf(key), value));
    }
    return Optional.of(
        new SendLog(
            role,
            String.valueOf(map.get("token")),
            String.valueOf(map.get("state")),
            snapshots,
            opts));
  }

  /** Options in their order on disk. */
  static Map<String, @Nullable Object> opts(
      @Nullable String ctid,
      @Nullable Integer port,
      @Nullable String dst,
      @Nullable String keyName,
      @Nullable Boolean snapshots,
      @Nullable String fromSnapshot,
      @Nullable Boolean preexisting) {
    var opts = new LinkedHashMap<String, @Nullable Object>();
    opts.put("ctid", ctid);
    opts.put("port", port);
    opts.put("dst", dst);
    opts.put("cloned", false);
    opts.put("key_name", keyName);
    opts.put("snapshots", snapshots);
    opts.put("from_snapshot", fromSnapshot);
    opts.put("preexisting_datasets", preexisting);
    return opts;
  }

  /** Whether a step may follow: a later one always, {@code incremental} also again. */
  boolean allows(String next) {
    int now = ORDER.indexOf(state);
    return ORDER.indexOf(next) > now || (next.equals("incremental") && state.equals("incremental"));
  }

  SendLog in(String now) {
    return new SendLog(role, token, now, snapshots, opts);
  }

  SendLog with(Object snapshot) {
    var more = new ArrayList<>(snapshots);
    more.add(snapshot);
    return new SendLog(role, token, state, more, opts);
  }

  Options options() {
    return new Options(opts);
  }

  /** A step came to its end; a send that was cancelled meanwhile does not come back by that. */
  void reached(Ct ct, String now) throws IOException {
    if (of(ct, role).filter(kept -> kept.token.equals(token)).isEmpty()) {
      throw new IOException("the send was cancelled meanwhile");
    }
    in(now).save(ct);
  }

  void save(Ct ct) throws IOException {
    var map = new LinkedHashMap<String, @Nullable Object>();
    map.put("role", role);
    map.put("token", token);
    map.put("state", state);
    map.put("snapshots", snapshots);
    map.put("opts", opts);
    ct.put("send_log", map);
  }
}
