package quayside.core.migrate.incus;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import quayside.core.driver.InstanceServer;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.IncusOptions.Manner;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.way.RequestJson;
import quayside.core.model.Instance;
import quayside.core.operation.Order;
import quayside.core.operation.Place;

/**
 * A request between Incus and LXD servers.
 *
 * @param request what is wanted
 * @param special the part of it that only this way knows
 * @param mark tells its copy on the target from everything else; drawn when the order is written
 */
record Job(MoveRequest request, IncusOptions special, String mark) {
  static final String RECIPE = "incus";
  private static final SecureRandom RANDOM = new SecureRandom();

  static Job of(MoveRequest request) {
    IncusOptions special =
        request.options().special() instanceof IncusOptions given ? given : IncusOptions.DEFAULT;
    byte[] random = new byte[8];
    RANDOM.nextBytes(random);
    boolean stands = special.manner() instanceof Manner.OfSnapshot; // nobody is stopped for it
    var wanted =
        stands
            ? new MoveRequest(
                request.source(),
                request.target(),
                request.cloning(),
                request.options().withConsistent(false))
            : request;
    return new Job(wanted, special, HexFormat.of().formatHex(random));
  }

  static Job of(Order order) {
    Map<String, Object> details = order.details();
    var special =
        new IncusOptions(
            RequestJson.text(details, "toProject"),
            Optional.ofNullable(details.get("profiles")).map(Job::words),
            texts(details.get("config")),
            devices(details.get("devices")),
            !Boolean.FALSE.equals(details.get("snapshots")),
            RequestJson.text(details, "route").flatMap(Job::route),
            manner(details));
    return new Job(
        RequestJson.request(order, special),
        special,
        RequestJson.text(details, "mark").orElse("unmarked"));
  }

  Order order() {
    var details = new LinkedHashMap<String, Object>();
    details.put("mark", mark);
    special.toProject().ifPresent(project -> details.put("toProject", project));
    special.profiles().ifPresent(names -> details.put("profiles", names));
    details.put("config", special.config());
    details.put("devices", special.devices());
    details.put("snapshots", special.snapshots());
    special.route().ifPresent(r -> details.put("route", r.name().toLowerCase(Locale.ROOT)));
    switch (special.manner()) {
      case Manner.Fresh _ -> {}
      case Manner.Live _ -> details.put("manner", "live");
      case Manner.Refresh _ -> details.put("manner", "refresh");
      case Manner.OfSnapshot(var name) -> details.put("snapshot", name);
    }
    var there = new Place.OnNode(request.target(), targetProject(), request.targetId());
    return RequestJson.order(RECIPE, request, there, details);
  }

  private static Optional<IncusOptions.Route> route(String word) {
    for (IncusOptions.Route route : IncusOptions.Route.values()) {
      if (route.name().equalsIgnoreCase(word)) {
        return Optional.of(route);
      }
    }
    return Optional.empty(); // a newer version's word: as if nothing was said
  }

  private static Manner manner(Map<String, Object> details) {
    Optional<String> snapshot = RequestJson.text(details, "snapshot");
    if (snapshot.isPresent()) {
      return new Manner.OfSnapshot(snapshot.get());
    }
    return switch (RequestJson.text(details, "manner").orElse("")) {
      case "live" -> new Manner.Live();
      case "refresh" -> new Manner.Refresh();
      default -> new Manner.Fresh();
    };
  }

  private static List<String> words(Object list) {
    var words = new ArrayList<String>();
    if (list instanceof List<?> values) {
      values.forEach(value -> words.add(String.valueOf(value)));
    }
    return words;
  }

  private static Map<String, String> texts(@org.jspecify.annotations.Nullable Object map) {
    var texts = new LinkedHashMap<String, String>();
    if (map instanceof Map<?, ?> values) {
      values.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
    }
    return texts;
  }

  private static Map<String, Map<String, String>> devices(
      @org.jspecify.annotations.Nullable Object map) {
    var devices = new LinkedHashMap<String, Map<String, String>>();
    if (map instanceof Map<?, ?> values) {
      values.forEach((name, device) -> devices.put(String.valueOf(name), texts(device)));
    }
    return devices;
  }

  /** The source as its server is asked for it, {@code project:name}. */
  String here() {
    return request.source().onNode();
  }

  String targetProject() {
    return special.toProject().orElse(request.source().pool());
  }

  /** The copy as its server is asked for it. */
  String there() {
    return targetProject() + ":" + request.targetId();
  }

  boolean refreshes() {
    return special.manner() instanceof Manner.Refresh;
  }

  boolean live() {
    return special.manner() instanceof Manner.Live;
  }

  /** The snapshot that is wanted alone. */
  Optional<String> snapshot() {
    return special.manner() instanceof Manner.OfSnapshot(var name)
        ? Optional.of(name)
        : Optional.empty();
  }

  /** Whether the source's snapshots shall come along. */
  boolean snapshots() {
    return special.snapshots() && snapshot().isEmpty();
  }

  /** Whether what is on the target in the end shall run if the source did. */
  boolean starts() {
    return request.options().start() && !(refreshes() && request.cloning());
  }

  /** What the instance that a refresh replaces is called on the target meanwhile. */
  String aside() {
    return targetProject() + ":" + Aside.name(request.targetId(), mark);
  }

  /** What the target shall have: the source as it is, or as it was when a snapshot was taken. */
  Instance original(InstanceServer here) throws IOException {
    return snapshot().isPresent()
        ? here.snapshots().get(here(), snapshot().get())
        : here.instances().get(here());
  }
}
