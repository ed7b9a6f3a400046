package quayside.core.embedded.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import quayside.core.archive.zfs.SendState;
import quayside.core.archive.zfs.SnapshotId;
import quayside.core.archive.zfs.StreamWriter;

/** How snapshots travel from one node's dataset to another's: as ZFS send streams. */
public final class DataStream {
  private DataStream() {}

  /**
   * What to send.
   *
   * @param dataset full name of the dataset
   * @param from the snapshot that the other side has; empty: everything is written
   * @param to the snapshot to write
   * @param between whether the snapshots between the two travel as well
   * @param packaged whether the stream is in a package with the dataset's properties
   */
  public record Request(
      String dataset, Optional<String> from, String to, boolean between, boolean packaged) {}

  /** Writes a snapshot, or those between two. */
  public static void write(Dataset dataset, Request request, OutputStream out) throws IOException {
    List<Snapshot> all = dataset.snapshots();
    Snapshot target = named(all, request.to());
    @Nullable Snapshot base = request.from().isPresent() ? named(all, request.from().get()) : null;
    if (base != null && base.sequence() >= target.sequence()) {
      throw new IOException("incremental source (@" + base.name() + ") is not earlier than it");
    }
    var states = new ArrayList<SendState>();
    for (Snapshot each : all) {
      boolean wanted = request.between() && base != null && each.sequence() > base.sequence();
      if (each.equals(target) || (wanted && each.sequence() < target.sequence())) {
        states.add(state(dataset, request.dataset(), each));
      }
    }
    StreamWriter writer = StreamWriter.forOpenZfs(out);
    if (request.packaged()) {
      writer = writer.withProperties(Map.of());
    }
    SendState last = states.getLast();
    if (base == null) {
      writer.full(last.view(), last.id());
      return;
    }
    SendState first = state(dataset, request.dataset(), base);
    if (request.between()) {
      writer.chain(Optional.of(first), states);
    } else {
      writer.increment(first.view(), first.id(), last.view(), last.id());
    }
  }

  private static SendState state(Dataset dataset, String name, Snapshot snapshot)
      throws IOException {
    return new SendState(
        new SnapshotId(name + "@" + snapshot.name(), snapshot.guid(), snapshot.created()),
        new StateView(dataset, snapshot));
  }

  private static Snapshot named(List<Snapshot> all, String name) throws IOException {
    return all.stream()
        .filter(s -> s.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IOException("dataset does not exist: @" + name));
  }

  /**
   * Brings a dataset to the state of a stream. A stream that is damaged, breaks off or does not fit
   * changes nothing.
   *
   * @param name full name of the dataset, for errors
   * @throws IOException if it cannot be received, in ZFS' words where it has some
   */
  public static void read(Dataset dataset, String name, InputStream in) throws IOException {
    dataset.received().take(dataset, name, in);
  }
}
