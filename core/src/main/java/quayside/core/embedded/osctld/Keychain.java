package quayside.core.embedded.osctld;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.osctld.OsctldService.OsctldError;
import quayside.core.embedded.store.Disk;
import quayside.core.model.Glob;
import quayside.core.yaml.Yaml;

/** The keys that may send containers to a pool, in {@code keychain.yml} (facts §4.4). */
final class Keychain {
  private static final Pattern WORD = Pattern.compile("[a-zA-Z0-9_\\-:.]+");

  private final Path file;
  private final ReentrantLock lock = new ReentrantLock();

  Keychain(NodeFolder folder, String pool) throws IOException {
    this.file = folder.path("/" + pool + "/conf/send-receive/keychain.yml");
  }

  List<Map<String, @Nullable Object>> list() throws IOException {
    lock.lock();
    try {
      if (!Files.exists(file)) {
        return new ArrayList<>();
      }
      return Devices.own(Yaml.parse(Files.readString(file)).raw());
    } finally {
      lock.unlock();
    }
  }

  void add(Options options) throws OsctldError, IOException {
    String name = options.text("name", "");
    if (!WORD.matcher(name).matches()) {
      throw new OsctldError("key name must consist only of a-z A-Z 0-9, _-:.");
    }
    @Nullable String passphrase = options.text("passphrase");
    if (passphrase != null && !WORD.matcher(passphrase).matches()) {
      throw new OsctldError("passphrase must consist only of a-z A-Z 0-9, _-:.");
    }
    lock.lock();
    try {
      var keys = list();
      if (keys.stream().anyMatch(k -> name.equals(k.get("name")))) {
        throw new OsctldError("key '" + name + "' already exists");
      }
      var key = new LinkedHashMap<String, @Nullable Object>();
      key.put("name", name);
      key.put("pubkey", options.text("public_key", "").strip());
      key.put(
          "from",
          options.values().get("from") instanceof List<?> list && !list.isEmpty()
              ? String.join(",", list.stream().map(String::valueOf).toList())
              : options.values().get("from") instanceof String text ? text : null);
      key.put("ctid", options.text("ctid"));
      key.put("passphrase", passphrase);
      key.put("single_use", options.flag("single_use", false));
      key.put("in_use", false);
      keys.add(key);
      save(keys);
    } finally {
      lock.unlock();
    }
  }

  void delete(String name) throws IOException {
    lock.lock();
    try {
      var keys = list();
      if (keys.removeIf(k -> name.equals(k.get("name")))) {
        save(keys);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The first key that fits all of it, by the rules for {@code receive skel}; notes its use. */
  Optional<Map<String, @Nullable Object>> use(
      String publicKey, @Nullable String passphrase, InetAddress client) throws IOException {
    lock.lock();
    try {
      var keys = list();
      for (var key : keys) {
        boolean fits =
            publicKey.equals(key.get("pubkey"))
                && Objects.equals(passphrase, key.get("passphrase"))
                && from(key.get("from"), client);
        if (fits) {
          boolean once = Boolean.TRUE.equals(key.get("single_use"));
          if (once && Boolean.TRUE.equals(key.get("in_use"))) {
            return Optional.empty();
          }
          key.put("in_use", once);
          save(keys);
          return Optional.of(key);
        }
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Removes a single-use key after its use. */
  void used(String name) throws IOException {
    for (var key : list()) {
      if (name.equals(key.get("name")) && Boolean.TRUE.equals(key.get("single_use"))) {
        delete(name);
      }
    }
  }

  private static boolean from(@Nullable Object patterns, InetAddress client) {
    if (patterns == null) {
      return true;
    }
    for (String pattern : patterns.toString().split(",", -1)) {
      if (matches(pattern, client.getHostAddress()) || matches(pattern, client.getHostName())) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(String pattern, String text) {
    return new Glob(pattern).matches(text);
  }

  private void save(List<Map<String, @Nullable Object>> keys) throws IOException {
    Disk.replace(file, Yaml.print(keys).getBytes(StandardCharsets.UTF_8));
  }
}
