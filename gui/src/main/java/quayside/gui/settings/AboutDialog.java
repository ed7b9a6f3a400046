package quayside.gui.settings;

import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.Region;
import quayside.core.home.Home;
import quayside.gui.fx.FxmlViews;
import quayside.gui.fx.Overlay;
import quayside.gui.fx.Texts;
import quayside.gui.fx.Theme;

/** Settings and what the program says about itself. */
public final class AboutDialog {
  private final Overlay overlay;
  private final Region root;
  private final String report;
  @FXML private ToggleButton light;
  @FXML private ToggleButton dark;
  @FXML private Label version;
  @FXML private Label machine;
  @FXML private TextField log;
  @FXML private Button copy;
  @FXML private Button close;

  private AboutDialog(
      Overlay overlay,
      Home home,
      String version,
      String machine,
      Theme theme,
      java.util.function.Consumer<Theme> choose) {
    this.overlay = overlay;
    root = FxmlViews.load("settings/AboutDialog", this);
    this.version.setText(Texts.get("about.version", version));
    this.machine.setText(machine);
    report = "Quayside " + version + "\n" + machine + "\n";
    log.setText(home.log().toString());
    ToggleGroup looks = new ToggleGroup();
    light.setToggleGroup(looks);
    dark.setToggleGroup(looks);
    light.setSelected(theme == Theme.LIGHT);
    dark.setSelected(theme == Theme.DARK);
    light.setOnAction(_ -> choose(light, choose, Theme.LIGHT));
    dark.setOnAction(_ -> choose(dark, choose, Theme.DARK));
  }

  /**
   * Opens it.
   *
   * @param machine what runs where, for a report
   * @param choose hears of another look
   */
  public static void open(
      Overlay overlay,
      Home home,
      String version,
      String machine,
      Theme theme,
      java.util.function.Consumer<Theme> choose) {
    AboutDialog dialog = new AboutDialog(overlay, home, version, machine, theme, choose);
    overlay.show(dialog.root, dialog.close, () -> {});
  }

  private static void choose(
      ToggleButton button, java.util.function.Consumer<Theme> choose, Theme theme) {
    button.setSelected(true);
    choose.accept(theme);
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
