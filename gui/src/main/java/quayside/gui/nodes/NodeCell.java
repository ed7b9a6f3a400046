package quayside.gui.nodes;

import java.io.File;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import quayside.core.model.Platform;
import quayside.gui.fx.DragData;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Texts;

/** One node: state dot, name, type, count, space; a place to drop containers and archives on. */
final class NodeCell extends ListCell<NodeRow> {
  private static final PseudoClass GOOD = PseudoClass.getPseudoClass("drop-good");
  private static final PseudoClass BAD = PseudoClass.getPseudoClass("drop-bad");
  private static final double FULL = 0.85; // from here on space is worth a warning colour

  private final Drops drops;
  private final Clock clock;
  private final Region dot = Icons.styled(new Region(), "dot");
  private final Label name = Icons.styled(new Label(), "strong");
  private final Label badge = Icons.styled(new Label(), "badge");
  private final Label summary = Icons.styled(new Label(), "small");
  private final Region used = Icons.styled(new Region(), "space-used");
  private final StackPane space = Icons.styled(new StackPane(used), "space");
  private final HBox line;
  private boolean cloning;
  private Subscription following = Subscription.EMPTY;

  NodeCell(Drops drops, Clock clock) {
    this.drops = drops;
    this.clock = clock;
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox head = Icons.styled(new HBox(8, name, gap, badge), "center-left");
    name.setMinWidth(0);
    VBox text = new VBox(2, head, summary, space);
    VBox.setMargin(space, new Insets(6, 40, 0, 0));
    HBox.setHgrow(text, Priority.ALWAYS);
    HBox.setMargin(dot, new Insets(5, 0, 0, 0));
    used.setMaxWidth(Region.USE_PREF_SIZE);
    StackPane.setAlignment(used, javafx.geometry.Pos.CENTER_LEFT);
    line = new HBox(10, dot, text);
    line.setMinWidth(0);
    line.setPrefWidth(10);
    setOnDragOver(this::over);
    setOnDragExited(_ -> drops.left());
    setOnDragDropped(this::dropped);
  }

  @Override
  protected void updateItem(@Nullable NodeRow row, boolean empty) {
    super.updateItem(row, empty);
    following.unsubscribe();
    following = Subscription.EMPTY;
    if (empty || row == null) {
      setGraphic(null);
      setTooltip(null);
      setAccessibleText(null);
      held(Optional.empty());
      return;
    }
    setGraphic(line);
    following =
        row.view()
            .subscribe(_ -> show(row))
            .and(space.widthProperty().subscribe(_ -> fill(row)))
            .and(drops.held().subscribe(h -> held(h.filter(it -> it.node().equals(row.name())))));
  }

  private void show(NodeRow row) {
    name.setText(row.name());
    Platform platform = row.view().get().node().platform();
    badge.setText(Texts.get("badge." + platform.key()));
    badge.getStyleClass().setAll("label", "badge", platform.key());
    summary.setText(row.summary(clock.instant()));
    dot.getStyleClass()
        .setAll(
            "dot",
            switch (row.view().get().status()) {
              case READY -> "good";
              case CONNECTING -> "busy";
              case UNREACHABLE -> "bad";
            });
    fill(row);
    String trouble = row.trouble(clock.instant());
    setTooltip(trouble.isEmpty() ? null : new Tooltip(trouble));
    setAccessibleText(row.name() + ", " + summary.getText() + ". " + trouble);
  }

  private void fill(NodeRow row) {
    double part = row.used();
    space.setVisible(part >= 0);
    space.setManaged(
        part >= 0 || row.view().get().status() != quayside.core.fleet.NodeView.Status.UNREACHABLE);
    used.setPrefWidth(Math.max(0, space.getWidth() * part));
    used.getStyleClass().setAll("space-used", part > FULL ? "nearly-full" : "roomy");
  }

  private void held(Optional<Drops.Held> here) {
    pseudoClassStateChanged(GOOD, here.filter(Drops.Held::welcome).isPresent());
    pseudoClassStateChanged(BAD, here.filter(h -> !h.welcome()).isPresent());
  }

  private void over(DragEvent event) {
    NodeRow row = getItem();
    boolean containers = event.getDragboard().hasContent(DragData.CONTAINERS);
    if (row == null || !(containers || event.getDragboard().hasFiles())) {
      return;
    }
    double x = event.getSceneX();
    double y = event.getSceneY();
    cloning = containers && DragData.cloning(event);
    boolean welcome =
        containers
            ? drops.over(row.name(), cloning, x, y)
            : drops.overFiles(row.name(), files(event), x, y);
    if (welcome) {
      event.acceptTransferModes(
          containers ? TransferMode.COPY_OR_MOVE : new TransferMode[] {TransferMode.COPY});
    }
    event.consume();
  }

  private static List<Path> files(DragEvent event) {
    return event.getDragboard().getFiles().stream().map(File::toPath).toList();
  }

  private void dropped(DragEvent event) {
    NodeRow row = getItem();
    if (row != null && event.getDragboard().hasContent(DragData.CONTAINERS)) {
      event.setDropCompleted(true);
      drops.drop(row.name(), cloning);
    } else if (row != null && event.getDragboard().hasFiles()) {
      event.setDropCompleted(true);
      drops.dropFiles(row.name(), files(event));
    }
    event.consume();
  }
}
