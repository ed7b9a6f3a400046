package quayside.gui.keys;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import quayside.core.keys.Identities.Identity;
import quayside.core.problem.Problem;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Overlay;
import quayside.gui.fx.Question;
import quayside.gui.fx.TextTable;
import quayside.gui.fx.Texts;
import quayside.transport.Keyring;
import quayside.transport.keys.PublicKeyLine;

/** The keys by which this desktop logs in, and what it remembers of passphrases. */
final class IdentitiesView {
  private final TrustViewModel model;
  private final KeyDesk desk;
  private final Overlay overlay;
  private final ObservableValue<List<String>> nodes;
  private final Consumer<Problem> failed;
  private final TextTable<Identity> table;
  private final Label remembered = Icons.styled(new Label(), "muted");
  private final Button lock = new Button();

  IdentitiesView(
      TrustViewModel model,
      KeyDesk desk,
      Overlay overlay,
      ObservableValue<List<String>> nodes,
      Consumer<Problem> failed) {
    this.model = model;
    this.desk = desk;
    this.overlay = overlay;
    this.nodes = nodes;
    this.failed = failed;
    table =
        new TextTable<Identity>(
                "identities", Texts.get("identities.name"), Texts.get("identities.empty"))
            .always("identities.make", Feather.PLUS, this::make)
            .button(
                "identities.copy", Feather.UPLOAD, i -> i.key().isPresent(), i -> choose(i, false))
            .button(
                "identities.use", Feather.LOG_IN, i -> i.key().isPresent(), i -> choose(i, true))
            .column("keys.type", 115, i -> i.key().map(HostKeysView::kind).orElse("?"))
            .column(
                "keys.fingerprint",
                375,
                i -> i.key().map(PublicKeyLine::fingerprint).orElse("–"),
                "mono")
            .column("keys.comment", 120, i -> i.key().map(PublicKeyLine::comment).orElse(""))
            .column("keys.passphrase", 90, IdentitiesView::passphrase)
            .column(
                "keys.where",
                240,
                i -> i.file().map(Path::toString).orElse(Texts.get("identities.agent")),
                "mono");
    table.getChildren().add(memory());
  }

  private static String passphrase(Identity identity) {
    return identity.file().isEmpty()
        ? "–"
        : Texts.get(identity.encrypted() ? "identities.yes" : "identities.no");
  }

  /** What is shown. */
  TextTable<?> view() {
    return table;
  }

  /** Reads the folders again. */
  void refresh() {
    model.work(() -> desk.identities().list(), table::show, failed);
    look();
  }

  private HBox memory() {
    lock.setId("lock");
    lock.setOnAction(_ -> {
      if (desk.vault().isLocked()) {
        desk.vault().unlock();
      } else {
        desk.vault().lock();
      }
      look();
    });
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox line = Icons.styled(new HBox(8, remembered, gap), "card", "center-left");
    remembered.setId("remembered");
    desk.vault()
        .keyring()
        .ifPresent(keyring -> {
          Button forget = new Button(Texts.get("lock.keyring"));
          forget.setId("lock-keyring");
          forget.setOnAction(_ -> forget(keyring));
          line.getChildren().add(forget);
        });
    line.getChildren().add(lock);
    look();
    return line;
  }

  private void look() {
    boolean locked = desk.vault().isLocked();
    lock.setText(Texts.get(locked ? "lock.open" : "lock.do"));
    lock.setGraphic(Icons.silent(locked ? Feather.UNLOCK : Feather.LOCK));
    String where =
        desk.vault()
            .keyring()
            .map(k -> Texts.get("lock.with", k.name()))
            .orElseGet(() -> Texts.get("lock.without"));
    remembered.setText(
        locked
            ? Texts.get("lock.locked")
            : Texts.get("lock.kept", desk.vault().remembered(), where));
  }

  private void forget(Keyring keyring) {
    model.work(
        () -> {
          keyring.forgetAll();
          return true;
        },
        _ -> look(),
        failed);
  }

  private void make() {
    TextField file = new TextField(System.getProperty("user.home") + "/.ssh/id_quayside");
    TextField comment = new TextField(System.getProperty("user.name"));
    PasswordField one = new PasswordField();
    PasswordField two = new PasswordField();
    file.setId("identity-file");
    comment.setId("identity-comment");
    one.setId("identity-passphrase");
    two.setId("identity-again");
    GridPane form = new GridPane(12, 8);
    row(form, 0, "identities.file", file);
    row(form, 1, "keys.comment", comment);
    row(form, 2, "keys.passphrase", one);
    row(form, 3, "identities.again", two);
    Question.ask(
        overlay,
        Texts.get("identities.make.title"),
        Texts.get("identities.make.sentence"),
        List.of(form),
        List.of(
            new Question.Answer(
                Texts.get("identities.make.do"),
                "success",
                () -> generate(file.getText().strip(), comment.getText().strip(), one, two))),
        () -> {
          one.clear();
          two.clear();
        });
    file.requestFocus();
  }

  private void generate(String file, String comment, PasswordField one, PasswordField two) {
    char[] passphrase = one.getText().toCharArray();
    boolean same = one.getText().equals(two.getText());
    one.clear();
    two.clear();
    if (!same) {
      failed.accept(
          new Problem(
              "wrong-input",
              Texts.get("identities.differ"),
              Texts.get("identities.differ.sentence"),
              "",
              ""));
      return;
    }
    model.work(
        () -> {
          try {
            return desk.identities().generate(Path.of(file), comment, passphrase);
          } finally {
            Arrays.fill(passphrase, '\0');
          }
        },
        _ -> refresh(),
        failed);
  }

  private static void row(GridPane form, int at, String key, TextField field) {
    Label label = Icons.styled(new Label(Texts.get(key)), "muted");
    label.setLabelFor(field);
    GridPane.setHgrow(field, Priority.ALWAYS);
    form.addRow(at, label, field);
  }

  /** Asks for the node: copies the key there, or logs in with it from now on. */
  private void choose(Identity identity, boolean using) {
    ComboBox<String> node = new ComboBox<>();
    node.setId("identity-node");
    node.getItems().setAll(model.matrix().get().targets());
    String first = nodes.getValue().stream().findFirst().orElse("");
    node.setValue(
        node.getItems().contains(first) ? first : node.getItems().stream().findFirst().orElse(""));
    String print = identity.key().map(PublicKeyLine::fingerprint).orElse("");
    Question.ask(
        overlay,
        Texts.get(using ? "identities.use.title" : "identities.copy.title"),
        Texts.get(using ? "identities.use.sentence" : "identities.copy.sentence", print),
        List.of(new VBox(node)),
        List.of(
            new Question.Answer(
                Texts.get(using ? "identities.use.do" : "identities.copy.do"),
                "success",
                () -> apply(identity, node.getValue(), using))),
        () -> {});
  }

  private void apply(Identity identity, String node, boolean using) {
    model.work(
        () -> {
          if (using) {
            desk.identities().use(node, Optional.of(identity));
          } else {
            return desk.identities().copy(node, identity.key().orElseThrow());
          }
          return true;
        },
        done -> {
          refresh();
          if (!using && !done) {
            remembered.setText(Texts.get("identities.had", node));
          }
        },
        failed);
  }
}
