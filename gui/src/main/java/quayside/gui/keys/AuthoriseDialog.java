package quayside.gui.keys;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import quayside.core.driver.NodeKeys.AuthorizedKey;
import quayside.core.keys.TrustCell;
import quayside.core.problem.Problem;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Overlay;
import quayside.gui.fx.Question;
import quayside.gui.fx.Texts;
import quayside.gui.keys.TrustViewModel.Deed;

/** The limits under which a key is authorised. */
final class AuthoriseDialog {
  private final TextField name = field("authorise-name", "authorise.name.prompt");
  private final TextField from = field("authorise-from", "authorise.from.prompt");
  private final TextField ctid = field("authorise-ctid", "authorise.ctid.prompt");
  private final CheckBox once = new CheckBox(Texts.get("authorise.once"));
  private final PasswordField passphrase = new PasswordField();

  /** What was filled in. */
  interface Use {
    void with(AuthorizedKey wish, char[] passphrase);
  }

  private AuthoriseDialog() {
    passphrase.setId("authorise-passphrase");
    passphrase.setPromptText(Texts.get("authorise.passphrase.prompt"));
    once.setId("authorise-once");
  }

  /** Asks for limits and authorises the chosen cells with them. */
  static void forCells(TrustViewModel model, Overlay overlay, Consumer<Problem> failed) {
    List<TrustCell> cells = model.of(Deed.AUTHORISE);
    String who =
        cells.size() == 1
            ? cells.getFirst().source().node() + " → " + cells.getFirst().target()
            : Texts.get("trust.several", cells.size());
    open(
        overlay,
        Texts.get("authorise.title", who),
        "",
        "",
        (wish, secret) -> model.authorise(cells, wish, secret, failed));
  }

  /**
   * Asks for the name and the limits of a key.
   *
   * @param line its public line, or empty for the sources' own
   */
  static void open(Overlay overlay, String title, String line, String called, Use use) {
    var dialog = new AuthoriseDialog();
    dialog.name.setText(called);
    Question.ask(
        overlay,
        title,
        Texts.get("authorise.sentence"),
        List.of(dialog.form()),
        List.of(
            new Question.Answer(
                Texts.get("trust.authorise"), "success", () -> dialog.take(line, use))),
        () -> dialog.passphrase.clear());
    dialog.from.requestFocus();
  }

  private void take(String line, Use use) {
    char[] secret = passphrase.getText().toCharArray();
    passphrase.clear();
    use.with(
        new AuthorizedKey(
            name.getText().strip(),
            line,
            text(from),
            text(ctid),
            once.isSelected(),
            false,
            secret.length > 0),
        secret);
  }

  private static Optional<String> text(TextField field) {
    return Optional.of(field.getText().strip()).filter(words -> !words.isEmpty());
  }

  private static TextField field(String id, String prompt) {
    TextField field = new TextField();
    field.setId(id);
    field.setPromptText(Texts.get(prompt));
    return field;
  }

  private Region form() {
    GridPane form = new GridPane(12, 8);
    row(form, 0, "authorise.name", name);
    row(form, 1, "authorise.from", from);
    row(form, 2, "authorise.ctid", ctid);
    form.add(once, 1, 3);
    row(form, 4, "authorise.passphrase", passphrase);
    Label warning = Icons.styled(new Label(Texts.get("authorise.passphrase.warning")), "small");
    warning.setWrapText(true);
    warning.setMinHeight(Region.USE_PREF_SIZE);
    form.add(warning, 1, 5);
    return form;
  }

  private static void row(GridPane form, int at, String key, TextField field) {
    Label label = Icons.styled(new Label(Texts.get(key)), "muted");
    label.setLabelFor(field);
    label.setMinWidth(Region.USE_PREF_SIZE);
    GridPane.setHgrow(field, Priority.ALWAYS);
    form.addRow(at, label, field);
  }
}
