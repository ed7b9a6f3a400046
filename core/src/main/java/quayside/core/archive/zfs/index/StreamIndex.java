package quayside.core.archive.zfs.index;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import quayside.core.archive.zfs.StreamSource;
import quayside.core.archive.zfs.ZfsStreamException;
import quayside.core.archive.zfs.record.Feature;
import quayside.core.archive.zfs.record.RecordReader;
import quayside.core.archive.zfs.record.StreamRecord;

/** All streams of some sources, checked and indexed in one pass. */
public final class StreamIndex implements Closeable {
  private static final int FILE_SYSTEM = 2;
  private static final int CLONE = 1;
  private static final long PROGRESS_EVERY = 8 << 20;

  private final Tables tables;
  private final List<Input> inputs = new ArrayList<>();
  private final List<Layer> layers = new ArrayList<>();
  private int borrowed;
  private long records;
  private long bytes;

  private StreamIndex(Tables tables) {
    this.tables = tables;
  }

  /**
   * Reads every source to its end.
   *
   * @param temporary a folder for the index and for what cannot be read twice
   * @param progress told the number of bytes read, from time to time
   * @throws ZfsStreamException where a stream is damaged
   */
  public static StreamIndex of(List<StreamSource> sources, Path temporary, LongConsumer progress)
      throws IOException {
    return above(null, sources, temporary, progress);
  }

  /**
   * More streams on top of others that are indexed already and are not read again. Closing leaves
   * the earlier index open; it must stay open as long.
   */
  public static StreamIndex above(
      @Nullable StreamIndex earlier,
      List<StreamSource> sources,
      Path temporary,
      LongConsumer progress)
      throws IOException {
    StreamIndex index = new StreamIndex(Tables.in(temporary));
    if (earlier != null) {
      index.inputs.addAll(earlier.inputs);
      index.layers.addAll(earlier.layers);
      index.borrowed = earlier.inputs.size();
    }
    boolean whole = false;
    try {
      for (StreamSource source : sources) {
        index.bytes += index.add(Input.open(source, temporary), index.bytes, progress);
      }
      index.tables.seal();
      whole = true;
      return index;
    } finally {
      if (!whole) {
        index.close();
      }
    }
  }

  private long add(Input input, long before, LongConsumer progress) throws IOException {
    inputs.add(input);
    RecordReader reader = input.once();
    IndexBuilder builder = null;
    long told = 0;
    for (StreamRecord r = reader.next(); r != null; r = reader.next()) {
      records++;
      if (r instanceof StreamRecord.Begin begin) {
        builder = begin.compound() ? null : builder(begin, input);
      } else if (builder != null) {
        add(builder, r, reader);
      }
      if (reader.position() - told > PROGRESS_EVERY) {
        told = reader.position();
        progress.accept(before + told);
      }
    }
    return reader.position();
  }

  private @Nullable IndexBuilder builder(StreamRecord.Begin begin, Input input) {
    Layer layer = new Layer(begin, tables, input, inputs.size() - 1, closed(begin));
    layers.add(layer);
    return layer.closed() == null ? new IndexBuilder(tables, layer, layers) : null;
  }

  private static void add(IndexBuilder builder, StreamRecord record, RecordReader reader)
      throws IOException {
    try {
      builder.add(record);
    } catch (ZfsStreamException e) {
      reader.settle();
      throw e;
    }
  }

  private static @Nullable String closed(StreamRecord.Begin begin) {
    if (begin.has(Feature.RAW)) {
      return "The stream is encrypted: it can be checked and carried, but not opened";
    }
    if (begin.has(Feature.REDACTED)) {
      return "The stream is redacted: its sender left parts of it out";
    }
    if (begin.has(Feature.RESUMING)) {
      return "The stream is only the rest of a transfer that was interrupted";
    }
    if (begin.type() != FILE_SYSTEM) {
      return "The stream is of a volume, not of a file system";
    }
    return null;
  }

  /** The streams in the order they came. */
  public List<Layer> layers() {
    return Collections.unmodifiableList(layers);
  }

  /** How many records there are in all sources. */
  public long records() {
    return records;
  }

  /** How many bytes there are in all sources, after gzip. */
  public long bytes() {
    return bytes;
  }

  Input input(long number) {
    return inputs.get((int) number);
  }

  /**
   * The streams that make up a snapshot, newest first, down to the full one.
   *
   * @throws ZfsStreamException where one is missing or cannot be opened
   */
  public Objects objects(Layer newest) throws ZfsStreamException {
    List<Layer> chain = new ArrayList<>();
    Layer next = newest;
    while (true) {
      long at = next.begin().span().at();
      String closed = next.closed();
      if (closed != null) {
        throw new ZfsStreamException(at, closed);
      }
      chain.add(next);
      long from = next.begin().fromGuid();
      if (from == 0) {
        return new Objects(this, chain);
      }
      Layer base = base(next, from);
      if (base == null || chain.contains(base)) {
        String kind = (next.begin().flags() & CLONE) != 0 ? "is a clone of" : "builds on";
        throw new ZfsStreamException(
            at,
            next.begin().toName()
                + " "
                + kind
                + " a snapshot (guid "
                + Long.toHexString(from)
                + ") that is not among the streams");
      }
      if (base.begin().bigEndian() != next.begin().bigEndian()) {
        throw new ZfsStreamException(at, "The stream builds on one of another byte order");
      }
      next = base;
    }
  }

  private @Nullable Layer base(Layer of, long guid) {
    for (Layer layer : layers) {
      if (layer != of && layer.begin().toGuid() == guid) {
        return layer;
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    IOException failed = null;
    for (Input input : inputs.subList(borrowed, inputs.size())) {
      try {
        input.close();
      } catch (IOException e) {
        failed = e;
      }
    }
    tables.close();
    if (failed != null) {
      throw failed;
    }
  }
}
