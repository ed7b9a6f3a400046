package quayside.gui.fx;

import java.util.List;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** Rows of fields, each with its name at the left. */
public final class Form extends GridPane {
  private static final double ROW = 8;
  private static final double LINE = 4;

  private int rows; // the pane itself does not count those that are not there just now

  /** An empty form. */
  public Form() {
    super(12, 0); // a gap would stay where a row is not there: rows have margins
  }

  /** Adds a row. */
  public void row(String key, Node... fields) {
    row(null, key, fields);
  }

  /**
   * Adds a row that is there only at times.
   *
   * @param shown when
   */
  public void row(@Nullable ObservableBooleanValue shown, String key, Node... fields) {
    Label label = Icons.styled(new Label(Texts.get(key)), "muted");
    label.setMinWidth(Region.USE_PREF_SIZE);
    HBox line = Icons.styled(new HBox(8, fields), "center-left");
    label.setLabelFor(fields[0]);
    GridPane.setHgrow(line, Priority.ALWAYS);
    if (shown != null) {
      show(shown, List.of(label, line));
    }
    Insets above = new Insets(rows == 0 ? 0 : ROW, 0, 0, 0);
    setMargin(label, above);
    setMargin(line, above);
    addRow(rows++, label, line);
  }

  /** Adds a line under the last row, about it; it is there as long as there are words. */
  public Label said(String id, ObservableValue<String> words) {
    Label said = new Label();
    said.setId(id);
    said.setWrapText(true);
    said.setMinHeight(Region.USE_PREF_SIZE);
    said.textProperty().bind(words);
    show(said.textProperty().isNotEmpty(), List.of(said));
    setMargin(said, new Insets(LINE, 0, 0, 0));
    add(said, 1, rows++);
    return said;
  }

  private static void show(ObservableBooleanValue shown, List<Node> parts) {
    for (Node part : parts) {
      part.visibleProperty().bind(shown);
      part.managedProperty().bind(shown);
    }
  }
}
