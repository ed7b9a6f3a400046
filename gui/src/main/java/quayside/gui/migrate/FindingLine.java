package quayside.gui.migrate;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import quayside.core.migrate.Finding;
import quayside.core.migrate.OsctlOptions;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Texts;

/** One thing that preflight found, with the button that settles it. */
final class FindingLine {
  private FindingLine() {}

  static HBox of(
      MoveViewModel.Found found, boolean many, Consumer<MoveViewModel.Found> fix, Runnable once) {
    Finding finding = found.finding();
    boolean blocks = finding.severity() == Finding.Severity.BLOCKER;
    String sentence =
        many
            ? Texts.get("plan.found", found.source().id(), finding.sentence())
            : finding.sentence();
    HBox line = line(blocks ? Feather.X : Feather.ALERT_TRIANGLE, sentence);
    line.getStyleClass().add(blocks ? "danger-note" : "warning-note");
    finding
        .fix()
        .ifPresent(how -> {
          boolean narrower = how.id().equals(OsctlOptions.ONCE_SETTLES);
          if (narrower) {
            line.getChildren().add(button(Texts.get("plan.once"), "authorize-once", once));
          }
          Button button =
              button(
                  narrower ? Texts.get("plan.always") : how.label(),
                  how.id(),
                  () -> fix.accept(found));
          button.setTooltip(new Tooltip(how.label()));
          button.setAccessibleText(how.label());
          line.getChildren().add(button);
        });
    return line;
  }

  private static Button button(String words, String id, Runnable action) {
    Button button = new Button(words);
    button.getStyleClass().add("fix");
    button.setId("fix-" + id);
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(_ -> action.run());
    return button;
  }

  static HBox fine(List<String> sentences) {
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
