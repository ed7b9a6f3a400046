package quayside.core.driver.incus;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import quayside.core.driver.DriverException;
import quayside.core.driver.InstanceSnapshots;
import quayside.core.json.JsonValue;
import quayside.core.model.Instance;
import quayside.core.model.InstanceSnapshot;

/** Snapshots of instances. */
final class IncusSnapshots implements InstanceSnapshots {
  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\s/?#%]{1,63}");

  private final Api api;
  private final IncusOperations operations;

  IncusSnapshots(Api api, IncusOperations operations) {
    this.api = api;
    this.operations = operations;
  }

  @Override
  public List<InstanceSnapshot> list(String instance) throws IOException {
    String path = InstanceName.parse(instance).path("/snapshots") + "&recursion=1";
    JsonValue records = api.get(path).metadata();
    return Api.read(
        records,
        () -> {
          var snapshots = new ArrayList<InstanceSnapshot>();
          for (JsonValue record : records.list()) {
            snapshots.add(Records.snapshot(record));
          }
          snapshots.sort(Comparator.comparing(s -> s.created().orElse(Instant.EPOCH)));
          return List.copyOf(snapshots);
        });
  }

  @Override
  public Instance get(String instance, String snapshot) throws IOException {
    JsonValue record = api.get(path(instance, snapshot)).metadata();
    return Api.read(record, () -> Records.instance(record, Optional.empty()));
  }

  @Override
  public void create(String instance, String snapshot, boolean stateful, Optional<Instant> expires)
      throws IOException {
    var body = new LinkedHashMap<String, Object>();
    body.put("name", checked(snapshot));
    body.put("stateful", stateful);
    expires.ifPresent(at -> body.put("expires_at", at.toString()));
    String path = InstanceName.parse(instance).path("/snapshots");
    operations.await(api.start("POST", path, body));
  }

  @Override
  public void rename(String instance, String snapshot, String name) throws IOException {
    Map<String, String> body = Map.of("name", checked(name));
    operations.await(api.start("POST", path(instance, snapshot), body));
  }

  @Override
  public void delete(String instance, String snapshot) throws IOException {
    operations.await(api.start("DELETE", path(instance, snapshot), null));
  }

  @Override
  public void restore(String instance, String snapshot, boolean stateful) throws IOException {
    String path = InstanceName.parse(instance).path("");
    Map<String, Object> body = Map.of("restore", checked(snapshot), "stateful", stateful);
    operations.await(api.start("PUT", path, body));
  }

  static String path(String instance, String snapshot) throws DriverException.NotFound {
    String name = InstanceName.escaped(checked(snapshot));
    return InstanceName.parse(instance).path("/snapshots/" + name);
  }

  private static String checked(String snapshot) throws DriverException.NotFound {
    if (!NAME.matcher(snapshot).matches()) {
      throw new DriverException.NotFound(
          "“" + Refusals.beginning(snapshot) + "” cannot be the name of a snapshot.");
    }
    return snapshot;
  }
}
