package quayside.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import quayside.core.fleet.Fleet;
import quayside.core.fleet.NodeView;
import quayside.transport.Threads;

/** Asks several nodes at once: a slow one does not hold up the rest. */
final class Asking {
  private Asking() {}

  /** What each node answers, in the order of the names. */
  static List<NodeView> refresh(Fleet fleet, List<String> names)
      throws IOException, InterruptedException {
    var answers = new ArrayList<CompletableFuture<NodeView>>();
    for (String name : names) {
      var answer = new CompletableFuture<NodeView>();
      answers.add(answer);
      Threads.start(
          "ask-" + name,
          () -> {
            try {
              answer.complete(fleet.refresh(name));
            } catch (IOException | RuntimeException e) {
              answer.completeExceptionally(e);
            }
          });
    }
    var views = new ArrayList<NodeView>();
    for (CompletableFuture<NodeView> answer : answers) {
      try {
        views.add(answer.get());
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case IOException failure -> throw failure;
          case RuntimeException failure -> throw failure;
          case null, default -> throw new IOException(e);
        }
      }
    }
    return views;
  }
}
