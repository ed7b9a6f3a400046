package quayside.core.archive.zfs.tree;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NotDirectoryException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import quayside.core.archive.zfs.BytePath;
import quayside.core.archive.zfs.FileStat;
import quayside.core.archive.zfs.FileType;
import quayside.core.archive.zfs.FileView;
import quayside.core.archive.zfs.ZfsStreamException;
import quayside.core.archive.zfs.index.Dnode;
import quayside.core.archive.zfs.index.Objects;
import quayside.core.archive.zfs.record.NvList;

/**
 * The files of one snapshot of a file system (OpenZFS, zfs_znode.h): from the master node, object
 * 1, down.
 */
public final class SnapshotView implements FileView {
  private static final long MASTER = 1;
  private static final int CACHED = 64;
  private static final int MAX_XATTR = 1 << 20;
  private static final int MAX_XATTRS = 16 << 20;
  private static final int MAX_TARGET = 65536;
  private static final long OBJECT_BITS = (1L << 48) - 1;

  private final Objects objects;
  private final long root;
  private final @Nullable SystemAttributes attributes;
  private final Map<Long, Loaded> cache =
      new LinkedHashMap<>(CACHED * 2, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Loaded> eldest) {
          return size() > CACHED;
        }
      };

  private record Loaded(Dnode dnode, Znode znode) {}

  /** Opens the file system; reads only its tables. */
  public SnapshotView(Objects objects) throws IOException {
    this.objects = objects;
    Map<String, Long> master = table(dnode(MASTER));
    root = master.getOrDefault("ROOT", 0L);
    if (root == 0) {
      throw new ZfsStreamException(objects.at(), "The file system has no root");
    }
    long sa = master.getOrDefault("SA_ATTRS", 0L);
    if (sa == 0) {
      attributes = null;
    } else {
      Map<String, Long> tables = table(dnode(sa));
      attributes =
          new SystemAttributes(
              dnode(tables.getOrDefault("REGISTRY", 0L)),
              dnode(tables.getOrDefault("LAYOUTS", 0L)),
              objects.bigEndian());
    }
  }

  private Map<String, Long> table(Dnode dnode) throws IOException {
    Map<String, Long> found = new HashMap<>();
    Zap.read(
        dnode,
        objects.bigEndian(),
        (name, value) -> {
          if (value.length == 1) {
            found.put(new String(name, StandardCharsets.ISO_8859_1), value[0]);
          }
        });
    return found;
  }

  private Dnode dnode(long object) throws IOException {
    return objects
        .find(object)
        .orElseThrow(
            () -> new ZfsStreamException(objects.at(), "The snapshot has no object " + object));
  }

  private Loaded load(long object) throws IOException {
    Loaded known = cache.get(object);
    if (known == null) {
      Dnode dnode = dnode(object);
      known = new Loaded(dnode, Znode.read(dnode, attributes, objects));
      cache.put(object, known);
    }
    return known;
  }

  @Override
  public long root() {
    return root;
  }

  @Override
  public FileStat stat(long object) throws IOException {
    return load(object).znode().stat();
  }

  @Override
  public void list(long directory, Entries entries) throws IOException {
    Loaded loaded = load(directory);
    if (loaded.znode().stat().type() != FileType.DIR) {
      throw new NotDirectoryException("object " + directory);
    }
    entries(loaded.dnode(), entries);
  }

  private void entries(Dnode dnode, Entries entries) throws IOException {
    Zap.read(
        dnode,
        objects.bigEndian(),
        (raw, value) -> {
          BytePath name = BytePath.of(raw);
          if (!name.isName() || value.length != 1) {
            throw new ZfsStreamException(
                dnode.at(),
                "Directory " + dnode.number() + " has an entry that no directory can have");
          }
          entries.entry(name, value[0] & OBJECT_BITS);
        });
  }

  @Override
  public InputStream open(long file) throws IOException {
    Loaded loaded = load(file);
    if (loaded.znode().stat().type() != FileType.FILE) {
      throw new IOException("Object " + file + " is not a regular file.");
    }
    return new DataStream(loaded.dnode(), loaded.znode().stat().size());
  }

  @Override
  public IOException broken(long object, String sentence) {
    try {
      return new ZfsStreamException(dnode(object).at(), sentence);
    } catch (IOException e) {
      return new ZfsStreamException(objects.at(), sentence);
    }
  }

  @Override
  public long nextData(long file, long from) throws IOException {
    return load(file).dnode().nextData(from);
  }

  @Override
  public byte[] target(long symlink) throws IOException {
    Loaded loaded = load(symlink);
    FileStat stat = loaded.znode().stat();
    if (stat.type() != FileType.SYMLINK || stat.size() > MAX_TARGET) {
      throw new ZfsStreamException(
          loaded.dnode().at(), "Object " + symlink + " is not a symlink that can be read");
    }
    ByteBuffer kept = loaded.znode().shortTarget();
    if (kept != null) {
      return Znode.bytes(kept);
    }
    byte[] target = new byte[(int) stat.size()];
    loaded.dnode().read(0, target, 0, target.length);
    return target;
  }

  @Override
  public SortedMap<BytePath, byte[]> xattrs(long object) throws IOException {
    Loaded loaded = load(object);
    SortedMap<BytePath, byte[]> found = new TreeMap<>();
    ByteBuffer packed = loaded.znode().packedXattrs();
    if (packed != null && packed.limit() > 0) {
      NvList.read(Znode.bytes(packed), loaded.dnode().at())
          .forEach((name, value) -> {
            if (value instanceof byte[] bytes) {
              found.put(XattrNames.full(name.getBytes(StandardCharsets.ISO_8859_1)), bytes);
            }
          });
    }
    long directory = loaded.znode().xattrDirectory();
    if (directory != 0) {
      long[] total = {0};
      entries(
          load(directory).dnode(),
          (name, file) -> {
            Loaded value = load(file);
            long size = value.znode().stat().size();
            total[0] += Math.min(size, MAX_XATTRS);
            if (size > MAX_XATTR || total[0] > MAX_XATTRS) {
              throw new ZfsStreamException(
                  value.dnode().at(),
                  "The extended attributes of object " + object + " are too big");
            }
            byte[] bytes = new byte[(int) size];
            value.dnode().read(0, bytes, 0, bytes.length);
            found.put(XattrNames.full(name.bytes()), bytes);
          });
    }
    return found;
  }
}
