package quayside.gui.keys;

import javafx.css.PseudoClass;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import quayside.core.keys.TrustCell;
import quayside.core.keys.TrustCell.State;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Texts;

/** One visible cell: a sign, a word where there is room, and the whole sentence read out. */
final class MatrixCell extends Label {
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
  private static final PseudoClass CURSOR = PseudoClass.getPseudoClass("cursor");

  private final FontIcon icon = Icons.silent(Feather.CHECK);

  MatrixCell() {
    getStyleClass().add("matrix-cell");
    setGraphic(icon);
    setGraphicTextGap(6);
  }

  void show(TrustCell cell, boolean spelt, boolean chosen, boolean cursor) {
    setVisible(true);
    State state = cell.state();
    icon.setIconCode(sign(state));
    icon.setVisible(state != State.SELF);
    getStyleClass().setAll("label", "matrix-cell", style(state));
    setText(spelt ? Texts.get("trust.state." + word(state)) : null);
    setContentDisplay(spelt ? ContentDisplay.LEFT : ContentDisplay.GRAPHIC_ONLY);
    pseudoClassStateChanged(CHOSEN, chosen);
    pseudoClassStateChanged(CURSOR, cursor);
    setAccessibleText(cell.why());
  }

  /** The sign of a state; never its colour alone. */
  static Feather sign(State state) {
    return switch (state) {
      case AUTHORISED -> Feather.CHECK;
      case RESTRICTED -> Feather.LOCK;
      case REFUSED, SELF -> Feather.MINUS;
      case UNKNOWN -> Feather.HELP_CIRCLE;
    };
  }

  static String style(State state) {
    return switch (state) {
      case AUTHORISED -> "success-text";
      case RESTRICTED -> "warning-text";
      case REFUSED, UNKNOWN -> "muted";
      case SELF -> "self";
    };
  }

  static String word(State state) {
    return state.name().toLowerCase(java.util.Locale.ROOT);
  }
}
