package quayside.core.embedded.store;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.store.Entry.Kind;

/**
 * The stream format of folder datasets, version 1.
 *
 * <pre>
 * stream   = "quayside-folder 1\n" segment* 'Z'
 * segment  = 'B' base-name base-guid name guid created  deletion* change* 'E' count
 * deletion = 'X' name                                    children before parents
 * change   = 'D' entry | 'S' entry | 'M' entry           folder, symbolic link, attributes only
 *          | 'F' entry block* 0                          file; block = length bytes | -1 length(hole)
 *          | 'L' entry                                   hard link to entry.leader
 * </pre>
 *
 * Numbers are big-endian, lengths 32 bits (of a hole 64), texts as {@code DataOutput.writeUTF};
 * {@code count} is the number of deletions and changes. A segment without a base name is complete
 * in itself.
 */
public final class FolderStream implements DataStream {
  static final byte[] MAGIC = "quayside-folder 1\n".getBytes(StandardCharsets.US_ASCII);
  static final int BLOCK = 1 << 16;

  @Override
  public void write(
      Dataset dataset, Optional<String> from, String to, boolean between, OutputStream sink)
      throws IOException {
    List<Snapshot> all = dataset.snapshots();
    Snapshot target = named(all, to);
    @Nullable Snapshot base = from.isPresent() ? named(all, from.get()) : null;
    var out = new DataOutputStream(new BufferedOutputStream(sink, 1 << 17));
    out.write(MAGIC);
    for (Snapshot step : all) {
      boolean wanted = base != null && between && step.sequence() > base.sequence();
      if (step.equals(target) || (wanted && step.sequence() < target.sequence())) {
        segment(dataset, base, step, out);
        base = step;
      }
    }
    out.writeByte('Z');
    out.flush();
  }

  private static Snapshot named(List<Snapshot> all, String name) throws IOException {
    return all.stream()
        .filter(s -> s.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IOException("dataset does not exist: @" + name));
  }

  private static void segment(
      Dataset dataset, @Nullable Snapshot base, Snapshot target, DataOutputStream out)
      throws IOException {
    out.writeByte('B');
    out.writeUTF(base == null ? "" : base.name());
    out.writeLong(base == null ? 0 : base.guid());
    out.writeUTF(target.name());
    out.writeLong(target.guid());
    out.writeLong(target.created());
    NavigableMap<String, Entry> before = base == null ? new TreeMap<>() : dataset.entries(base);
    NavigableMap<String, Entry> after = dataset.entries(target);
    int count = 0;
    for (Entry old : before.descendingMap().values()) {
      @Nullable Entry now = after.get(old.name());
      if (now == null || now.kind() != old.kind()) {
        out.writeByte('X');
        out.writeUTF(old.name());
        count++;
      }
    }
    for (Entry now : after.values()) {
      if (now.leader().isEmpty()) {
        count += change(dataset, before.get(now.name()), now, out);
      }
    }
    for (Entry now : after.values()) {
      if (!now.leader().isEmpty() && !linked(before, now, after)) {
        out.writeByte('L');
        now.write(out);
        count++;
      }
    }
    out.writeByte('E');
    out.writeInt(count);
  }

  /** Whether the far side has this link already: both names were one file and still are that. */
  private static boolean linked(Map<String, Entry> before, Entry now, Map<String, Entry> after) {
    @Nullable Entry old = before.get(now.name());
    @Nullable Entry oldLeader = before.get(now.leader());
    @Nullable Entry leader = after.get(now.leader());
    return old != null
        && oldLeader != null
        && leader != null
        && old.kind() == Kind.FILE
        && old.object() == oldLeader.object()
        && old.object() == now.object()
        && old.sameAttributes(now)
        && oldLeader.sameContent(leader);
  }

  private static int change(Dataset dataset, @Nullable Entry old, Entry now, DataOutputStream out)
      throws IOException {
    boolean same =
        old != null
            && old.sameContent(now)
            && (now.kind() != Kind.FILE || old.object() == now.object());
    if (old != null && same && old.sameAttributes(now)) {
      return 0;
    }
    char tag = same ? 'M' : now.kind() == Kind.FOLDER ? 'D' : now.kind() == Kind.LINK ? 'S' : 'F';
    out.writeByte(tag);
    now.write(out);
    if (tag == 'F') {
      content(dataset, now, out);
    }
    return 1;
  }

  private static void content(Dataset dataset, Entry entry, DataOutputStream out)
      throws IOException {
    byte[] block = new byte[BLOCK];
    byte[] zeros = new byte[BLOCK];
    long hole = 0;
    long left = entry.size();
    try (InputStream in = Files.newInputStream(dataset.object(entry.object()))) {
      while (left > 0) {
        int n = in.readNBytes(block, 0, (int) Math.min(BLOCK, left));
        if (n == 0) {
          break;
        }
        left -= n;
        if (n == BLOCK && Arrays.equals(block, zeros)) {
          hole += n;
          continue;
        }
        hole = skip(hole, out);
        out.writeInt(n);
        out.write(block, 0, n);
      }
    }
    skip(hole + left, out);
    out.writeInt(0);
  }

  private static long skip(long hole, DataOutputStream out) throws IOException {
    if (hole > 0) {
      out.writeInt(-1);
      out.writeLong(hole);
    }
    return 0;
  }

  @Override
  public void read(Dataset dataset, InputStream source) throws IOException {
    var in = new DataInputStream(new BufferedInputStream(source, 1 << 17));
    byte[] magic = in.readNBytes(MAGIC.length);
    if (!Arrays.equals(magic, MAGIC)) {
      boolean empty = magic.length == 0;
      throw empty
          ? new EOFException("the stream is empty")
          : new Foreign("this node keeps its containers in folders and does not read ZFS streams");
    }
    for (int tag = in.read(); tag != 'Z'; tag = in.read()) {
      if (tag != 'B') {
        throw new EOFException("the stream broke off");
      }
      Arrival.take(dataset, in);
    }
  }
}
