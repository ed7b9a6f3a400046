package quayside.transport.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import quayside.transport.keys.PublicKeyLine;

/**
 * What the user's {@code known_hosts} files say (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT): plain and
 * hashed names, patterns, ports, {@code @revoked}. Certificate authorities are not understood and
 * count for nothing.
 */
final class KnownHosts {
  private final List<Entry> entries;

  private record Entry(boolean revoked, String hosts, PublicKeyLine key) {}

  private KnownHosts(List<Entry> entries) {
    this.entries = entries;
  }

  /** Reads all the files that exist; lines that make no sense are passed over, as OpenSSH does. */
  static KnownHosts read(List<Path> files) throws IOException {
    var entries = new ArrayList<Entry>();
    for (Path file : files) {
      if (Files.exists(file)) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        text.lines().map(KnownHosts::entry).flatMap(Optional::stream).forEach(entries::add);
      }
    }
    return new KnownHosts(entries);
  }

  private static Optional<Entry> entry(String line) {
    String text = line.strip();
    boolean revoked = text.startsWith("@revoked ");
    if (text.isEmpty() || text.startsWith("#") || (text.startsWith("@") && !revoked)) {
      return Optional.empty();
    }
    String[] words = (revoked ? text.substring(9).strip() : text).split("\\s+", 2);
    try {
      return words.length < 2
          ? Optional.empty()
          : Optional.of(new Entry(revoked, words[0], PublicKeyLine.parse(words[1])));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /**
   * What is known about a key. A key of another type than the known ones counts as changed: the
   * known types were asked for first, so a host that has not got them is another host.
   */
  HostKeyCheck.Verdict judge(String host, int port, PublicKeyLine key) {
    String name = name(host, port);
    boolean some = false;
    boolean same = false;
    for (Entry entry : entries) {
      if (!matches(entry.hosts, name)) {
        continue;
      }
      boolean hit = entry.key.sameKey(key);
      if (hit && entry.revoked) {
        return HostKeyCheck.Verdict.REVOKED;
      }
      some |= !entry.revoked;
      same |= hit;
    }
    if (same) {
      return HostKeyCheck.Verdict.TRUSTED;
    }
    return some ? HostKeyCheck.Verdict.CHANGED : HostKeyCheck.Verdict.UNKNOWN;
  }

  /** The types of the keys that are known for a host. */
  List<String> types(String host, int port) {
    String name = name(host, port);
    return entries.stream()
        .filter(e -> !e.revoked && matches(e.hosts, name))
        .map(e -> e.key.type())
        .distinct()
        .toList();
  }

  /** Adds a key to a file, which is made with mode 0600 if it is missing. */
  static void save(Path file, String host, int port, PublicKeyLine key) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && Files.notExists(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    if (Files.notExists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    byte[] before = Files.readAllBytes(file);
    boolean open = before.length > 0 && before[before.length - 1] != '\n';
    String line = (open ? "\n" : "") + name(host, port) + " " + key.line() + "\n";
    Files.writeString(file, line, StandardOpenOption.APPEND);
  }

  static String name(String host, int port) {
    String lower = host.toLowerCase(java.util.Locale.ROOT);
    return port == 22 ? lower : "[" + lower + "]:" + port;
  }

  private static boolean matches(String hosts, String name) {
    if (hosts.startsWith("|1|")) {
      return matchesHash(hosts, name);
    }
    return Patterns.matches(Arrays.asList(hosts.split(",", -1)), name);
  }

  /** {@code |1|salt|HMAC-SHA1(salt, name)}, both in base 64. */
  private static boolean matchesHash(String hashed, String name) {
    String[] parts = hashed.split("\\|", -1);
    if (parts.length != 4) {
      return false;
    }
    try {
      var mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(parts[2]), "HmacSHA1"));
      byte[] hash = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
      return MessageDigest.isEqual(hash, Base64.getDecoder().decode(parts[3]));
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      return false;
    }
  }
}
