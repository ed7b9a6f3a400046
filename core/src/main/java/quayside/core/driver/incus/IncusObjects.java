package quayside.core.driver.incus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import quayside.core.driver.DriverException;
import quayside.core.driver.ServerObjects;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;
import quayside.core.model.Image;
import quayside.core.model.KnownSettings;
import quayside.core.model.NodeFacts;
import quayside.core.model.OneTimeSecret;
import quayside.core.model.Profile;
import quayside.core.model.ServerInfo;
import quayside.core.model.ServerOperation;

/** What instances are made of and live in. */
final class IncusObjects implements ServerObjects {
  /** Of the API: the server tells what can be set. */
  private static final String TELLS_SETTINGS = "metadata_configuration";

  private final Api api;
  private final ServerInfo info;
  private volatile @Nullable KnownSettings settings;

  IncusObjects(Api api, ServerInfo info) {
    this.api = api;
    this.info = info;
  }

  /** Reads one record of a list. */
  private interface Reader<T> {
    T read(JsonValue record) throws JsonException;
  }

  private <T> List<T> list(String path, Reader<T> reader) throws IOException {
    JsonValue records = api.get(path).metadata();
    return Api.read(
        records,
        () -> {
          var all = new ArrayList<T>();
          for (JsonValue record : records.list()) {
            all.add(reader.read(record));
          }
          return List.copyOf(all);
        });
  }

  /** What a project has of a kind; a project that is not there is named. */
  private <T> List<T> list(String kind, String project, Reader<T> reader) throws IOException {
    try {
      String path = "/1.0/" + kind + "?recursion=1&project=" + InstanceName.escaped(project);
      return list(path, reader);
    } catch (DriverException.NotFound e) {
      DriverException.NotFound missing = missing("project", project, "");
      missing.initCause(e);
      throw missing;
    }
  }

  /**
   * What is said of something that a server lacks.
   *
   * @param where after its name, with a space; or empty
   */
  DriverException.NotFound missing(String kind, String name, String where) {
    return new DriverException.NotFound(
        "There is no " + kind + " “" + name + "”" + where + " on " + api.server() + ".");
  }

  private static String name(JsonValue record) throws JsonException {
    return record.get("name").text();
  }

  @Override
  public List<String> projects() throws IOException {
    return list("/1.0/projects?recursion=1", IncusObjects::name);
  }

  @Override
  public List<Profile> profiles(String project) throws IOException {
    return list("profiles", project, record -> Records.profile(record, Optional.empty()));
  }

  @Override
  public List<Image> images(String project) throws IOException {
    record Known(Image image, String type) {}

    List<Known> all =
        list(
            "images",
            project,
            record -> new Known(Records.image(record), record.get("type").textOr("")));
    return all.stream()
        .filter(known -> !known.type().equals("virtual-machine"))
        .map(Known::image)
        .toList();
  }

  @Override
  public OneTimeSecret lend(String fingerprint) throws IOException {
    String path = "/1.0/images/" + InstanceName.escaped(fingerprint) + "/secret";
    ServerOperation lent = api.start("POST", path, Map.of());
    if (lent.metadata().get("secret") instanceof String text) {
      return new OneTimeSecret(lent.id(), text);
    }
    throw new DriverException.Unreadable(
        "The server was to let an image be fetched, and told no secret for that.",
        String.valueOf(lent.metadata().keySet()));
  }

  @Override
  public Optional<KnownSettings> settings() throws IOException {
    KnownSettings known = settings;
    if (known == null && info.has(TELLS_SETTINGS)) {
      JsonValue told = api.get("/1.0/metadata/configuration").metadata();
      known = Api.read(told, () -> Records.known(told));
      settings = known;
    }
    return Optional.ofNullable(known);
  }

  @Override
  public Map<String, String> pools() throws IOException {
    var pools = new LinkedHashMap<String, String>();
    list(
            "/1.0/storage-pools?recursion=1",
            pool -> Map.entry(name(pool), pool.get("driver").textOr("")))
        .forEach(pool -> pools.put(pool.getKey(), pool.getValue()));
    return pools;
  }

  @Override
  public Set<String> networks(String project) throws IOException {
    return new LinkedHashSet<>(list("networks", project, IncusObjects::name));
  }

  /** The pools with their sizes, where they tell them. */
  List<NodeFacts.Pool> poolFacts() throws IOException {
    record Known(String name, String state) {}

    List<Known> known =
        list(
            "/1.0/storage-pools?recursion=1",
            pool -> {
              String status = pool.get("status").textOr("");
              return new Known(
                  name(pool),
                  status.equals("Created") ? "active" : status.toLowerCase(java.util.Locale.ROOT));
            });
    var pools = new ArrayList<NodeFacts.Pool>();
    for (Known pool : known) {
      pools.add(withSize(pool.name(), pool.state()));
    }
    return List.copyOf(pools);
  }

  /** A pool that cannot tell its size, or may not to us, has none. */
  private NodeFacts.Pool withSize(String name, String state) throws IOException {
    try {
      String path = "/1.0/storage-pools/" + InstanceName.escaped(name) + "/resources";
      JsonValue space = api.get(path).metadata();
      return Api.read(
          space,
          () -> {
            OptionalLong total = Records.positive(space.get("space").get("total"));
            OptionalLong used = space.get("space").get("used").optionalNumber();
            return new NodeFacts.Pool(
                name,
                state,
                total.isPresent() && used.isPresent()
                    ? OptionalLong.of(Math.max(0, total.getAsLong() - used.getAsLong()))
                    : OptionalLong.empty(),
                used);
          });
    } catch (DriverException.Unreadable e) {
      throw e;
    } catch (DriverException | quayside.transport.TransportException.AuthFailed _) {
      return new NodeFacts.Pool(name, state, OptionalLong.empty(), OptionalLong.empty());
    }
  }
}
