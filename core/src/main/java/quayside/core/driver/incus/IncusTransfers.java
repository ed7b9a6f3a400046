package quayside.core.driver.incus;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import quayside.core.driver.DriverException;
import quayside.core.driver.InstanceTransfers;
import quayside.core.model.ServerInfo;
import quayside.core.model.ServerOperation;
import quayside.transport.TransportException;
import quayside.transport.http.WebSocket;

/** The two ends of an instance's way to another server. */
final class IncusTransfers implements InstanceTransfers {
  private static final System.Logger LOG = System.getLogger(IncusTransfers.class.getName());

  private static final int QUESTIONS = 3;

  private final Api api;
  private final ServerInfo info;
  private final Criu criu;
  private final ImageServers images;

  IncusTransfers(Api api, ServerInfo info, Criu criu, ImageServers images) {
    this.api = api;
    this.info = info;
    this.criu = criu;
    this.images = images;
  }

  @Override
  public Offer offer(String instance, Way way) throws IOException {
    return offered(api.start("POST", path(instance, way), migration(way)));
  }

  @Override
  public ServerOperation push(String instance, Way way, Far target) throws IOException {
    var body = migration(way);
    var to = new LinkedHashMap<String, Object>();
    to.put("operation", target.url());
    to.put("certificate", target.certificate());
    to.put("secrets", target.secrets());
    body.put("target", to);
    return api.start("POST", path(instance, way), body);
  }

  private static String path(String instance, Way way) throws IOException {
    return way.snapshot().isPresent()
        ? IncusSnapshots.path(instance, way.snapshot().get())
        : InstanceName.parse(instance).path("");
  }

  private static Map<String, Object> migration(Way way) {
    var body = new LinkedHashMap<String, Object>();
    body.put("migration", true);
    body.put("live", way.live());
    body.put("instance_only", !way.snapshots());
    body.put("allow_inconsistent", way.inconsistent());
    way.snapshot().ifPresent(name -> body.put("name", name)); // LXD wants one and does not use it
    return body;
  }

  @Override
  public ServerOperation pull(Arrival arrival, Far source) throws IOException {
    var from = from(arrival, "pull");
    from.put("operation", source.url());
    from.put("certificate", source.certificate());
    from.put("secrets", source.secrets());
    return create(arrival, from);
  }

  @Override
  public Offer expect(Arrival arrival) throws IOException {
    return offered(create(arrival, from(arrival, "push")));
  }

  private static Map<String, Object> from(Arrival arrival, String mode) {
    var from = new LinkedHashMap<String, Object>();
    from.put("type", "migration");
    from.put("mode", mode);
    from.put("live", arrival.way().live());
    from.put("instance_only", !arrival.way().snapshots());
    from.put("allow_inconsistent", arrival.way().inconsistent());
    from.put("refresh", arrival.refresh());
    arrival.baseImage().ifPresent(image -> from.put("base-image", image));
    return from;
  }

  private ServerOperation create(Arrival arrival, Map<String, Object> source) throws IOException {
    InstanceName name = InstanceName.parse(arrival.project() + ":" + arrival.name());
    var body = new LinkedHashMap<>(Records.body(arrival.settings()));
    body.put("name", name.name());
    body.put("type", "container");
    body.put("source", source);
    String project = "?project=" + InstanceName.escaped(name.project());
    return api.start("POST", "/1.0/instances" + project, body);
  }

  private static Offer offered(ServerOperation operation) throws DriverException {
    var secrets = new LinkedHashMap<String, String>();
    operation
        .metadata()
        .forEach((channel, secret) -> {
          if (secret instanceof String text) {
            secrets.put(channel, text);
          }
        });
    if (!secrets.containsKey("control")) {
      throw new DriverException.Unreadable(
          "The server offered no channel to carry an instance over.",
          String.valueOf(operation.metadata().keySet()));
    }
    return new Offer(operation.id(), Map.copyOf(secrets));
  }

  @Override
  public WebSocket open(Offer offer, String channel) throws IOException {
    String secret = offer.secrets().get(channel);
    if (secret == null) {
      throw new DriverException.Unsupported(
          "The server offered no channel “" + channel + "” for this instance.");
    }
    return api.webSocket(
        IncusOperations.path(offer.operation())
            + "/websocket?secret="
            + InstanceName.escaped(secret));
  }

  @Override
  public Duration distance() throws IOException {
    Duration shortest = Duration.ofDays(1);
    for (int i = 0; i < QUESTIONS; i++) {
      long begin = System.nanoTime();
      Api.Answer _ = api.get("/");
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      shortest = took.compareTo(shortest) < 0 ? took : shortest;
    }
    return shortest;
  }

  @Override
  public Optional<Boolean> canFreeze() throws IOException {
    return criu.isThere();
  }

  @Override
  public Optional<Boolean> release(String instance) throws IOException {
    return criu.release(InstanceName.parse(instance));
  }

  @Override
  public Optional<Boolean> restores(String instance) throws IOException {
    return criu.restores(InstanceName.parse(instance));
  }

  @Override
  public Optional<String> restoreTrouble(String instance) throws IOException {
    return criu.trouble(InstanceName.parse(instance));
  }

  @Override
  public Far far(Offer offer, String address) {
    String url = "https://" + address + IncusOperations.path(offer.operation());
    return new Far(url, info.certificate(), offer.secrets());
  }

  @Override
  public Optional<String> reaches(ServerInfo other, Duration limit) throws IOException {
    for (String address : other.addresses()) {
      try {
        images.ask("https://" + address, Optional.of(other.certificate()), limit);
        return Optional.of(address);
      } catch (DriverException | TransportException.AuthFailed e) {
        LOG.log(System.Logger.Level.DEBUG, "not reached at {0}: {1}", address, e.getMessage());
      }
    }
    return Optional.empty();
  }
}
