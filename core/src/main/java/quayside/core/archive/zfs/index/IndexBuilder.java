package quayside.core.archive.zfs.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import quayside.core.archive.zfs.ZfsStreamException;
import quayside.core.archive.zfs.record.StreamRecord;

/**
 * Turns the records of one stream into rows. Real senders go through objects in ascending order,
 * and through the blocks of all objects as well; OpenZFS sends the blocks after their object,
 * zfs-fuse after up to 32 objects. The index relies on it and refuses a stream that is in another
 * order.
 */
final class IndexBuilder {
  private static final long MAX_OBJECT = 1L << 48;
  private static final long TO_THE_END = -1;
  private static final int HAS_SPILL = 4;
  private static final int SPILLS_ARE_MARKED = 8;

  /** How many objects may be announced before the blocks of the first of them. */
  private static final int AHEAD = 1024;

  private final Tables tables;
  private final Layer layer;
  private final List<Layer> all;
  private final long[] recent = new long[AHEAD];
  private long announced;
  private StreamRecord.@Nullable Obj current;
  private long cutAt;
  private long after;
  private long writing;
  private long writtenTo;
  private long freeing;
  private long freedTo;
  private long spilled;

  IndexBuilder(Tables tables, Layer layer, List<Layer> all) {
    this.tables = tables;
    this.layer = layer;
    this.all = all;
  }

  void add(StreamRecord record) throws IOException {
    switch (record) {
      case StreamRecord.Obj o -> object(o);
      case StreamRecord.FreeObjects f -> freeObjects(f);
      case StreamRecord.Write w -> {
        place(w.span().at(), w.object(), w.offset(), w.logicalSize());
        block(
            w.object(),
            w.offset(),
            w.span().payloadAt(),
            sizes(w.logicalSize(), w.span().payloadLength()),
            kind(w.compression(), 0));
      }
      case StreamRecord.WriteEmbedded w -> {
        place(w.span().at(), w.object(), w.offset(), w.length());
        if (w.kind() != 0 || w.logicalSize() == 0 || w.logicalSize() > w.length()) {
          throw new ZfsStreamException(w.span().at(), "An embedded block is of an unknown kind");
        }
        block(
            w.object(),
            w.offset(),
            w.span().payloadAt(),
            sizes(w.length(), w.physicalSize()),
            kind(w.compression(), w.logicalSize()));
      }
      case StreamRecord.WriteByRef w -> reference(w);
      case StreamRecord.Free f -> free(f);
      case StreamRecord.Spill s -> spill(s);
      case StreamRecord.ObjectRange r ->
          throw new ZfsStreamException(r.span().at(), "Only encrypted streams have such a record");
      case StreamRecord.Redact r ->
          throw new ZfsStreamException(r.span().at(), "Only redacted streams have such a record");
      case StreamRecord.Begin _, StreamRecord.End _ -> {
        finish();
        layer.grow();
      }
    }
  }

  private void object(StreamRecord.Obj o) throws IOException {
    finish();
    if (o.object() < after || o.object() <= 0 || o.object() >= MAX_OBJECT) {
      throw outOfOrder(o.span().at());
    }
    current = o;
    recent[(int) (announced++ % AHEAD)] = o.object();
    after = o.object() + 1;
    cutAt = Long.MAX_VALUE;
  }

  private void freeObjects(StreamRecord.FreeObjects f) throws IOException {
    finish();
    long first = f.first();
    if (first < after || first >= MAX_OBJECT || f.count() <= 0) {
      throw outOfOrder(f.span().at());
    }
    long count = Math.min(f.count(), MAX_OBJECT - first);
    ByteBuffer row = tables.freed().next();
    row.putLong(Tables.OBJECT, first);
    row.putLong(Tables.FREED_COUNT, count);
    after = first + count;
  }

  /** Writes the row of the latest object, whose cut may have followed it. */
  private void finish() throws IOException {
    StreamRecord.Obj o = current;
    if (o != null) {
      current = null;
      ByteBuffer row = tables.objects().next();
      row.putLong(Tables.OBJECT, o.object());
      row.putLong(Tables.BONUS_AT, o.span().payloadAt());
      row.putLong(Tables.BONUS_LENGTH, o.bonusLength());
      row.putLong(Tables.BLOCK_SIZE, o.blockSize());
      row.putLong(Tables.TYPES, sizes(o.type(), o.bonusType() & 0xFFFF_FFFFL));
      row.putLong(Tables.CUT_AT, cutAt);
      row.putLong(Tables.SPILL, spill(o));
    }
  }

  private int spill(StreamRecord.Obj o) {
    if ((layer.begin().flags() & SPILLS_ARE_MARKED) == 0) {
      return Tables.SPILL_DEPENDS;
    }
    return (o.flags() & HAS_SPILL) != 0 ? Tables.SPILL_STAYS : Tables.SPILL_GOES;
  }

