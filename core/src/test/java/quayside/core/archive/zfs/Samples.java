package quayside.core.archive.zfs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.json.JsonMapper;

/** The recorded streams beside the tests, and what is in them. */
public final class Samples {
  private Samples() {}

  public static InputStream open(String name) {
    return Objects.requireNonNull(Samples.class.getResourceAsStream("/zfs/" + name), name);
  }

  public static byte[] stream(String name) throws IOException {
    try (InputStream in = new GZIPInputStream(open(name + ".gz"))) {
      return in.readAllBytes();
    }
  }

  static StreamSource source(String name) {
    return new StreamSource.Pipe(open(name + ".gz"));
  }

  static String text(String name) throws IOException {
    try (InputStream in = open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * The lines of a manifest by path; the number of the root is not that of its object and is left
   * out.
   */
  public static Map<String, Map<String, String>> manifest(String name) throws IOException {
    Map<String, Map<String, String>> found = new TreeMap<>();
    JsonMapper json = new JsonMapper();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(open(name + ".manifest.jsonl.gz")), StandardCharsets.UTF_8))) {
      for (String line : in.lines().toList()) {
        put(found, json.readValue(line, Map.class));
      }
    }
    return found;
  }

  /** The same of a view. */
  public static Map<String, Map<String, String>> manifest(FileView view) throws IOException {
    Map<String, Map<String, String>> found = new TreeMap<>();
    Manifest manifest = new Manifest(view, true, true);
    FileWalk.all(view, (path, stat) -> put(found, manifest.entry(path, stat)));
    return found;
  }

  public static void put(Map<String, Map<String, String>> all, Map<?, ?> entry) {
    Map<String, String> flat = new TreeMap<>();
    entry.forEach((key, value) -> flat.put(String.valueOf(key), flatten(value)));
    String path = flat.getOrDefault("path", flat.getOrDefault("path_hex", ""));
    if (path.equals(".")) {
      flat.remove("ino");
    }
    all.put(path, flat);
  }

  private static String flatten(Object value) {
    return value instanceof Map<?, ?> map ? new TreeMap<>(map).toString() : String.valueOf(value);
  }

  /** What is below the folder 'private', as a manifest of its own. */
  public static Map<String, Map<String, String>> inside(Map<String, Map<String, String>> all) {
    Map<String, Map<String, String>> found = new TreeMap<>();
    String hex = BytePath.of("private/").hex();
    all.forEach((path, entry) -> {
      if (path.equals("private")) {
        entry.put("path", ".");
        entry.remove("ino");
        found.put(".", entry);
      } else if (path.startsWith("private/")) {
        String below = path.substring("private/".length());
        entry.put("path", below);
        found.put(below, entry);
      } else if (path.startsWith(hex)) {
        String below = path.substring(hex.length());
        entry.put("path_hex", below);
        found.put(below, entry);
      }
    });
    return found;
  }

  /** Differences, so that a failing test says which file. */
  public static List<String> differences(
      Map<String, Map<String, String>> expected, Map<String, Map<String, String>> actual) {
    List<String> found = new ArrayList<>();
    expected.forEach((path, entry) -> {
      if (!entry.equals(actual.get(path))) {
        found.add(shorten(path + ": expected " + entry + " but was " + actual.get(path)));
      }
    });
    actual.keySet().stream()
        .filter(path -> !expected.containsKey(path))
        .forEach(path -> found.add("unexpected " + path));
    return found.subList(0, Math.min(3, found.size()));
  }

  private static String shorten(String text) {
    return text.length() > 1000 ? text.substring(0, 1000) + "…" : text;
  }
}
