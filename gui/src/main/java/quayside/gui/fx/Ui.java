package quayside.gui.fx;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.application.Platform;
import quayside.core.problem.Problem;

/**
 * The border between the JavaFX thread and everything that blocks.
 *
 * @param fx runs what touches properties and nodes
 * @param work runs what blocks, each task on a thread of its own
 */
public record Ui(Executor fx, Executor work) {
  private static final System.Logger LOG = System.getLogger(Ui.class.getName());

  /** Something that blocks. */
  @FunctionalInterface
  public interface Blocking<T> {
    T run() throws IOException;
  }

  /** Something that blocks and answers nothing. */
  @FunctionalInterface
  public interface Action {
    void run() throws IOException;
  }

  /** The border of a running window. */
  public static Ui ofJavaFx() {
    return new Ui(Platform::runLater, task -> Thread.ofVirtual().name("window-work").start(task));
  }

  /** Runs work beside the window and hands its answer, or its failure in words, back to it. */
  public <T> void run(Blocking<T> blocking, Consumer<? super T> done, Consumer<Problem> failed) {
    work.execute(() -> {
      try {
        T answer = blocking.run();
        fx.execute(() -> done.accept(answer));
      } catch (IOException | RuntimeException failure) {
        Problem problem = Problem.of(failure);
        LOG.log(Level.INFO, "{0}: {1}", problem.code(), problem.sentence());
        LOG.log(Level.DEBUG, problem.code(), failure);
        fx.execute(() -> failed.accept(problem));
      }
    });
  }

  /** Does something when the program ends, however that comes about, short of being killed. */
  public static void atExit(String what, Action action) {
    Runnable last =
        () -> {
          try {
            action.run();
          } catch (IOException e) {
            LOG.log(Level.DEBUG, what, e);
          }
        };
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name(what).unstarted(last));
  }

  /** Like {@link #run} for work without an answer. */
  public void act(Action action, Runnable done, Consumer<Problem> failed) {
    run(
        () -> {
          action.run();
          return true;
        },
        _ -> done.run(),
        failed);
  }
}
