package quayside.core.embedded.osctld;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.store.Dataset;

/** A container: its configuration file and what it is doing. */
final class Ct {
  private final NodeFolder folder;
  private final String pool;
  private final String id;
  private final String root;
  private final Map<String, @Nullable Object> config;
  private final Map<String, Dataset> datasets = new LinkedHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile String runState = "stopped";
  private volatile @Nullable Long initPid;
  private volatile @Nullable Writer writer;

  Ct(NodeFolder folder, String pool, String id, Map<String, @Nullable Object> config)
      throws IOException {
    this.folder = folder;
    this.pool = pool;
    this.id = id;
    this.config = config;
    Object dataset = config.get("dataset");
    this.root = dataset == null ? pool + "/ct/" + id : dataset.toString();
    for (String name : datasetNames()) {
      open(name);
    }
  }

  private List<String> datasetNames() throws IOException {
    String prefix = root.replace('/', '!') + "!";
    var names = new ArrayList<String>();
    if (Files.isDirectory(folder.folder().resolve("zfs"))) {
      try (var found = Files.list(folder.folder().resolve("zfs"))) {
        found
            .map(p -> String.valueOf(p.getFileName()))
            .filter(n -> n.startsWith(prefix))
            .map(n -> n.substring(prefix.length()).replace('!', '/'))
            .sorted()
            .forEach(names::add);
      }
    }
    names.addFirst("/");
    return names;
  }

  String pool() {
    return pool;
  }

  String id() {
    return id;
  }

  String key() {
    return pool + ":" + id;
  }

  /** The dataset's full name; {@code /} is the root. */
  String datasetName(String relative) {
    return root + (relative.equals("/") ? "" : "/" + relative);
  }

  Dataset open(String relative) throws IOException {
    lock.lock();
    try {
      @Nullable Dataset known = datasets.get(relative);
      if (known == null) {
        String name = datasetName(relative);
        known = new Dataset(folder.path("/" + name + "/private"), folder.meta(name));
        datasets.put(relative, known);
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  /** By relative name, the root first. */
  Map<String, Dataset> datasets() {
    lock.lock();
    try {
      return new LinkedHashMap<>(datasets);
    } finally {
      lock.unlock();
    }
  }

  @Nullable Object get(String key) {
    lock.lock();
    try {
      return config.get(key);
    } finally {
      lock.unlock();
    }
  }

  String text(String key) {
    Object value = get(key);
    return value == null ? "" : value.toString();
  }

  List<Map<?, ?>> maps(String key) {
    var maps = new ArrayList<Map<?, ?>>();
    if (get(key) instanceof List<?> list) {
      list.forEach(element -> {
        if (element instanceof Map<?, ?> map) {
          maps.add(map);
        }
      });
    }
    return maps;
  }

  Map<String, @Nullable Object> config() {
    lock.lock();
    try {
      return new LinkedHashMap<>(config);
    } finally {
      lock.unlock();
    }
  }

  /** Sets a key, or removes it if the value is null, and saves the file. */
  void put(String key, @Nullable Object value) throws IOException {
    lock.lock();
    try {
      if (value == null) {
        config.remove(key);
      } else {
        config.put(key, value);
      }
      folder.write(file(), config);
    } finally {
      lock.unlock();
    }
  }

  private String file() {
    return "/" + pool + "/conf/ct/" + id + ".yml";
  }

  /** Whether its configuration file is there: not while it is imported, nor if that failed. */
  boolean saved() throws IOException {
    return Files.exists(folder.path(file()));
  }

  /** Writes its configuration file. */
  void save() throws IOException {
    lock.lock();
    try {
      folder.write(file(), config);
    } finally {
      lock.unlock();
    }
  }

  boolean staged() {
    return "staged".equals(get("state"));
  }

  String state() {
    return staged() ? "staged" : runState;
  }

  boolean running() {
    return runState.equals("running") || runState.equals("frozen");
  }

  void runState(String state) {
    runState = state;
  }

  @Nullable Long initPid() {
    return initPid;
  }

  void initPid(@Nullable Long pid) {
    initPid = pid;
  }

  @Nullable Writer writer() {
    return writer;
  }

  void writer(@Nullable Writer now) {
    writer = now;
  }

  /** Removes everything that the node has of it. */
  void destroy() throws IOException {
    var all = new ArrayList<>(datasets().values());
    for (Dataset dataset : all.reversed()) {
      dataset.destroy();
    }
    quayside.core.embedded.store.Disk.deleteTree(folder.path("/" + datasetName("/")));
    Files.deleteIfExists(folder.path(file()));
  }
}
