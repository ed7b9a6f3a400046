package quayside.core.embedded.osctl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the command tree that the help texts and the parser share. */
final class CommandTree {
  private CommandTree() {}

  /** The tree, with osctl itself at its root. */
  static Verb load() {
    var root = new Verb(List.of(), List.of("osctl"), "", "Management utility for vpsAdminOS");
    for (String option :
        List.of(
            "--[no-]color+ :: Toggle colorized output",
            "--help :: Show this message",
            "-j --json :: Format output in JSON",
            "-p --parsable :: Show precise values",
            "--pool=pool :: Pool name",
            "-q --quiet :: Surpress output",
            "--version :: Display the program version")) {
      root.options().add(Option.parse(option));
    }
    Verb last = root;
    for (String line : lines("commands.txt")) {
      if (line.startsWith(" ")) {
        last.options().add(Option.parse(line));
      } else {
        last = add(root, line);
      }
    }
    return root;
  }

  private static Verb add(Verb root, String line) {
    String[] parts = line.split(" ::", 3);
    var words = new ArrayList<>(List.of(parts[0].split(" ", -1)));
    List<String> names = Arrays.asList(words.removeLast().split(",", -1));
    Verb parent = root;
    for (String word : words) {
      parent = parent.children().getOrDefault(word, parent);
    }
    words.add(names.getFirst());
    var verb = new Verb(words, names, parts[1].strip(), parts[2].strip());
    parent.children().put(verb.name(), verb);
    return verb;
  }

  /** The lines of a text beside this class, without comments. */
  static List<String> lines(String resource) {
    try (InputStream in = CommandTree.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing in this build");
      }
      var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      return reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
