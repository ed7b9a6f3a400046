package quayside.transport.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import quayside.transport.hosts.Patterns;

/**
 * What the user's {@code ~/.ssh/config} says about one host (ssh_config(5)): {@code Host} blocks
 * with patterns, {@code Include}, {@code Match all}; the first value of a keyword wins, identity
 * files add up. Blocks under other {@code Match} conditions are passed over.
 */
final class ClientConfig {
  /** As deep as OpenSSH goes (readconf.c, READCONF_MAX_DEPTH). */
  private static final int DEPTH = 16;

  private final String host;
  private final Path folder;
  private final Map<String, String> values = new HashMap<>();
  private final List<String> identities = new ArrayList<>();

  private ClientConfig(String host, Path folder) {
    this.host = host;
    this.folder = folder;
  }

  /** Reads the configuration for a host as the person named it; the file need not exist. */
  static ClientConfig read(Path file, String host) throws IOException {
    @Nullable Path folder = file.toAbsolutePath().getParent();
    var config = new ClientConfig(host, folder == null ? file.toAbsolutePath() : folder);
    config.include(file, DEPTH, true);
    return config;
  }

  /** The value of a keyword, written in any case; {@code none} is no value. */
  Optional<String> value(String keyword) {
    return Optional.ofNullable(values.get(keyword.toLowerCase(Locale.ROOT)))
        .filter(v -> !v.equalsIgnoreCase("none"));
  }

  /** The values of {@code IdentityFile}, in order. */
  List<String> identities() {
    return identities.stream().filter(v -> !v.equalsIgnoreCase("none")).toList();
  }

  private void include(Path file, int depth, boolean active) throws IOException {
    if (depth == 0 || !Files.isReadable(file)) {
      return;
    }
    boolean applies = active;
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    for (String line : text.lines().toList()) {
      List<String> words = words(line);
      if (words.size() < 2) {
        continue;
      }
      String keyword = words.getFirst().toLowerCase(Locale.ROOT);
      List<String> rest = words.subList(1, words.size());
      switch (keyword) {
        case "host" -> applies = active && Patterns.matches(rest, host);
        case "match" -> applies = active && rest.equals(List.of("all"));
        case "include" -> {
          for (String pattern : rest) {
            includeAll(pattern, depth - 1, applies);
          }
        }
        case "identityfile" -> {
          if (applies) {
            identities.add(rest.getFirst());
          }
        }
        default -> {
          if (applies) {
            values.putIfAbsent(keyword, String.join(" ", rest));
          }
        }
      }
    }
  }

  private void includeAll(String pattern, int depth, boolean applies) throws IOException {
    Path path = folder.resolve(home(pattern));
    @Nullable Path parent = path.getParent();
    @Nullable Path name = path.getFileName();
    if (parent == null || name == null || !Files.isDirectory(parent)) {
      return;
    }
    var files = new ArrayList<Path>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, name.toString())) {
      found.forEach(files::add);
    }
    files.sort(null);
    for (Path file : files) {
      include(file, depth, applies);
    }
  }

  /** A path that may begin with {@code ~/}. */
  static String home(String path) {
    return path.startsWith("~/") ? System.getProperty("user.home") + path.substring(1) : path;
  }

  /** Words of a line: blanks or one {@code =} after the keyword, double quotes, {@code #}. */
  private static List<String> words(String line) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    boolean quoted = false;
    boolean started = false;
    for (char c : (line + " ").toCharArray()) {
      boolean separator = !quoted && (Character.isWhitespace(c) || (c == '=' && words.isEmpty()));
      if (!quoted && !started && c == '#') {
        break;
      }
      if (c == '"') {
        quoted = !quoted;
        started = true;
      } else if (!separator) {
        word.append(c);
        started = true;
      } else if (started) {
        words.add(word.toString());
        word.setLength(0);
        started = false;
      }
    }
    if (words.size() > 1 && words.get(1).equals("=")) {
      words.remove(1);
    } else if (words.size() > 1 && words.get(1).startsWith("=")) {
      words.set(1, words.get(1).substring(1));
    }
    return words;
  }
}
