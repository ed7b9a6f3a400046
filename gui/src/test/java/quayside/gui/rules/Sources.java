package quayside.gui.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of this repository, seen from the folder in which Maven runs the tests of a module. */
final class Sources {
  static final Path ROOT = Path.of("..");
  static final List<String> MODULES = List.of("transport", "core", "cli", "gui");

  private Sources() {}

  /** The Java sources of all modules, of {@code main} or {@code test} or both. */
  static List<Path> java(String... kinds) throws IOException {
    var found = new ArrayList<Path>();
    for (String module : MODULES) {
      for (String kind : kinds) {
        found.addAll(below(ROOT.resolve(module).resolve("src").resolve(kind), ".java"));
      }
    }
    return found;
  }

  /** The files below a folder whose names end so, sorted; none if there is no such folder. */
  static List<Path> below(Path folder, String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var walk = Files.walk(folder)) {
      return walk.filter(f -> f.toString().endsWith(ending) && Files.isRegularFile(f))
          .sorted()
          .toList();
    }
  }
}
