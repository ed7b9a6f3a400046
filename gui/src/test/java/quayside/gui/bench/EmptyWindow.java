package quayside.gui.bench;

import atlantafx.base.theme.PrimerLight;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

/**
 * The least that a window with AtlantaFX can be; when it was drawn once it says how many
 * milliseconds of processor time that took, and ends.
 */
public final class EmptyWindow extends Application {

  public static void main(String[] args) {
    launch(args);
  }

  @Override
  public void start(Stage stage) {
    setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
    Scene scene = new Scene(new StackPane(), 1280, 800);
    stage.setScene(scene);
    var pulses = new AtomicInteger();
    scene.addPostLayoutPulseListener(() -> {
      if (pulses.incrementAndGet() == 2) {
        System.out.println(
            ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis());
        Platform.exit();
      } else {
        Platform.requestNextPulse();
      }
    });
    stage.show();
    Platform.requestNextPulse();
  }
}