  /** Whether the object is among the latest, which ascend. */
  private void announced(long at, long object) throws IOException {
    finish();
    long low = Math.max(0, announced - AHEAD);
    long high = announced;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (recent[(int) (middle % AHEAD)] < object) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low == announced || recent[(int) (low % AHEAD)] != object) {
      throw outOfOrder(at);
    }
  }

  private void place(long at, long object, long offset, long length) throws IOException {
    if (object != writing) {
      if (object < writing || object < freeing) {
        throw outOfOrder(at);
      }
      announced(at, object);
      writing = object;
      writtenTo = 0;
    }
    if (offset < writtenTo) {
      throw outOfOrder(at);
    }
    if (length <= 0 || offset > Long.MAX_VALUE - length) {
      throw new ZfsStreamException(at, "A block cannot lie where this record puts it");
    }
    writtenTo = offset + length;
  }

  private void block(long object, long offset, long dataAt, long sizes, long kind)
      throws IOException {
    ByteBuffer row = tables.blocks().next();
    row.putLong(Tables.OBJECT, object);
    row.putLong(Tables.START, offset);
    row.putLong(Tables.DATA_AT, dataAt);
    row.putLong(Tables.SIZES, sizes);
    row.putLong(Tables.KIND, kind);
  }

  static long sizes(long logical, long physical) {
    return logical << 32 | physical;
  }

  private long kind(int compression, int embedded) {
    return compression | (long) embedded << 8 | (long) layer.inputNumber() << 40;
  }

  private void reference(StreamRecord.WriteByRef w) throws IOException {
    long at = w.span().at();
    place(at, w.object(), w.offset(), w.length());
    layer.grow();
    for (Layer other : all) {
      if (other.begin().toGuid() != w.refGuid()) {
        continue;
      }
      Rows candidates = other.blocks().of(w.refObject());
      IndexFile blocks = candidates.table();
      long found = candidates.floor(Tables.START, w.refOffset());
      if (found >= candidates.from()
          && blocks.getLong(found, Tables.START) == w.refOffset()
          && blocks.getLong(found, Tables.SIZES) >>> 32 == w.length()) {
        block(
            w.object(),
            w.offset(),
            blocks.getLong(found, Tables.DATA_AT),
            blocks.getLong(found, Tables.SIZES),
            blocks.getLong(found, Tables.KIND));
        return;
      }
    }
    throw new ZfsStreamException(at, "A block is said to equal one that is not in the stream");
  }

  private void free(StreamRecord.Free f) throws IOException {
    long at = f.span().at();
    StreamRecord.Obj o = current;
    boolean toTheEnd = f.length() == TO_THE_END || f.offset() + f.length() < 0;
    if (f.offset() < 0 || (f.length() <= 0 && !toTheEnd)) {
      throw new ZfsStreamException(at, "A hole cannot lie where this record puts it");
    }
    if (o != null && o.object() == f.object() && toTheEnd) {
      cutAt = Math.min(cutAt, f.offset());
      return;
    }
    if (f.object() < writing
        || (f.object() == writing && f.offset() < writtenTo)
        || f.object() < freeing) {
      throw outOfOrder(at);
    }
    if (f.object() != freeing) {
      announced(at, f.object());
      freeing = f.object();
      freedTo = 0;
    }
    long start = Math.max(f.offset(), freedTo);
    long end = toTheEnd ? Long.MAX_VALUE : f.offset() + f.length();
    if (end > start) {
      ByteBuffer row = tables.frees().next();
      row.putLong(Tables.OBJECT, f.object());
      row.putLong(Tables.START, start);
      row.putLong(Tables.FREE_LENGTH, end - start);
      freedTo = end;
    }
  }

  private void spill(StreamRecord.Spill s) throws IOException {
    long at = s.span().at();
    if (s.object() <= spilled) {
      throw outOfOrder(at);
    }
    announced(at, s.object());
    if (s.length() < 512 || s.length() % 512 != 0) {
      throw new ZfsStreamException(at, "A spill block cannot have that length");
    }
    spilled = s.object();
    ByteBuffer row = tables.spills().next();
    row.putLong(Tables.OBJECT, s.object());
    row.putLong(Tables.START, 0);
    row.putLong(Tables.DATA_AT, s.span().payloadAt());
    row.putLong(Tables.SIZES, sizes(s.length(), s.span().payloadLength()));
    row.putLong(Tables.KIND, kind(s.compression(), 0));
  }

  private static ZfsStreamException outOfOrder(long at) {
    return new ZfsStreamException(at, "The records of the stream are out of order");
  }
}
