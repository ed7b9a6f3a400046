package quayside.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quayside.core.embedded.EmbeddedNode;
import quayside.core.embedded.FileTree;
import quayside.core.operation.OperationView;

/**
 * The files of a container on both nodes of a demo. They are compared when the source has stopped
 * and before it is removed: the source's clean-up is held back until then.
 */
final class Comparison {
  private static final String CLEAN_UP = "ct_send_cleanup";
  private static final int SHOWN = 10;

  private final EmbeddedNode from;
  private final EmbeddedNode to;
  private final String container;
  private Optional<FileTree> before = Optional.empty();
  private Optional<FileTree> after = Optional.empty();
  private Optional<String> trouble = Optional.empty();
  private boolean over;

  Comparison(EmbeddedNode from, EmbeddedNode to, String container) {
    this.from = from;
    this.to = to;
    this.container = container;
    from.faults().hang(CLEAN_UP);
  }

  /** Compares once the clean-up is next. */
  synchronized void look(OperationView view) {
    boolean cleaning =
        view.steps().stream()
            .anyMatch(
                s -> s.name().equals("cleanup") && s.state() == OperationView.StepState.RUNNING);
    if (over || !(cleaning || view.isOver())) {
      return;
    }
    over = true;
    try {
      if (cleaning) {
        before = Optional.of(from.files(container));
        after = Optional.of(to.files(container));
      }
    } catch (IOException e) {
      trouble = Optional.of("The trees could not be read: " + e.getMessage());
    } finally {
      from.faults().clear();
    }
  }

  synchronized boolean identical() {
    return before.isPresent() && before.equals(after);
  }

  /** Files, folders and links that arrived. */
  synchronized int files() {
    return after.map(FileTree::count).orElse(0);
  }

  /** The comparison in words. */
  synchronized List<String> lines() {
    if (before.isEmpty() || after.isEmpty()) {
      return List.of(trouble.orElse("The trees were not compared: nothing was switched over."));
    }
    var lines = new ArrayList<String>();
    lines.add(words("before", from.name(), before.get()));
    lines.add(words("after", to.name(), after.get()));
    List<String> differences = before.get().differences(after.get());
    differences.stream().limit(SHOWN).forEach(lines::add);
    lines.add(
        differences.isEmpty()
            ? "identical: type, mode, owner, size, time, links and SHA-256 of every file"
            : differences.size() + " files differ");
    return lines;
  }

  private static String words(String when, String node, FileTree tree) {
    return "%-6s on %s: %d files, folders and links, %s"
        .formatted(when, node, tree.count(), Text.bytes(tree.bytes()));
  }
}
