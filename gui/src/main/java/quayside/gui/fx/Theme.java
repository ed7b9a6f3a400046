package quayside.gui.fx;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/** The two looks of the window: AtlantaFX Primer with our few rules on top. */
public enum Theme {
  LIGHT,
  DARK;

  /** Makes every window look like this. */
  public void use() {
    Application.setUserAgentStylesheet(
        switch (this) {
          case LIGHT -> new PrimerLight().getUserAgentStylesheet();
          case DARK -> new PrimerDark().getUserAgentStylesheet();
        });
  }

  /** Loads fonts and our own rules into a scene. */
  public void dress(Scene scene) {
    for (String face : new String[] {"Regular", "Medium", "SemiBold"}) {
      try (InputStream file = Theme.class.getResourceAsStream("/fonts/Inter-" + face + ".otf")) {
        Font.loadFont(Objects.requireNonNull(file, face), 13);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    for (String sheet : new String[] {"modena-compat", "quayside"}) {
      var url = Objects.requireNonNull(Theme.class.getResource("/css/" + sheet + ".css"), sheet);
      scene.getStylesheets().add(url.toExternalForm());
    }
    use();
    mark(scene);
  }

  /** Lets our rules know which look it is. */
  public void mark(Scene scene) {
    scene.getRoot().getStyleClass().removeAll("light", "dark");
    scene
        .getRoot()
        .getStyleClass()
        .add(
            switch (this) {
              case LIGHT -> "light";
              case DARK -> "dark";
            });
  }

  /** The other one. */
  public Theme other() {
    return this == LIGHT ? DARK : LIGHT;
  }
}
