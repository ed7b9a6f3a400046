package quayside.core.driver.incus;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import quayside.core.driver.ActionOptions;
import quayside.core.driver.Capability;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.InstanceServer;
import quayside.core.driver.Limits;
import quayside.core.driver.NativeSend;
import quayside.core.driver.NodeEvent;
import quayside.core.json.Json;
import quayside.core.json.JsonValue;
import quayside.core.model.Container;
import quayside.core.model.Node;
import quayside.core.model.NodeFacts;
import quayside.core.model.Profile;
import quayside.core.model.ServerInfo;
import quayside.core.model.ServerOperation;
import quayside.transport.Remote;
import quayside.transport.TransportException;
import quayside.transport.http.HttpClient;
import quayside.transport.http.WebSocket;

/** The containers of an Incus or LXD server. Virtual machines are left out. */
public final class IncusDriver implements ContainerDriver {
  /** How long a clean stop may take unless said otherwise. */
  private static final Duration STOP = Duration.ofMinutes(5);

  private static final int LONGEST_EVENT = 16 << 20;

  private final String node;
  private final Remote remote;
  private final HttpClient http;
  private final Api api;
  private final IncusOperations operations;
  private final IncusObjects objects;
  private final InstanceServer server;

  /**
   * Takes over a connection, and asks the server who it is.
   *
   * @param remote closed with the driver
   * @throws DriverException.Unsupported if it is the other kind of server
   * @throws TransportException.AuthFailed if it does not trust us
   */
  public static IncusDriver over(Node node, Remote remote, Limits limits) throws IOException {
    Dialect dialect = Dialect.of(node.platform());
    var http = new HttpClient(node.name(), new Door(remote, node.address(), dialect));
    var api = new Api(http, node.name(), limits);
    var criu = new Criu(remote, node.address(), limits);
    JsonValue said = api.get("/1.0").metadata();
    ServerInfo info = Api.read(said, () -> Greeting.of(said, dialect, node.name()));
    return new IncusDriver(node.name(), remote, http, api, dialect, info, criu);
  }

  private IncusDriver(
      String node,
      Remote remote,
      HttpClient http,
      Api api,
      Dialect dialect,
      ServerInfo info,
      Criu criu) {
    this.node = node;
    this.remote = remote;
    this.http = http;
    this.api = api;
    this.objects = new IncusObjects(api, info);
    this.operations = new IncusOperations(api, info, objects);
    var images = new ImageServers(api, operations, info.platform());
    this.server =
        new IncusServer(
            info,
            new IncusInstances(api, operations, objects, images),
            new IncusSnapshots(api, operations),
            objects,
            new IncusProfiles(api, operations),
            operations,
            new IncusTransfers(api, info, criu, images),
            new IncusBackups(api, operations, dialect));
  }

  Api api() {
    return api;
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.complementOf(EnumSet.of(Capability.NATIVE_SEND));
  }

  @Override
  public NodeFacts facts() throws IOException {
    ServerInfo info = server.info();
    var profiles = new TreeSet<String>();
    var networks = new TreeSet<String>();
    List<String> projects = objects.projects();
    for (String project : projects) {
      for (Profile profile : objects.profiles(project)) {
        profiles.add(project + ":" + profile.name());
      }
      networks.addAll(objects.networks(project));
    }
    return new NodeFacts(
        info.version(),
        info.arch(),
        objects.poolFacts(),
        List.of(),
        List.of(),
        networks,
        profiles,
        new TreeSet<>(projects));
  }

  @Override
  public List<Container> list() throws IOException {
    if (server.info().has("instance_all_projects")) {
      return list("all-projects=true");
    }
    var all = new ArrayList<Container>();
    for (String project : objects.projects()) {
      all.addAll(list("project=" + InstanceName.escaped(project)));
    }
    return List.copyOf(all);
  }

  private List<Container> list(String which) throws IOException {
    JsonValue records = api.get("/1.0/instances?recursion=2&" + which).metadata();
    return Api.read(
        records,
        () -> {
          var containers = new ArrayList<Container>();
          for (JsonValue record : records.list()) {
            if (record.get("type").textOr("container").equals("container")) {
              containers.add(Records.container(node, record));
            }
          }
          return List.copyOf(containers);
        });
  }

  @Override
  public Container show(String container) throws IOException {
    String path = InstanceName.parse(container).path("") + "&recursion=1";
    JsonValue record = api.get(path).metadata();
    return Api.read(record, () -> Records.container(node, record));
  }

  @Override
  public void act(String container, ContainerAction action) throws IOException {
    act(container, action, ActionOptions.USUAL);
  }

  @Override
  public void act(String container, ContainerAction action, ActionOptions options)
      throws IOException {
    InstanceName name = InstanceName.parse(container);
    switch (action) {
      case START -> change(name, "start", options);
      case STOP -> change(name, "stop", options);
      case RESTART -> change(name, "restart", options);
      case FREEZE -> change(name, "freeze", options);
      case UNFREEZE -> change(name, "unfreeze", options);
      case DELETE -> operations.await(api.start("DELETE", name.path(""), null));
    }
  }

  private void change(InstanceName name, String action, ActionOptions options) throws IOException {
    Duration timeout = options.timeout().orElse(STOP);
    var body = new LinkedHashMap<String, Object>();
    body.put("action", action);
    body.put("timeout", Math.max(1, timeout.toSeconds()));
    body.put("force", options.force());
    body.put("stateful", options.stateful());
    ServerOperation started = api.start("PUT", name.path("/state"), body);
    operations.await(started, timeout.plus(api.limits().answer()));
  }

  @Override
  public void watch(Consumer<NodeEvent> events) throws IOException {
    try (WebSocket socket = api.webSocket("/1.0/events?type=lifecycle&all-projects=true")) {
      events.accept(new NodeEvent.ListChanged()); // what happened before this was not heard
      while (true) {
        WebSocket.Message message =
            socket
                .receive(LONGEST_EVENT)
                .orElseThrow(() ->
                    new TransportException.Disconnected(
                        node + " ended its stream of events.", null));
        JsonValue event = Json.parse(message.text());
        Api.read(event, () -> Events.read(event, System.nanoTime())).ifPresent(events);
      }
    }
  }

  @Override
  public Optional<NativeSend> nativeSend() {
    return Optional.empty();
  }

  @Override
  public Optional<InstanceServer> server() {
    return Optional.of(server);
  }

  @Override
  public void close() {
    http.close();
    remote.close();
  }
}
