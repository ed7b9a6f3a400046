package quayside.gui.tasks;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Status;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Texts;

/** One operation on one line: name and way, steps, bar and figures, forecast, actions. */
final class TaskCell extends ListCell<TaskRow> {
  private static final double STEPS = 240; // six dots and one name
  private static final double NAMED_STEPS = 500; // all of them with their names
  private static final double ROOMY = 1150; // from this width on every step has its name beside it

  private final TasksView.Actions actions;
  private final Label name = Icons.styled(new Label(), "strong");
  private final Label way = Icons.styled(new Label(), "small");
  private final StepDots steps = new StepDots();
  private final RoundsBar bar = new RoundsBar();
  private final Label figures = Icons.styled(new Label(), "small");
  private final Label forecast = Icons.styled(new Label(), "step-now");
  private final FontIcon icon = new FontIcon();
  private final Label sentence = Icons.styled(new Label(), "sentence");
  private final HBox buttons = new HBox(8);
  private final VBox progress = new VBox(6, bar, figures);
  private final HBox line = Icons.styled(new HBox(16), "task", "center-left");
  private Subscription following = Subscription.EMPTY;

  TaskCell(TasksView.Actions actions) {
    this.actions = actions;
    VBox head = new VBox(1, name, way);
    head.setAlignment(Pos.CENTER_LEFT);
    head.setMinWidth(140);
    head.setPrefWidth(170);
    head.setMaxWidth(170);
    progress.setAlignment(Pos.CENTER_LEFT);
    progress.setMinWidth(120);
    HBox.setHgrow(progress, Priority.ALWAYS);
    forecast.setMinWidth(Region.USE_PREF_SIZE);
    forecast.setAlignment(Pos.CENTER_RIGHT);
    sentence.setGraphic(icon);
    sentence.setGraphicTextGap(8);
    sentence.setTextOverrun(OverrunStyle.ELLIPSIS);
    sentence.setWrapText(true);
    sentence.setMaxHeight(34);
    sentence.setMaxWidth(Double.MAX_VALUE);
    sentence.setMinWidth(80);
    HBox.setHgrow(sentence, Priority.ALWAYS);
    buttons.setAlignment(Pos.CENTER_RIGHT);
    buttons.setMinWidth(Region.USE_PREF_SIZE);
    line.getChildren().addAll(head, steps, progress, sentence, forecast, buttons);
    line.setPrefWidth(10);
    StackPane card = new StackPane(line);
    card.setPrefWidth(10);
    card.getStyleClass().add("task-slot");
    setGraphic(null);
    card.widthProperty().subscribe(this::again);
    cardPane = card;
  }

  private final StackPane cardPane;

  @Override
  protected void updateItem(@Nullable TaskRow row, boolean empty) {
    super.updateItem(row, empty);
    following.unsubscribe();
    following = Subscription.EMPTY;
    if (empty || row == null) {
      setGraphic(null);
      setAccessibleText(null);
      return;
    }
    setGraphic(cardPane);
    following = row.view().subscribe(_ -> show(row));
  }

  private void again() {
    TaskRow row = getItem();
    if (row != null) {
      show(row);
    }
  }

  private void show(TaskRow row) {
    OperationView op = row.view().get();
    name.setText(row.name());
    way.setText(row.way());
    boolean words = op.isOver();
    visible(steps, !words);
    visible(progress, !words);
    visible(sentence, words);
    String style =
        switch (op.status()) {
          case FAILED, INTERRUPTED -> "needs-decision";
          case SUCCEEDED -> "succeeded";
          case WAITING -> "waiting";
          case QUEUED, RUNNING, CANCELLING, CANCELLED -> "plain";
        };
    line.getStyleClass().setAll("task", "center-left", style);
    if (words) {
      icon.setIconCode(
          switch (op.status()) {
            case SUCCEEDED -> Feather.CHECK;
            case CANCELLED -> Feather.CORNER_UP_LEFT;
            case QUEUED, RUNNING, WAITING, CANCELLING, FAILED, INTERRUPTED ->
                Feather.ALERT_TRIANGLE;
          });
      sentence.setText(row.result());
      sentence.setTooltip(new Tooltip(row.result()));
    } else {
      String syncs = Texts.get("step.sync.n", Math.max(1, op.rounds().size() - 1));
      steps.show(
          op.steps(),
          op.rounds().size() < 2 ? Texts.get("step.sync") : syncs,
          cardPane.getWidth() > ROOMY);
      steps.setPrefWidth(cardPane.getWidth() > ROOMY ? NAMED_STEPS : STEPS);
      bar.show(op.rounds());
      figures.setText(op.status() == Status.RUNNING ? row.figures() : row.doing());
    }
    boolean stopTold = !words || op.status() == Status.SUCCEEDED;
    forecast.setText(stopTold ? row.forecast() : "");
    String parts = row.stopInFull();
    forecast.setTooltip(parts.isEmpty() ? null : new Tooltip(parts));
    visible(forecast, !forecast.getText().isEmpty());
    buttons(row, op);
    setAccessibleText(
        name.getText()
            + ", "
            + way.getText()
            + ", "
            + (words ? row.result() : row.figures())
            + (forecast.getText().isEmpty() ? "" : ", " + forecast.getText()));
  }

  private static void visible(javafx.scene.Node node, boolean on) {
    node.setVisible(on);
    node.setManaged(on);
  }

  private void buttons(TaskRow row, OperationView op) {
    var wanted = TaskButtons.of(op);
    if (wanted.equals(buttons.getUserData())) {
      return; // the same buttons stay, with the keyboard on them
    }
    buttons.setUserData(wanted);
    buttons.getChildren().clear();
    for (TaskButtons.Wish wish : wanted) {
      buttons.getChildren().add(button(row, wish));
    }
  }

  private Button button(TaskRow row, TaskButtons.Wish wish) {
    Runnable ask =
        () -> {
          TaskRow now = getItem() == null ? row : getItem();
          if (wish.action().isPresent()) {
            actions.act(now.id(), wish.action().get());
          } else {
            actions.details(now.report());
          }
        };
    Button button;
    if (wish.icon()) {
      button = Icons.button(Feather.X, Texts.get(wish.key()), ask);
      button.getStyleClass().add("bordered");
    } else {
      button = new Button(Texts.get(wish.key()));
      button.setOnAction(_ -> ask.run());
    }
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setId("task-" + wish.action().map(OperationAction::name).orElse("DETAILS"));
    return button;
  }
}
