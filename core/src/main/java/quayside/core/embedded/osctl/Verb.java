package quayside.core.embedded.osctl;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A command or a group of commands, as a node of the command tree. */
final class Verb {
  private final List<String> path;
  private final List<String> names;
  private final String arguments;
  private final String text;
  private final List<Option> options = new ArrayList<>();
  private final SortedMap<String, Verb> children = new TreeMap<>();

  Verb(List<String> path, List<String> names, String arguments, String text) {
    this.path = List.copyOf(path);
    this.names = List.copyOf(names);
    this.arguments = arguments;
    this.text = text;
  }

  /** The words that lead here, without aliases; empty for osctl itself. */
  String path() {
    return String.join(" ", path);
  }

  String name() {
    return path.isEmpty() ? "osctl" : path.getLast();
  }

  /** Its name and its aliases. */
  List<String> names() {
    return names;
  }

  /** What its synopsis says behind its name. */
  String arguments() {
    return arguments;
  }

  String text() {
    return text;
  }

  List<Option> options() {
    return options;
  }

  SortedMap<String, Verb> children() {
    return children;
  }

  /** Whether it does something by itself, besides having commands below. */
  boolean acts() {
    return children.isEmpty() || !arguments.isEmpty();
  }

  /** The option that is called so. */
  @Nullable Option option(String name) {
    for (Option option : options) {
      if (option.names().contains(name)) {
        return option;
      }
    }
    return null;
  }

  /**
   * The command below that a word means: its name, an alias or a beginning that fits only one.
   *
   * @throws UsageException if it is the beginning of several
   */
  @Nullable Verb child(String word) throws UsageException {
    var fitting = new TreeMap<String, Verb>();
    for (Verb child : children.values()) {
      for (String name : child.names) {
        if (name.equals(word)) {
          return child;
        }
        if (!word.isEmpty() && name.startsWith(word)) {
          fitting.put(child.name(), child);
        }
      }
    }
    if (fitting.size() > 1) {
      throw new UsageException(
          this,
          "Ambiguous command '"
              + word
              + "'. It matches "
              + String.join(",", fitting.navigableKeySet()));
    }
    return fitting.isEmpty() ? null : fitting.firstEntry().getValue();
  }
}
