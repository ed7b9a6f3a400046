package quayside.core.archive.zfs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Grows and changes trees at random, the same for the same seed. */
final class RandomTree {
  private final Random random;
  private final EditableTree tree;
  private long clock = 1_700_000_000;

  RandomTree(long seed) {
    random = new Random(seed);
    tree = EditableTree.empty(new Timestamp(clock, 0));
  }

  EditableTree tree() {
    return tree;
  }

  private record Place(long directory, BytePath name, FileStat stat) {}

  private List<Place> places() throws IOException {
    List<Place> found = new ArrayList<>();
    FileWalk.all(
        tree,
        (path, stat) -> {
          if (stat.type() == FileType.DIR) {
            tree.list(
                stat.object(),
                (name, object) -> found.add(new Place(stat.object(), name, tree.stat(object))));
          }
        });
    return found;
  }

  private long anyDirectory() throws IOException {
    List<Long> all = new ArrayList<>();
    FileWalk.all(
        tree,
        (path, stat) -> {
          if (stat.type() == FileType.DIR) {
            all.add(stat.object());
          }
        });
    return all.get(random.nextInt(all.size()));
  }

  RandomTree steps(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      step();
    }
    return this;
  }

  private void step() throws IOException {
    clock++;
    List<Place> all = places();
    int what = all.isEmpty() ? 0 : random.nextInt(20);
    if (what < 10) {
      create();
      return;
    }
    Place place = all.get(random.nextInt(all.size()));
    long object = place.stat().object();
    switch (what) {
      case 10, 11 -> remove(place);
      case 12, 13 -> rename(place);
      case 14 -> {
        if (place.stat().type() != FileType.DIR) {
          linkQuietly(object);
        }
      }
      case 15, 16 -> {
        if (place.stat().type() == FileType.FILE) {
          tree.write(object, content(), now());
        }
      }
      case 17 -> {
        if (place.stat().type() != FileType.SYMLINK) {
          tree.change(object, stat(place.stat().type()));
        }
      }
      default -> {
        if (place.stat().type() == FileType.FILE || place.stat().type() == FileType.DIR) {
          byte[] value = new byte[random.nextInt(50)];
          random.nextBytes(value);
          tree.change(
              object,
              place.stat().type() == FileType.DIR ? stat(FileType.DIR) : stat(FileType.FILE));
          tree.xattr(
              object,
              BytePath.of("user.x" + random.nextInt(5)),
              random.nextInt(4) == 0 ? null : value);
          for (int i = random.nextInt(20) == 0 ? 70 : 0; i > 0; i--) {
            tree.xattr(object, BytePath.of("user.many" + i), new byte[] {(byte) i});
          }
        }
      }
    }
  }

  private void linkQuietly(long object) throws IOException {
    BytePath name = name();
    long directory = anyDirectory();
    if (!has(directory, name)) {
      tree.link(directory, name, object);
    }
  }

  private boolean has(long directory, BytePath name) throws IOException {
    boolean[] found = {false};
    tree.list(directory, (each, object) -> found[0] |= each.equals(name));
    return found[0];
  }

  private void remove(Place place) throws IOException {
    boolean[] empty = {true};
    if (place.stat().type() == FileType.DIR) {
      tree.list(place.stat().object(), (name, object) -> empty[0] = false);
    }
    if (empty[0]) {
      tree.remove(place.directory(), place.name());
    }
  }

  private void rename(Place place) throws IOException {
    BytePath name = name();
    long to = place.stat().type() == FileType.DIR ? place.directory() : anyDirectory();
    if (!has(to, name)) {
      tree.rename(place.directory(), place.name(), to, name);
    }
  }

  private void create() throws IOException {
    FileType type =
        switch (random.nextInt(14)) {
          case 0, 1, 2 -> FileType.DIR;
          case 3, 4 -> FileType.SYMLINK;
          case 5 -> FileType.FIFO;
          case 6 -> FileType.CHAR;
          case 7 -> FileType.BLOCK;
          case 8 -> FileType.SOCKET;
          default -> FileType.FILE;
        };
    byte[] content =
        switch (type) {
          case FILE -> content();
          case SYMLINK -> "t/".repeat(1 + random.nextInt(100)).getBytes(StandardCharsets.UTF_8);
          case DIR, FIFO, CHAR, BLOCK, SOCKET -> new byte[0];
        };
    BytePath name = name();
    long directory = anyDirectory();
    if (has(directory, name)) {
      return;
    }
    tree.create(directory, name, stat(type), content);
    if (random.nextInt(40) == 0) {
      for (int i = 0; i < 200; i++) {
        BytePath many = BytePath.of("many-" + i + "x".repeat(i % 60));
        if (!has(directory, many)) {
          tree.create(directory, many, stat(FileType.FILE), new byte[0]);
        }
      }
    }
  }

  private Timestamp now() {
    return new Timestamp(clock, random.nextInt(1_000_000_000));
  }

  private FileStat stat(FileType type) {
    boolean device = type == FileType.CHAR || type == FileType.BLOCK;
    int mode = type == FileType.SYMLINK ? 0777 : random.nextInt(01000) | random.nextInt(8) << 9;
    return new FileStat(
        0,
        type,
        mode,
        random.nextInt(3) * 1000L,
        random.nextInt(3) * 50L,
        1,
        0,
        now(),
        now(),
        now(),
        device ? 1 + random.nextInt(4000) : 0,
        device ? random.nextInt(1 << 20) : 0);
  }

  private byte[] content() {
    int size =
        switch (random.nextInt(6)) {
          case 0 -> 0;
          case 1 -> random.nextInt(100);
          case 2 -> random.nextInt(3000);
          case 3 -> 131072;
          case 4 -> random.nextInt(400_000);
          default -> random.nextInt(20_000);
        };
    byte[] content = new byte[size];
    random.nextBytes(content);
    if (size > 1000 && random.nextBoolean()) {
      int from = random.nextInt(size);
      Arrays.fill(content, from, from + random.nextInt(size - from), (byte) 0);
    }
    return content;
  }

  private BytePath name() {
    byte[] name = new byte[random.nextInt(20) == 0 ? 255 : 1 + random.nextInt(60)];
    boolean wild = random.nextInt(10) == 0;
    for (int i = 0; i < name.length; i++) {
      name[i] = (byte) (wild ? 1 + random.nextInt(255) : 'a' + random.nextInt(26));
      if (name[i] == '/') {
        name[i] = '_';
      }
    }
    BytePath path = BytePath.of(name);
    return path.isName() ? path : BytePath.of("dots");
  }
}
