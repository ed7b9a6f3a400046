package quayside.gui.problem;

import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TitledPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.Region;
import quayside.core.problem.Problem;
import quayside.gui.fx.FxmlViews;
import quayside.gui.fx.Overlay;
import quayside.gui.fx.Texts;

/** Says what happened, what is safe and what to try; details on demand, to copy. */
public final class ProblemDialog {
  private final Overlay overlay;
  private final Region root;
  private final String report;
  @FXML private Label title;
  @FXML private Label sentence;
  @FXML private Label tryThis;
  @FXML private TitledPane more;
  @FXML private TextArea details;
  @FXML private Button copy;
  @FXML private Button close;

  private ProblemDialog(Overlay overlay, Problem problem, String version) {
    this.overlay = overlay;
    report = Report.of(problem, version);
    root = FxmlViews.load("problem/ProblemDialog", this);
    title.setText(problem.title());
    sentence.setText(problem.sentence());
    tryThis.setText(problem.tryThis());
    tryThis.setManaged(!problem.tryThis().isBlank());
    details.setText(report);
    more.setExpanded(false);
  }

  /** Shows a failure. */
  public static void open(Overlay overlay, Problem problem, String version) {
    ProblemDialog dialog = new ProblemDialog(overlay, problem, version);
    overlay.show(dialog.root, dialog.close, () -> {});
  }

  @FXML
  private void copy() {
    ClipboardContent content = new ClipboardContent();
    content.putString(report);
    Clipboard.getSystemClipboard().setContent(content);
    copy.setText(Texts.get("problem.copied"));
  }

  @FXML
  private void close() {
    overlay.close(root);
  }
}
