package quayside.core.archive.zfs;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import quayside.core.archive.zfs.tree.Devices;
import quayside.core.archive.zfs.write.StreamFile;

/**
 * Writes send streams that a real ZFS receives and mounts: full ones from any view, and increments
 * between two states of the same files. The numbers of files in the views become the numbers of
 * objects, so they must stay the same from state to state; they lie between 2 and 2³² − 1. A file
 * counts as unchanged where size, modified and changed are equal. The state an increment starts
 * from must itself have been sent by this class: a receiver keeps the size of blocks that it was
 * given.
 */
public final class StreamWriter {
  private final StreamFile stream;

  private StreamWriter(StreamFile stream) {
    this.stream = stream;
  }

  /** For OpenZFS on Linux. */
  public static StreamWriter forOpenZfs(OutputStream out) {
    return new StreamWriter(new StreamFile(out, Devices.KERNEL, Optional.empty()));
  }

  /** For zfs-fuse, which keeps device numbers in another form. */
  public static StreamWriter forZfsFuse(OutputStream out) {
    return new StreamWriter(new StreamFile(out, Devices.PROGRAMS, Optional.empty()));
  }

  /**
   * The same, but as {@code zfs send -p} does: the stream is in a package that carries the data
   * set's properties.
   *
   * @param properties Strings and Longs by name
   */
  public StreamWriter withProperties(Map<String, Object> properties) {
    return new StreamWriter(stream.packaged(new LinkedHashMap<>(properties)));
  }

  /** Writes everything. */
  public void full(FileView now, SnapshotId to) throws IOException {
    stream.write(Optional.empty(), List.of(new SendState(to, now)));
  }

  /** Writes in what {@code now} differs from {@code before}. */
  public void increment(FileView before, SnapshotId from, FileView now, SnapshotId to)
      throws IOException {
    stream.write(Optional.of(new SendState(from, before)), List.of(new SendState(to, now)));
  }

  /**
   * Writes several snapshots as {@code zfs send -I} does: one stream after the other, each building
   * on the one before, in one package.
   *
   * @param from what the receiver has; empty where the first state is to be sent in full
   * @param states from the oldest to the newest, at least one
   */
  public void chain(Optional<SendState> from, List<SendState> states) throws IOException {
    stream.packaged(stream.properties()).write(from, states);
  }
}
