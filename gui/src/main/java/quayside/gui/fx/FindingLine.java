package quayside.gui.fx;

import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import quayside.core.migrate.Finding;

/** One thing that preflight found, with the buttons that settle it. */
public final class FindingLine {
  private FindingLine() {}

  /**
   * A line for something that is not fine.
   *
   * @param about whose finding it is, where there are several; else empty
   */
  public static HBox of(Finding finding, String about, List<Button> fixes) {
    boolean blocks = finding.severity() == Finding.Severity.BLOCKER;
    String sentence =
        about.isEmpty() ? finding.sentence() : Texts.get("plan.found", about, finding.sentence());
    HBox line = line(blocks ? Feather.X : Feather.ALERT_TRIANGLE, sentence);
    line.getStyleClass().add(blocks ? "danger-note" : "warning-note");
    line.getChildren().addAll(fixes);
    return line;
  }

  /** A button that does what a fix says. */
  public static Button button(Finding.Fix fix, String words, Runnable action) {
    Button button = button(fix.id(), words, action);
    button.setTooltip(new Tooltip(fix.label()));
    button.setAccessibleText(fix.label());
    return button;
  }

  /** A button of a line. */
  public static Button button(String id, String words, Runnable action) {
    Button button = new Button(words);
    button.getStyleClass().add("fix");
    button.setId("fix-" + id);
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(_ -> action.run());
    return button;
  }

  /** The line of all that is fine. */
  public static HBox fine(List<String> sentences) {
    HBox line = line(Feather.CHECK, String.join(" ", sentences.stream().distinct().toList()));
    line.getStyleClass().add("fine-note");
    return line;
  }

  private static HBox line(Feather icon, String sentence) {
    Label words = new Label(sentence);
    words.setWrapText(true);
    words.setMinHeight(Region.USE_PREF_SIZE);
    words.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(words, Priority.ALWAYS);
    return Icons.styled(new HBox(12, Icons.silent(icon), words), "note", "center-left");
  }
}
