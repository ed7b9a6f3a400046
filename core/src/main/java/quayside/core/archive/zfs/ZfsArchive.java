package quayside.core.archive.zfs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import quayside.core.archive.zfs.index.Layer;
import quayside.core.archive.zfs.index.StreamIndex;
import quayside.core.archive.zfs.tree.SnapshotView;

/**
 * Send streams opened for looking inside: a full one and any increments, in one source or several.
 * Opening reads everything once and checks every checksum; after that any file of any snapshot is
 * at hand. Memory does not grow with the streams: what must be remembered is in temporary files
 * until {@link #close}.
 */
public final class ZfsArchive implements Closeable {
  private final StreamIndex index;

  private ZfsArchive(StreamIndex index) {
    this.index = index;
  }

  /**
   * Checks and indexes the streams.
   *
   * @param sources the full stream first, increments after it
   * @param temporary an existing folder with room for the index (2 % of the streams, 6 % where
   *     files are small) and for what comes from a pipe or out of gzip
   * @param progress told the bytes read so far, from time to time
   * @throws ZfsStreamException where a stream is damaged or not of this kind
   */
  public static ZfsArchive open(List<StreamSource> sources, Path temporary, LongConsumer progress)
      throws IOException {
    return new ZfsArchive(StreamIndex.of(sources, temporary, progress));
  }

  /**
   * This archive with more streams on top, as {@link #open}; what is indexed already is not read
   * again. Both are to be closed, this one last.
   */
  public ZfsArchive with(List<StreamSource> more, Path temporary) throws IOException {
    return new ZfsArchive(StreamIndex.above(index, more, temporary, _ -> {}));
  }

  /** Everything that can be looked at, in the order of the streams. */
  public List<Snapshot> snapshots() {
    return index.layers().stream().map(ZfsArchive::snapshot).toList();
  }

  /** How many records were read, each with its checksum. */
  public long records() {
    return index.records();
  }

  /** How many bytes were read, after gzip. */
  public long bytes() {
    return index.bytes();
  }

  private static Snapshot snapshot(Layer layer) {
    return new Snapshot(
        layer.begin().toName(),
        layer.begin().toGuid(),
        layer.begin().fromGuid(),
        layer.begin().created(),
        Optional.ofNullable(layer.closed()));
  }

  /** The files as the last stream leaves them. */
  public FileView latest() throws IOException {
    if (index.layers().isEmpty()) {
      throw new ZfsStreamException(0, "The package holds no stream");
    }
    return view(index.layers().getLast());
  }

  /**
   * The files of one snapshot.
   *
   * @throws ZfsStreamException where the streams it builds on are missing, or its kind cannot be
   *     opened
   */
  public FileView view(Snapshot snapshot) throws IOException {
    for (Layer layer : index.layers()) {
      if (snapshot(layer).equals(snapshot)) {
        return view(layer);
      }
    }
    throw new IllegalArgumentException(snapshot + " is not in this archive");
  }

  private FileView view(Layer layer) throws IOException {
    return new SnapshotView(index.objects(layer));
  }

  @Override
  public void close() throws IOException {
    index.close();
  }
}
