package quayside.gui;

import java.time.Duration;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.Scene;

/**
 * Notes how much processor time this program had used when a scene was drawn for the first time
 * from now on. The second pulse tells that the first one's frame was drawn.
 */
final class FirstFrame implements Runnable {
  private final Scene scene;
  private final Consumer<FirstFrame> then;
  private Duration processor = Duration.ZERO;
  private boolean drawing;

  FirstFrame(Scene scene, Consumer<FirstFrame> then) {
    this.scene = scene;
    this.then = then;
    scene.addPostLayoutPulseListener(this);
    Platform.requestNextPulse();
  }

  @Override
  public void run() {
    if (!drawing) {
      drawing = true;
      Platform.requestNextPulse();
      return;
    }
    scene.removePostLayoutPulseListener(this);
    processor = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    then.accept(this);
  }

  /** For the log: processor time in milliseconds. */
  @Override
  public String toString() {
    return processor.toMillis() + " ms";
  }
}
