package quayside.gui.archives.inside;

import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import quayside.core.problem.Problem;
import quayside.gui.archives.JobLines;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Overlay;
import quayside.gui.fx.Picker;
import quayside.gui.fx.Texts;

/** One archive, opened: overview, files, texts. */
public final class InsideView extends VBox {
  private final InsideViewModel model;
  private final Runnable back;
  private final StackPane body = new StackPane();
  private final ToggleGroup tabs = new ToggleGroup();
  private final HBox bar = Icons.styled(new HBox(), "segments");
  private Runnable focus = () -> {};

  /**
   * The view of an archive.
   *
   * @param back leads to the list again
   * @param failed says what went wrong
   */
  public InsideView(
      InsideViewModel model,
      Picker picker,
      Overlay overlay,
      Runnable back,
      Consumer<Problem> failed) {
    this.model = model;
    this.back = back;
    getStyleClass().add("work");
    setId("inside");
    VBox.setVgrow(body, Priority.ALWAYS);
    body.setMinHeight(0);
    var overview = new OverviewView(model);
    tab("inside.overview", overview, overview::focus, () -> {});
    var files = new FilesView(model, picker, overlay, failed);
    tab("inside.files", files, files::focus, model::openFiles);
    var texts = new TextsView(model);
    tab("inside.texts", texts, texts::focus, () -> {});
    getChildren().addAll(head(), bar, new JobLines(model.jobs()), body);
    bar.getChildren().getLast().getStyleClass().remove("center-pill");
    bar.getChildren().getLast().getStyleClass().add("right-pill");
    tabs.selectToggle(tabs.getToggles().getFirst());
    addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE) {
            event.consume();
            back.run();
          }
        });
  }

  private HBox head() {
    Button away = Icons.button(Feather.ARROW_LEFT, Texts.get("inside.back"), back);
    away.setId("inside-back");
    Path file = model.file();
    Label title = Icons.styled(new Label(file.getFileName() + ""), "title");
    title.setMinWidth(0);
    Path folder = file.getParent();
    Label about = Icons.styled(new Label(folder == null ? "" : folder.toString()), "muted");
    about.setMinWidth(0);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    return Icons.styled(new HBox(8, away, title, about, gap), "center-left", "work-head");
  }

  private void tab(String key, Region page, Runnable focusing, Runnable shown) {
    var button = new ToggleButton(Texts.get(key));
    button.setId(key.replace('.', '-'));
    button.setToggleGroup(tabs);
    button.getStyleClass().add(bar.getChildren().isEmpty() ? "left-pill" : "center-pill");
    bar.getChildren().add(button);
    button.setOnAction(_ -> button.setSelected(true)); // the chosen one stays chosen
    button
        .selectedProperty()
        .subscribe(on -> {
          if (on) {
            body.getChildren().setAll(page);
            focus = focusing;
            shown.run();
          }
        });
  }

  /** What is shown gets the keyboard. */
  public void focus() {
    focus.run();
  }
}
