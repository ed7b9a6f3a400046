package quayside.gui.archives;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.css.PseudoClass;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import quayside.core.problem.Problem;
import quayside.gui.fx.DragData;
import quayside.gui.fx.Overlay;

/** The page of archives: the list, or one that is opened; containers dropped on it are exported. */
public final class ArchivesPage extends StackPane {
  private static final PseudoClass GOOD = PseudoClass.getPseudoClass("drop-good");

  private final ArchivesViewModel model;
  private final ArchivesView list;
  private final Timeline looking;
  private Runnable focus;

  /** What the page asks of the window around it. */
  public interface Actions {
    /** Opens an archive, and hands the view of it to {@link #inside}. */
    void open(Path file);

    void importing(List<Path> files);

    /** Exports the containers that are being dragged. */
    void exportDragged();

    void failed(Problem problem);
  }

  /** The page. */
  public ArchivesPage(ArchivesViewModel model, ArchiveDesk desk, Overlay overlay, Actions actions) {
    this.model = model;
    setId("archives");
    Consumer<Problem> failed = actions::failed;
    list =
        new ArchivesView(
            model,
            new ArchiveActions(model, desk, overlay, actions::open, actions::importing, failed));
    focus = list::focus;
    getChildren().add(list);
    looking = new Timeline(new KeyFrame(Duration.seconds(5), _ -> model.look()));
    looking.setCycleCount(Animation.INDEFINITE);
    visibleProperty()
        .subscribe(shown -> {
          if (!shown) looking.stop();
        });
    takesContainers(this, actions::exportDragged);
  }

  /** Those files that are archives, going by their names. */
  public static List<Path> archives(List<Path> files) {
    return files.stream().filter(Shelf::named).toList();
  }

  /** Makes a part of the window one on which containers are dropped to be exported. */
  public static void takesContainers(Region place, Runnable dropped) {
    place.setOnDragOver(event -> {
      if (event.getDragboard().hasContent(DragData.CONTAINERS)) {
        event.acceptTransferModes(TransferMode.COPY_OR_MOVE);
        place.pseudoClassStateChanged(GOOD, true);
        event.consume();
      }
    });
    place.setOnDragExited(_ -> place.pseudoClassStateChanged(GOOD, false));
    place.setOnDragDropped((DragEvent event) -> {
      if (event.getDragboard().hasContent(DragData.CONTAINERS)) {
        event.setDropCompleted(true);
        event.consume();
        dropped.run();
      }
    });
  }

  /** Came into sight: looks at the folders now and then, and takes the keyboard. */
  public void shown() {
    model.refresh();
    looking.play();
    focus.run();
  }

  /** Shows an archive in place of the list. */
  public void inside(Region opened, Runnable focusing) {
    getChildren().setAll(opened);
    focus = focusing;
    focusing.run();
  }

  /** Shows the list again. */
  public void back() {
    getChildren().setAll(list);
    focus = list::focus;
    list.focus();
  }

  /** Whether an archive is shown in place of the list. */
  public boolean isInside() {
    return !getChildren().contains(list);
  }

  /** The filter gets the keyboard. */
  public void find() {
    list.find();
  }
}
