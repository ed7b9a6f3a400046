package quayside.core.archive.zfs.index;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import quayside.core.archive.zfs.record.StreamRecord;

/** One stream among the indexed: what it says of each object, and on which snapshot it builds. */
public final class Layer {
  private final StreamRecord.Begin begin;
  private final Input input;
  private final int inputNumber;
  private final @Nullable String closed;
  private Rows objects;
  private Rows spills;
  private Rows blocks;
  private Rows frees;
  private Rows freed;

  Layer(
      StreamRecord.Begin begin,
      Tables tables,
      Input input,
      int inputNumber,
      @Nullable String closed) {
    this.begin = begin;
    this.input = input;
    this.inputNumber = inputNumber;
    this.closed = closed;
    objects = new Rows(tables.objects(), tables.objects().count(), tables.objects().count());
    spills = new Rows(tables.spills(), tables.spills().count(), tables.spills().count());
    blocks = new Rows(tables.blocks(), tables.blocks().count(), tables.blocks().count());
    frees = new Rows(tables.frees(), tables.frees().count(), tables.frees().count());
    freed = new Rows(tables.freed(), tables.freed().count(), tables.freed().count());
  }

  /** Takes in the rows added to the tables since. */
  void grow() {
    objects = grown(objects);
    spills = grown(spills);
    blocks = grown(blocks);
    frees = grown(frees);
    freed = grown(freed);
  }

  private static Rows grown(Rows rows) {
    return new Rows(rows.table(), rows.from(), rows.table().count());
  }

  /** How the stream introduces itself. */
  public StreamRecord.Begin begin() {
    return begin;
  }

  /** Why files cannot be shown, in words; null where they can. */
  public @Nullable String closed() {
    return closed;
  }

  Input input() {
    return input;
  }

  int inputNumber() {
    return inputNumber;
  }

  Rows objects() {
    return objects;
  }

  Rows spills() {
    return spills;
  }

  Rows blocks() {
    return blocks;
  }

  Rows frees() {
    return frees;
  }

  /** The row of an object, or -1 where the stream does not mention it. */
  long row(long object) throws IOException {
    long row = objects.floor(Tables.OBJECT, object);
    return row >= objects.from() && objects.table().getLong(row, Tables.OBJECT) == object
        ? row
        : -1;
  }

  /** Whether the stream says that the object is gone. */
  boolean freed(long object) throws IOException {
    long row = freed.floor(Tables.OBJECT, object);
    return row >= freed.from()
        && object - freed.table().getLong(row, Tables.OBJECT)
            < freed.table().getLong(row, Tables.FREED_COUNT);
  }
}
