package quayside.gui.tasks;

import javafx.beans.binding.Bindings;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import quayside.core.operation.OperationAction;
import quayside.core.problem.Problem;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Texts;

/** The activity along the bottom: one line for each operation. */
public final class TasksView extends VBox {
  private static final double LINE = 48;
  private static final int FEW = 3;
  private final ListView<TaskRow> list;

  /** What a person can ask of an operation. */
  public interface Actions {
    void act(String operation, OperationAction action);

    void details(Problem problem);

    /** Shows all of them, or few again. */
    void history();
  }

  /** A view of the activity. */
  public TasksView(TasksViewModel model, Actions actions) {
    getStyleClass().add("activity");
    Label title = Icons.styled(new Label(Texts.get("activity.title")), "strong");
    Label summary = Icons.styled(new Label(), "muted");
    summary.textProperty().bind(model.summary());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Hyperlink history = new Hyperlink(Texts.get("activity.history"));
    history.setOnAction(_ -> {
      history.setVisited(false);
      actions.history();
    });
    history.visibleProperty().bind(Bindings.size(model.rows()).greaterThan(FEW));
    getChildren()
        .add(
            Icons.styled(
                new HBox(12, title, summary, gap, history), "center-left", "activity-head"));
    list = new ListView<>(model.rows());
    list.setId("activity");
    list.setAccessibleText(Texts.get("activity.title"));
    list.setFixedCellSize(LINE);
    list.setCellFactory(_ -> new TaskCell(actions));
    var empty = Bindings.isEmpty(model.rows());
    list.visibleProperty().bind(empty.not());
    list.managedProperty().bind(list.visibleProperty());
    Label nothing = Icons.styled(new Label(Texts.get("activity.empty")), "small");
    nothing.visibleProperty().bind(empty);
    nothing.managedProperty().bind(nothing.visibleProperty());
    list.prefHeightProperty()
        .bind(Bindings.min(FEW, Bindings.size(model.rows())).multiply(LINE).add(2));
    VBox.setVgrow(list, Priority.ALWAYS);
    getChildren().addAll(list, nothing);
  }

  /** The list gets the keyboard. */
  public void focus() {
    list.requestFocus();
  }
}
