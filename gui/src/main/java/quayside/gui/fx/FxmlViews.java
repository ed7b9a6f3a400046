package quayside.gui.fx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import javafx.fxml.FXMLLoader;
import javafx.scene.layout.Region;

/** Loads forms from {@code resources/fxml}; a form has its package's last name as folder. */
public final class FxmlViews {
  private FxmlViews() {}

  /**
   * Loads a form.
   *
   * @param name for example {@code nodes/NodeDialog}
   * @param controller gets the {@code fx:id} fields
   */
  public static Region load(String name, Object controller) {
    String path = "/fxml/" + name + ".fxml";
    var url = Objects.requireNonNull(FxmlViews.class.getResource(path), path);
    FXMLLoader loader = new FXMLLoader(url, Texts.bundle());
    loader.setController(controller);
    try {
      return loader.load();
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }
}
