package quayside.gui.fx;

import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Icons, each with a name for those who cannot see it. */
public final class Icons {
  private Icons() {}

  /** An icon that says something; {@code name} is read out. */
  public static FontIcon named(Feather feather, String name) {
    FontIcon icon = new FontIcon(feather);
    icon.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    icon.setAccessibleText(name);
    return icon;
  }

  /** An icon beside words that say the same. */
  public static FontIcon silent(Feather feather) {
    FontIcon icon = new FontIcon(feather);
    icon.setAccessibleRole(AccessibleRole.NODE);
    return icon;
  }

  /** A button with nothing but an icon; its name is its tooltip. */
  public static Button button(Feather feather, String name, Runnable action) {
    Button button = new Button(null, silent(feather));
    button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    button.getStyleClass().add("icon-button");
    button.setAccessibleText(name);
    button.setTooltip(new Tooltip(name));
    button.setOnAction(_ -> action.run());
    return button;
  }

  /** The keys that open a menu; GTK does not do it by itself. */
  public static boolean asksForMenu(KeyEvent event) {
    return event.getCode() == KeyCode.CONTEXT_MENU
        || (event.getCode() == KeyCode.F10 && event.isShiftDown());
  }

  /** Adds style classes and hands the node back. */
  public static <N extends Node> N styled(N node, String... classes) {
    node.getStyleClass().addAll(classes);
    return node;
  }
}
