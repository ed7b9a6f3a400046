package quayside.gui.archives;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import quayside.core.problem.Problem;
import quayside.gui.fx.Ui;

/**
 * Long work on archives, one after the other: each reads whole files, and a disk does that best
 * alone.
 */
public final class Jobs {
  private final Ui ui;
  private final ObservableList<Job> all = FXCollections.observableArrayList();
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean running;

  /** None yet. */
  public Jobs(Ui ui) {
    this.ui = ui;
  }

  /** Long work. */
  @FunctionalInterface
  public interface Body<T> {
    T run(Job job) throws IOException;
  }

  /** Those that run or wait, the oldest first. */
  public ObservableList<Job> all() {
    return all;
  }

  /**
   * Runs a job when those before it are done.
   *
   * @param done gets the answer; neither is called if it was cancelled
   */
  public <T> Job run(
      String title, Body<T> body, Consumer<? super T> done, Consumer<Problem> failed) {
    var job = new Job(ui, title);
    all.add(job);
    waiting.add(() ->
        ui.run(
            () -> {
              job.at("", 0, 0);
              return body.run(job);
            },
            answer -> {
              ended(job);
              done.accept(answer);
            },
            problem -> {
              ended(job);
              if (!job.cancelled()) {
                failed.accept(problem);
              }
            }));
    next();
    return job;
  }

  /** Ends all of them. */
  public void cancelAll() {
    all.forEach(Job::cancel);
  }

  private void ended(Job job) {
    running = false;
    all.remove(job);
    next();
  }

  private void next() {
    if (!running && !waiting.isEmpty()) {
      running = true;
      waiting.remove().run();
    }
  }
}
