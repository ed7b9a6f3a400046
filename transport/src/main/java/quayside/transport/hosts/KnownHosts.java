package quayside.transport.hosts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import quayside.transport.keys.OwnFiles;
import quayside.transport.keys.PublicKeyLine;

/**
 * What {@code known_hosts} files say (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT): plain and hashed
 * names, patterns, ports, {@code @revoked}. Certificate authorities are not understood and count
 * for nothing.
 */
public final class KnownHosts {
  /** Nothing is known. */
  public static final KnownHosts NONE = new KnownHosts(List.of());

  private final List<KnownHost> entries;

  private KnownHosts(List<KnownHost> entries) {
    this.entries = List.copyOf(entries);
  }

  /** What is to be said about a key that a host shows. */
  public enum Verdict {
    TRUSTED,
    UNKNOWN,
    CHANGED,
    REVOKED
  }

  /** Reads all the files that exist; lines that make no sense are passed over, as OpenSSH does. */
  public static KnownHosts read(List<Path> files) throws IOException {
    var entries = new ArrayList<KnownHost>();
    for (Path file : files) {
      if (Files.exists(file)) {
        entries.addAll(
            parse(file, new String(Files.readAllBytes(file), StandardCharsets.UTF_8)).entries);
      }
    }
    return new KnownHosts(entries);
  }

  /** Reads a text that stands in {@code file}, perhaps on another machine. */
  public static KnownHosts parse(Path file, String text) {
    var entries = new ArrayList<KnownHost>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      KnownHost.read(file, i + 1, lines.get(i)).ifPresent(entries::add);
    }
    return new KnownHosts(entries);
  }

  /** Every line that could be read. */
  public List<KnownHost> all() {
    return entries;
  }

  /** The keys that are known for a machine, without revoked ones. */
  public List<KnownHost> of(String host, int port) {
    return entries.stream().filter(e -> !e.revoked() && e.speaksOf(host, port)).toList();
  }

  /**
   * What is known about a key. A key of another type than the known ones counts as changed: the
   * known types were asked for first, so a host that has not got them is another host.
   */
  public Verdict judge(String host, int port, PublicKeyLine key) {
    boolean revoked =
        entries.stream()
            .anyMatch(e -> e.revoked() && e.key().sameKey(key) && e.speaksOf(host, port));
    if (revoked) {
      return Verdict.REVOKED;
    }
    List<KnownHost> known = of(host, port);
    if (known.stream().anyMatch(e -> e.key().sameKey(key))) {
      return Verdict.TRUSTED;
    }
    return known.isEmpty() ? Verdict.UNKNOWN : Verdict.CHANGED;
  }

  /** The types of the keys that are known for a host. */
  public List<String> types(String host, int port) {
    return of(host, port).stream().map(e -> e.key().type()).distinct().toList();
  }

  /** Adds a key to a file, which is made with mode 0600 if it is missing. */
  public static void save(Path file, String host, int port, PublicKeyLine key) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      OwnFiles.folder(folder);
    }
    if (Files.notExists(file)) {
      OwnFiles.create(file, new byte[0]);
    }
    byte[] before = Files.readAllBytes(file);
    boolean open = before.length > 0 && before[before.length - 1] != '\n';
    String line = (open ? "\n" : "") + name(host, port) + " " + key.line() + "\n";
    Files.writeString(file, line, StandardOpenOption.APPEND);
  }

  /**
   * Takes a machine out of a file. A line for several names keeps the others; patterns with {@code
   * *} or {@code ?} stay, because they speak of other machines too. The file as it was before is
   * kept beside it with the ending {@code .old}, as {@code ssh-keygen -R} does.
   *
   * @return how many lines no longer speak of it
   */
  public static int forget(Path file, String host, int port) throws IOException {
    if (Files.notExists(file)) {
      return 0;
    }
    Path real = file.toRealPath();
    String before = new String(Files.readAllBytes(real), StandardCharsets.UTF_8);
    var kept = new StringBuilder();
    int forgotten = 0;
    List<String> lines = before.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      KnownHost entry = KnownHost.read(file, i + 1, line).orElse(null);
      if (entry == null || entry.revoked() || !names(entry, host, port)) {
        kept.append(line).append('\n');
        continue;
      }
      forgotten++;
      List<String> others = new ArrayList<>(entry.names());
      others.removeIf(other -> other.equalsIgnoreCase(name(host, port)));
      if (!others.isEmpty()) {
        kept.append(new KnownHost(file, i + 1, false, String.join(",", others), entry.key()).text())
            .append('\n');
      }
    }
    if (forgotten > 0) {
      Path old = real.resolveSibling(real.getFileName() + ".old");
      Files.deleteIfExists(old);
      OwnFiles.create(old, before.getBytes(StandardCharsets.UTF_8));
      OwnFiles.replace(real, kept.toString().getBytes(StandardCharsets.UTF_8));
    }
    return forgotten;
  }

  private static boolean names(KnownHost entry, String host, int port) {
    return entry.hashed()
        ? entry.speaksOf(host, port)
        : entry.names().stream().anyMatch(name(host, port)::equalsIgnoreCase);
  }

  /** How a file names a machine: the port stands there only if it is not 22. */
  public static String name(String host, int port) {
    String lower = host.toLowerCase(Locale.ROOT);
    return port == 22 ? lower : "[" + lower + "]:" + port;
  }
}
