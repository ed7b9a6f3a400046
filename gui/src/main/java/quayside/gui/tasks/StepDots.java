package quayside.gui.tasks;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.feather.Feather;
import quayside.core.operation.OperationView.StepState;
import quayside.core.operation.OperationView.StepView;
import quayside.gui.fx.Icons;

/** The steps of an operation as dots; where there is room, with their names. */
final class StepDots extends HBox {
  StepDots() {
    super(10);
    setAlignment(Pos.CENTER_LEFT);
    setMinWidth(Region.USE_PREF_SIZE);
  }

  void show(List<StepView> steps, String syncs, boolean roomy) {
    getChildren().clear();
    for (StepView step : steps) {
      String name = step.name().equals("sync") ? syncs : StepNames.of(step.name());
      String style =
          switch (step.state()) {
            case TO_DO -> "to-do";
            case RUNNING -> "running";
            case DONE -> "done";
            case FAILED -> "failed";
            case UNDONE -> "undone";
          };
      StackPane dot = Icons.styled(new StackPane(), "step-dot", style);
      switch (step.state()) {
        case DONE -> dot.getChildren().add(Icons.silent(Feather.CHECK));
        case FAILED -> dot.getChildren().add(Icons.silent(Feather.X));
        case RUNNING -> dot.getChildren().add(Icons.styled(new Region(), "step-core"));
        case TO_DO, UNDONE -> {}
      }
      dot.setAccessibleText(name + ": " + style);
      Tooltip.install(dot, new Tooltip(name));
      HBox one = new HBox(6, dot);
      one.setAlignment(Pos.CENTER_LEFT);
      boolean now = step.state() == StepState.RUNNING || step.state() == StepState.FAILED;
      if (roomy || now) {
        Label word = Icons.styled(new Label(name), now ? "step-now" : "small");
        word.setMinWidth(Region.USE_PREF_SIZE);
        one.getChildren().add(word);
      }
      getChildren().add(one);
    }
  }
}
