package quayside.gui.bad;

import javafx.application.Platform;
import javafx.scene.Node;
import quayside.gui.rules.Breaks;

@Breaks({"RUN_LATER_IN_FX_ONLY", "VIEW_MODELS_HAVE_NO_VIEWS"})
record BadViewModel(Node node) {
  void hide() {
    Platform.runLater(() -> node.setVisible(false));
  }
}
