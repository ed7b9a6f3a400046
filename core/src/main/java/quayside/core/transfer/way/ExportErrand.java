package quayside.core.transfer.way;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import quayside.core.driver.NativeArchives.Packing;
import quayside.core.model.ContainerRef;
import quayside.core.operation.OperationView.Kind;
import quayside.core.operation.Order;
import quayside.core.operation.Place;
import quayside.core.transfer.BackupOptions;
import quayside.core.transfer.ExportRequest;

/**
 * An export as an order has it.
 *
 * @param request what is wanted
 * @param tag in the names of all that it leaves on the node for a while
 */
public record ExportErrand(ExportRequest request, String tag) {

  public static Order order(String recipe, ExportRequest request) {
    var details = new LinkedHashMap<String, Object>();
    details.put("replace", request.replace());
    details.put("consistent", request.consistent());
    details.put("packing", request.packing().name());
    details.put("snapshots", request.backup().snapshots());
    details.put("optimized", request.backup().optimized());
    request.way().ifPresent(way -> details.put("way", way));
    details.put("tag", Tag.fresh());
    return new Order(
        Kind.EXPORT,
        recipe,
        Place.of(request.source()),
        new Place.InFile(request.file().toAbsolutePath().toString()),
        details);
  }

  public static ExportErrand of(Order order) {
    Map<String, Object> details = order.details();
    if (!(order.target() instanceof Place.InFile file)) {
      throw new IllegalArgumentException("an export goes into a file");
    }
    var request =
        new ExportRequest(
            order.source().container().orElseThrow(),
            Path.of(file.path()),
            Boolean.TRUE.equals(details.get("replace")),
            !Boolean.FALSE.equals(details.get("consistent")),
            packing(String.valueOf(details.get("packing"))),
            new BackupOptions(
                !Boolean.FALSE.equals(details.get("snapshots")),
                Boolean.TRUE.equals(details.get("optimized"))),
            Optional.ofNullable(details.get("way")).map(Object::toString));
    return new ExportErrand(request, String.valueOf(details.get("tag")));
  }

  private static Packing packing(String name) {
    for (Packing packing : Packing.values()) {
      if (packing.name().equals(name)) {
        return packing;
      }
    }
    return Packing.AUTO;
  }

  public ContainerRef source() {
    return request.source();
  }

  /** The container's name on its node. */
  public String name() {
    return request.source().onNode();
  }

  public String id() {
    return request.source().id();
  }

  public String node() {
    return request.source().node();
  }

  public Path file() {
    return request.file();
  }
}
