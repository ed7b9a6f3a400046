package quayside.core.driver.incus;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import quayside.core.driver.DriverException;
import quayside.core.driver.Instances;
import quayside.core.json.JsonValue;
import quayside.core.model.Instance;
import quayside.core.model.InstanceSettings;
import quayside.core.model.InstanceState;
import quayside.core.model.NewInstance;
import quayside.core.model.Profile;
import quayside.core.model.ServerOperation;
import quayside.transport.Duplex;

/** Instances one by one. */
final class IncusInstances implements Instances {
  /**
   * Servers tell nothing of a local copy, which takes as long as there are bytes; each second they
   * say that it goes on.
   */
  private static final Duration COPYING = Duration.ofDays(2);

  private final Api api;
  private final IncusOperations operations;
  private final IncusObjects objects;
  private final ImageServers images;

  IncusInstances(Api api, IncusOperations operations, IncusObjects objects, ImageServers images) {
    this.api = api;
    this.operations = operations;
    this.objects = objects;
    this.images = images;
  }

  @Override
  public Instance get(String instance) throws IOException {
    Api.Answer answer = api.get(InstanceName.parse(instance).path(""));
    return Api.read(answer.metadata(), () -> Records.instance(answer.metadata(), answer.etag()));
  }

  @Override
  public InstanceState state(String instance) throws IOException {
    JsonValue state = api.get(InstanceName.parse(instance).path("/state")).metadata();
    return Api.read(state, () -> States.read(state));
  }

  @Override
  public String create(NewInstance wanted, Consumer<ServerOperation> seen) throws IOException {
    require(wanted);
    var body = new LinkedHashMap<>(Records.body(wanted.settings()));
    body.put("type", "container");
    wanted.name().ifPresent(name -> body.put("name", name));
    body.put("source", source(wanted.source()));
    String path = "/1.0/instances?project=" + InstanceName.escaped(wanted.project());
    boolean copies = wanted.source() instanceof NewInstance.Source.Copy;
    Duration silence = copies ? COPYING : api.limits().step();
    try {
      ServerOperation made = operations.await(api.start("POST", path, body).id(), seen, silence);
      return wanted.project() + ":" + wanted.name().orElseGet(() -> named(made));
    } catch (DriverException e) {
      throw wanted.source() instanceof NewInstance.Source.Remote image
          ? ImageWords.of(api.server(), image, e)
          : e;
    }
  }

  /** Refuses what would fail half-way, each kind of server in its own words. */
  private void require(NewInstance wanted) throws IOException {
    String project = wanted.project();
    if (!InstanceName.isProject(project) || !objects.projects().contains(project)) {
      throw objects.missing("project", project, "");
    }
    if (wanted.name().isPresent()) {
      requireFree(project, wanted.name().get());
    }
    Set<String> profiles =
        objects.profiles(project).stream().map(Profile::name).collect(Collectors.toSet());
    for (String profile : wanted.settings().profiles()) {
      if (!profiles.contains(profile)) {
        throw objects.missing("profile", profile, " in project “" + project + "”");
      }
    }
    for (Map<String, String> device : wanted.settings().devices().values()) {
      String pool = device.getOrDefault("pool", "");
      if (!pool.isEmpty() && !objects.pools().containsKey(pool)) {
        throw objects.missing("storage pool", pool, "");
      }
    }
    if (wanted.source() instanceof NewInstance.Source.Local image) {
      requireImage(project, image.alias());
    } else if (wanted.source() instanceof NewInstance.Source.Remote image) {
      images.require(image);
    }
  }

  private void requireFree(String project, String name) throws IOException {
    if (!NewInstance.isName(name)) {
      throw new DriverException.Rejected(
          "“"
              + name
              + "” cannot be the name of an instance: letters, digits and dashes, at most 63.");
    }
    try {
      get(project + ":" + name);
    } catch (DriverException.NotFound _) {
      return;
    }
    throw new DriverException.Exists(
        "There is an instance “" + name + "” in project “" + project + "” already.");
  }

  private void requireImage(String project, String alias) throws IOException {
    boolean there = objects.images(project).stream().anyMatch(image -> image.isCalled(alias));
    if (!there) {
      throw objects.missing("image", alias, " in project “" + project + "”");
    }
  }

  private Map<String, Object> source(NewInstance.Source.Direct source) {
    return switch (source) {
      case NewInstance.Source.Local(var alias) -> ImageServers.named(alias);
      case NewInstance.Source.Remote image -> images.source(image);
      case NewInstance.Source.Empty _ -> Map.of("type", "none");
      case NewInstance.Source.Copy(var project, var name, var snapshot, var snapshots) ->
          Map.of(
              "type",
              "copy",
              "source",
              snapshot.map(s -> name + "/" + s).orElse(name),
              "project",
              project,
              "instance_only",
              !snapshots);
    };
  }

  /** The name that the server made up. */
  private static String named(ServerOperation made) {
    return made.resources().stream()
        .filter(resource -> resource.startsWith("/1.0/instances/"))
        .map(resource -> resource.replaceFirst("^/1.0/instances/", "").replaceFirst("[/?].*", ""))
        .findFirst()
        .orElse("");
  }

  @Override
  public void rename(String instance, String name) throws IOException {
    InstanceName old = InstanceName.parse(instance);
    requireFree(old.project(), name);
    operations.await(api.start("POST", old.path(""), Map.of("name", name)));
  }

  @Override
  public void save(String instance, InstanceSettings settings, Optional<String> etag)
      throws IOException {
    String path = InstanceName.parse(instance).path("");
    operations.await(Api.operation(api.send("PUT", path, Records.body(settings), etag)));
  }

  @Override
  public Duplex sftp(String instance) throws IOException {
    return api.upgraded(InstanceName.parse(instance).path("/sftp"), "sftp");
  }
}
