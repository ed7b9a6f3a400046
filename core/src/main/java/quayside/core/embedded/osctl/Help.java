package quayside.core.embedded.osctl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Writes help texts in the form of GLI, the library that osctl is built with. */
final class Help {
  private static final int WIDTH = 80;

  private Help() {}

  /** The help of a command, with its last newline. */
  static String of(Verb verb, String version) {
    var text = new StringBuilder();
    text.append("NAME\n    ").append(verb.name()).append(" - ").append(verb.text()).append("\n\n");
    if (verb.path().isEmpty()) {
      text.append("\nSYNOPSIS\n    osctl [global options] command [command options] ")
          .append("[arguments...]\n\n\nVERSION\n    ")
          .append(version)
          .append("\n\n\nGLOBAL OPTIONS\n");
      options(text, verb);
      text.append("\n\nCOMMANDS\n");
      commands(text, verb);
      return text.toString();
    }
    text.append("SYNOPSIS\n\n");
    boolean ownOptions = !verb.options().isEmpty();
    String options = ownOptions ? " [command options]" : "";
    if (verb.children().isEmpty()) {
      text.append("    osctl [global options] ").append(verb.path()).append(options);
      text.append(' ').append(verb.arguments()).append('\n');
    } else {
      if (verb.acts()) {
        text.append("    osctl [global options] ").append(verb.path()).append(options);
        text.append(' ').append(verb.arguments()).append("\n\n");
      }
      for (Verb child : verb.children().values()) {
        text.append("    osctl [global options] ").append(verb.path()).append(options);
        text.append(' ').append(child.name()).append(synopsis(child)).append("\n\n");
      }
    }
    if (ownOptions) {
      text.append(verb.children().isEmpty() ? "\n" : "").append("COMMAND OPTIONS\n");
      options(text, verb);
      text.append('\n');
    }
    if (!verb.children().isEmpty()) {
      text.append(ownOptions ? "\nCOMMANDS\n" : "COMMANDS\n");
      commands(text, verb);
      text.append("\n");
    }
    return text.toString();
  }

  private static String synopsis(Verb child) {
    String options =
        child.options().stream()
            .map(Option::synopsis)
            .sorted()
            .map(option -> " " + option)
            .collect(Collectors.joining());
    return options + (child.arguments().isEmpty() ? "" : " " + child.arguments());
  }

  private static void options(StringBuilder text, Verb verb) {
    List<Option> sorted =
        verb.options().stream()
            .sorted(Comparator.comparing(option -> option.names().getFirst()))
            .toList();
    int width = sorted.stream().mapToInt(option -> option.label().length()).max().orElse(0);
    for (Option option : sorted) {
      text.append("    ").append(pad(option.label(), width)).append(" - ");
      text.append(wrap(option.description(), width + 7)).append('\n');
    }
  }

  private static void commands(StringBuilder text, Verb verb) {
    var names = new ArrayList<String>();
    var texts = new ArrayList<String>();
    if (!verb.path().isEmpty() && verb.acts()) {
      names.add("<default>");
      texts.add("");
    }
    for (Verb child : verb.children().values()) {
      names.add(String.join(", ", child.names()));
      texts.add(child.text());
    }
    int width = names.stream().mapToInt(String::length).max().orElse(0);
    for (int i = 0; i < names.size(); i++) {
      text.append("    ").append(pad(names.get(i), width)).append(" - ");
      text.append(texts.get(i)).append('\n');
    }
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static String wrap(String description, int indent) {
    var wrapped = new StringBuilder();
    int column = indent;
    for (String word : description.split(" ", -1)) {
      if (wrapped.isEmpty()) {
        wrapped.append(word);
        column += word.length();
      } else if (column + 1 + word.length() > WIDTH) {
        wrapped.append('\n').append(" ".repeat(indent)).append(word);
        column = indent + word.length();
      } else {
        wrapped.append(' ').append(word);
        column += 1 + word.length();
      }
    }
    return wrapped.toString();
  }
}
