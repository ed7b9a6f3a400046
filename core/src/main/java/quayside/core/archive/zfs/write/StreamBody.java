package quayside.core.archive.zfs.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes all objects of one state, or those in which it differs from an earlier one, in ascending
 * order.
 */
final class StreamBody {
  private static final long TO_THE_END = -1;
  private static final byte[] ZEROS = new byte[Item.LARGEST];

  private final RecordWriter out;
  private final byte[] block = new byte[Item.LARGEST];
  private final byte[] old = new byte[Item.LARGEST];
  private long freeFrom;
  private long freeTo;

  StreamBody(RecordWriter out) {
    this.out = out;
  }

  /** Writes the state of {@code now}; {@code before} is null for all of it. */
  void write(@Nullable TreeScan before, TreeScan now, ZnodeWriter znodes) throws IOException {
    Items items = new Items(now, znodes);
    Items earlier = before == null ? null : new Items(before, znodes);
    item(earlier == null ? null : earlier.master(), items.master());
    long[] all = now.numbers();
    if (before != null) {
      all =
          LongStream.concat(LongStream.of(all), LongStream.of(before.numbers()))
              .sorted()
              .distinct()
              .toArray();
    }
    List<Long> withXattrs = new ArrayList<>();
    for (long object : all) {
      boolean was = before != null && before.contains(object);
      boolean is = now.contains(object);
      boolean hadXattrs = was && before != null && !before.view().xattrs(object).isEmpty();
      boolean hasXattrs = is && !now.view().xattrs(object).isEmpty();
      if (hadXattrs || hasXattrs) {
        withXattrs.add(object);
      }
      item(
          was && earlier != null ? earlier.file(object, hadXattrs) : null,
          is ? items.file(object, hasXattrs) : null,
          object);
    }
    item(earlier == null ? null : earlier.deleteQueue(), items.deleteQueue());
    List<Long> withMany = new ArrayList<>();
    for (long object : withXattrs) {
      if (extras(earlier, items, object, 0, TreeScan.NEAR)) {
        withMany.add(object);
      }
    }
    for (long object : withMany) {
      extras(earlier, items, object, TreeScan.NEAR, Integer.MAX_VALUE);
    }
    flushFree();
  }

  /** What belongs to an object, from one index to another; whether there is more. */
  private boolean extras(@Nullable Items before, Items now, long object, int from, int to)
      throws IOException {
    List<Item> were = before == null ? List.of() : before.extras(object);
    List<Item> are = now.extras(object);
    int count = Math.max(were.size(), are.size());
    for (int i = from; i < Math.min(count, to); i++) {
      item(
          i < were.size() ? were.get(i) : null,
          i < are.size() ? are.get(i) : null,
          TreeScan.extra(object, i));
    }
    return count > to;
  }

  private void item(@Nullable Item was, Item is) throws IOException {
    item(was, is, is.object());
  }

  private void item(@Nullable Item was, @Nullable Item is, long object) throws IOException {
    if (is == null) {
      if (freeTo != object) {
        flushFree();
        freeFrom = object;
      }
      freeTo = object + 1;
    } else if (was == null || differs(was, is)) {
      flushFree();
      object(was, is);
    }
  }

  private void flushFree() throws IOException {
    if (freeTo > freeFrom) {
      out.freeObjects(freeFrom, freeTo - freeFrom);
    }
    freeFrom = freeTo = 0;
  }

  private boolean differs(Item was, Item is) throws IOException {
    if (was.type() != is.type()
        || was.blockSize() != is.blockSize()
        || !was.bonus().same(is.bonus())
        || was.content().size() != is.content().size()) {
      return true;
    }
    if (is.touched().same(was.touched())) {
      return false;
    }
    if (is.touched().known()) {
      return true;
    }
    for (long at = 0; at < is.content().size(); at += is.blockSize()) {
      is.content().read(at, block, is.blockSize());
      was.content().read(at, old, is.blockSize());
      if (!Arrays.equals(block, 0, is.blockSize(), old, 0, is.blockSize())) {
        return true;
      }
    }
    return false;
  }

  private void object(@Nullable Item was, Item is) throws IOException {
    int size = is.blockSize();
    boolean again =
        was != null
            && was.type() == is.type()
            && was.kind() == is.kind()
            && was.blockSize() == size;
    out.object(is.object(), is.type(), is.bonus().type(), size, is.bonus().bytes());
    long blocks = (is.content().size() + size - 1) / size;
    out.free(is.object(), was != null && !again ? 0 : Math.max(1, blocks) * size, TO_THE_END);
    try (Content now = is.content();
        Content before = was != null && again ? was.content() : Content.of(new byte[0])) {
      if (was != null && again && is.touched().same(was.touched())) {
        return;
      }
      data(is, now, before);
    }
  }

  private void data(Item is, Content now, Content before) throws IOException {
    int size = is.blockSize();
    long at = 0;
    while (at < now.size()) {
      long next = now.nextData(at);
      if (at < before.size()) {
        next = Math.min(next, before.nextData(at));
      } else if (next >= now.size()) {
        return;
      }
      if (next - at >= size) {
        at = next / size * size;
        continue;
      }
      now.read(at, block, size);
      before.read(at, old, size);
      if (!Arrays.equals(block, 0, size, old, 0, size)) {
        if (Arrays.equals(block, 0, size, ZEROS, 0, size)) {
          out.free(is.object(), at, size);
        } else {
          out.write(is.object(), is.type(), at, block, size);
        }
      }
      at += size;
    }
  }
}
