package quayside.core.embedded.osctl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import quayside.core.json.Json;
import quayside.transport.ShellWords;

/** One command that a real osctl was recorded with, and what it answered. */
record Recording(String name, String command, String out, String err, int status) {

  static Recording load(String name) throws IOException {
    String folder = "/osctl/cli/" + name;
    String status = text(folder + ".rc").strip();
    return new Recording(
        name,
        text(folder + ".cmd").strip(),
        text(folder + ".out"),
        text(folder + ".err"),
        Integer.parseInt(status));
  }

  /** The names in one of the lists beside the recordings. */
  static List<String> names(String list) throws IOException {
    var names = new ArrayList<String>();
    for (String line : text("/osctl/cli/" + list).lines().toList()) {
      if (!line.startsWith("#")) {
        for (String word : line.replaceFirst(":.*", "").split(" ", -1)) {
          names.add(word);
        }
      }
    }
    return names;
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = Recording.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("no recording " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  boolean pty() {
    return command.startsWith("ssh -tt");
  }

  /** The words behind {@code osctl}. */
  List<String> argv() {
    String typed = command.replaceFirst("^ssh -\\S+ root@node ", "").replaceFirst(" < .*$", "");
    List<String> words = ShellWords.split(typed);
    return words.subList(1, words.size());
  }

  boolean json() {
    return argv().contains("-j");
  }

  /** What stands behind {@code error:}. */
  String error() {
    String from = pty() ? out.replace("\r", "") : err;
    return from.substring(from.indexOf("error: ") + 7).strip();
  }

  /** The value that the output is the JSON of. */
  @Nullable Object value() throws IOException {
    return Json.parse(out).raw();
  }

  /** The objects of a table that was printed, dashes as null. */
  List<Map<String, @Nullable Object>> table() {
    List<String> lines = out.lines().toList();
    String header = lines.getFirst();
    var objects = new ArrayList<Map<String, @Nullable Object>>();
    for (String line : lines.subList(1, lines.size())) {
      String[] labels = header.trim().split(" +", -1);
      String[] values = line.trim().split("  +", -1);
      var object = new LinkedHashMap<String, @Nullable Object>();
      for (int i = 0; i < labels.length; i++) {
        object.put(
            labels[i].toLowerCase(java.util.Locale.ROOT), values[i].equals("-") ? null : values[i]);
      }
      objects.add(object);
    }
    return objects;
  }

  /** What the daemon must have said on the way, read back from the output. */
  List<Object> progress() throws IOException {
    var said = new ArrayList<Object>();
    for (String line : out.replace("\r\n", "\n").lines().toList()) {
      if (line.startsWith("{")) {
        Map<String, @Nullable Object> object = Invocation.object(Json.parse(line).raw());
        said.add(
            switch (String.valueOf(object.get("type"))) {
              case "update" -> String.valueOf(object.get("text"));
              case "step" -> Map.of("type", "step", "title", "" + object.get("text"));
              default -> object;
            });
      } else if (line.startsWith("> ")) {
        said.add(line.substring(2));
      } else if (!line.isBlank() && !line.startsWith("error:") && !line.contains("Sending")) {
        said.add(line);
      }
    }
    return said;
  }
}
