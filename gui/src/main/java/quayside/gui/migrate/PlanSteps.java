package quayside.gui.migrate;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Texts;

/** The five dots of a plan. */
final class PlanSteps {
  private PlanSteps() {}

  static void show(HBox line, PlanWords words) {
    line.getChildren()
        .setAll(
            step("plan.step.prepare", words.prepare(), "accent"),
            step("plan.step.copy", words.copy(), "accent"),
            step("plan.step.sync", words.sync(), "accent"),
            step("plan.step.switch", words.switching(), "consequence"),
            step("plan.step.verify", words.verify(), "accent"));
  }

  private static VBox step(String key, String caption, String colour) {
    Region dot = Icons.styled(new Region(), "plan-dot", colour);
    Region rail = Icons.styled(new Region(), "plan-rail");
    HBox.setHgrow(rail, Priority.ALWAYS);
    HBox top = Icons.styled(new HBox(6, dot, rail), "center-left");
    Label name = Icons.styled(new Label(Texts.get(key)), "strong");
    Label words = Icons.styled(new Label(caption), "small");
    words.setMinWidth(Region.USE_PREF_SIZE);
    VBox step = new VBox(2, top, name, words);
    VBox.setMargin(name, new javafx.geometry.Insets(6, 0, 0, 0));
    step.setPrefWidth(100);
    HBox.setHgrow(step, Priority.ALWAYS);
    return step;
  }
}
