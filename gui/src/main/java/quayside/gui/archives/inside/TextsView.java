package quayside.gui.archives.inside;

import javafx.collections.FXCollections;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import quayside.core.archive.Inspection;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Texts;

/** The configurations in an archive, as they are. */
final class TextsView extends HBox {
  private final ListView<String> names = new ListView<>(FXCollections.observableArrayList());

  TextsView(InsideViewModel model) {
    super(8);
    names.setId("inside-text-names");
    names.setAccessibleText(Texts.get("inside.texts"));
    names.setPrefWidth(210);
    names.setMinWidth(160);
    names.setPlaceholder(
        Icons.styled(new javafx.scene.control.Label(Texts.get("inside.texts.none")), "muted"));
    TextArea area = Icons.styled(new TextArea(), "mono");
    area.setId("inside-text");
    area.setEditable(false);
    area.setAccessibleText(Texts.get("inside.texts"));
    HBox.setHgrow(area, Priority.ALWAYS);
    names
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe(name ->
            area.setText(
                name == null
                    ? ""
                    : model.inspection().get().map(i -> i.texts().get(name)).orElse("")));
    model
        .inspection()
        .subscribe(seen -> {
          names
              .getItems()
              .setAll(
                  seen.map(Inspection::texts)
                      .map(t -> t.keySet().stream().toList())
                      .orElse(java.util.List.of()));
          names.getSelectionModel().selectFirst();
        });
    getChildren().addAll(names, area);
  }

  void focus() {
    names.requestFocus();
  }
}
