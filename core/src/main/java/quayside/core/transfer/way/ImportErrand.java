package quayside.core.transfer.way;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import quayside.core.driver.NativeArchives.MissingDevices;
import quayside.core.operation.OperationView.Kind;
import quayside.core.operation.Order;
import quayside.core.operation.Place;
import quayside.core.transfer.ImportRequest;

/**
 * An import as an order has it.
 *
 * @param request what is wanted; its id and pool are those that were found out
 * @param id that the container will have
 * @param pool where it will be; empty: not known, as the node is not shown to us
 * @param tag in the names of all that it leaves on the node for a while
 */
public record ImportErrand(ImportRequest request, String id, String pool, String tag) {

  public static Order order(String recipe, ImportRequest request, String id, String pool) {
    var details = new LinkedHashMap<String, Object>();
    ImportRequest.Options options = request.options();
    options.asId().ifPresent(v -> details.put("asId", v));
    options.asUser().ifPresent(v -> details.put("asUser", v));
    options.asGroup().ifPresent(v -> details.put("asGroup", v));
    options.pool().ifPresent(v -> details.put("pool", v));
    options.project().ifPresent(v -> details.put("project", v));
    options.dataset().ifPresent(v -> details.put("dataset", v));
    options.way().ifPresent(v -> details.put("way", v));
    details.put("missing", options.missing().name());
    details.put("start", options.start());
    details.put("tag", Tag.fresh());
    return new Order(
        Kind.IMPORT,
        recipe,
        new Place.InFile(request.file().toAbsolutePath().toString()),
        new Place.OnNode(request.node(), pool, id),
        details);
  }

  public static ImportErrand of(Order order) {
    Map<String, Object> details = order.details();
    if (!(order.source() instanceof Place.InFile file)
        || !(order.target() instanceof Place.OnNode there)) {
      throw new IllegalArgumentException("an import goes from a file to a node");
    }
    var options =
        new ImportRequest.Options(
            text(details, "asId"),
            text(details, "asUser"),
            text(details, "asGroup"),
            text(details, "pool"),
            text(details, "project"),
            text(details, "dataset"),
            missing(String.valueOf(details.get("missing"))),
            Boolean.TRUE.equals(details.get("start")),
            text(details, "way"));
    return new ImportErrand(
        new ImportRequest(Path.of(file.path()), there.node(), options),
        there.id(),
        there.pool(),
        String.valueOf(details.get("tag")));
  }

  private static Optional<String> text(Map<String, Object> details, String key) {
    return Optional.ofNullable(details.get(key)).map(Object::toString);
  }

  private static MissingDevices missing(String name) {
    for (MissingDevices each : MissingDevices.values()) {
      if (each.name().equals(name)) {
        return each;
      }
    }
    return MissingDevices.CHECK;
  }

  public ImportRequest.Options options() {
    return request.options();
  }

  public Path file() {
    return request.file();
  }

  public String node() {
    return request.node();
  }

  /** The container's name on its node. */
  public String name() {
    return pool + ":" + id;
  }
}
