package quayside.core.embedded.osctld;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.store.Dataset;
import quayside.core.embedded.store.Snapshot;

/** What {@code zfs get -Hp} would say about a dataset. */
final class ZfsProperties {
  private final State state;

  ZfsProperties(State state) {
    this.state = state;
  }

  /** A property's value; {@code -} if there is none. */
  String value(Ct ct, String relative, Dataset dataset, String property) throws IOException {
    if (property.startsWith("written@")) {
      return Long.toString(dataset.writtenSince(property.substring("written@".length())));
    }
    return switch (property) {
      case "used", "referenced", "logicalused", "logicalreferenced", "usedbydataset" ->
          Long.toString(dataset.referenced());
      case "written" -> {
        List<Snapshot> snapshots = dataset.snapshots();
        yield Long.toString(
            snapshots.isEmpty()
                ? dataset.referenced()
                : dataset.writtenSince(snapshots.getLast().name()));
      }
      case "available" -> Long.toString(available());
      case "name" -> ct.datasetName(relative);
      case "type" -> "filesystem";
      case "mounted" -> "yes";
      case "mountpoint" -> "/" + ct.datasetName(relative);
      case "uidmap", "gidmap" -> map(ct, property.substring(0, 3));
      default -> "-";
    };
  }

  private String map(Ct ct, String kind) throws IOException {
    @Nullable Object map = state.user(ct.pool(), ct.text("user")).get(kind + "_map");
    return map instanceof List<?> list
        ? String.join(",", list.stream().map(String::valueOf).toList())
        : "none";
  }

  long available() throws IOException {
    long usable = Files.getFileStore(state.folder().folder()).getUsableSpace();
    return Math.min(usable, state.room());
  }
}
