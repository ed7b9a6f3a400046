package quayside.gui;

import javafx.application.Application;
import javafx.stage.Stage;

/** The window. */
public final class App extends Application {
  @Override
  public void start(Stage stage) {
    stage.show();
  }
}
