package quayside.gui.keys;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import quayside.core.keys.TrustCell;
import quayside.core.keys.TrustCell.State;
import quayside.core.problem.Problem;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Overlay;
import quayside.gui.fx.Question;
import quayside.gui.fx.Texts;
import quayside.gui.keys.TrustViewModel.Deed;

/** Who may send to whom: the grid, what is to be said about the chosen cells, and what to do. */
final class TrustView extends VBox {
  private final TrustViewModel model;
  private final KeyDesk desk;
  private final Overlay overlay;
  private final Consumer<Problem> failed;
  private final MatrixView grid;

  TrustView(TrustViewModel model, KeyDesk desk, Overlay overlay, Consumer<Problem> failed) {
    super(8);
    this.model = model;
    this.desk = desk;
    this.overlay = overlay;
    this.failed = failed;
    grid = new MatrixView(model, this::ask);
    Label empty = Icons.styled(new Label(Texts.get("trust.empty")), "muted");
    empty.visibleProperty().bind(model.matrix().map(m -> m.sources().isEmpty()));
    StackPane field = new StackPane(grid, empty);
    field.setMinHeight(120);
    VBox.setVgrow(field, Priority.ALWAYS);
    getChildren().addAll(field, legend(), details());
  }

  /** The grid gets the keyboard. */
  void focus() {
    grid.requestFocus();
  }

  private static Node legend() {
    HBox line = Icons.styled(new HBox(18), "center-left");
    for (State state : List.of(State.AUTHORISED, State.RESTRICTED, State.REFUSED, State.UNKNOWN)) {
      Label label =
          new Label(
              Texts.get("trust.state." + MatrixCell.word(state)),
              Icons.silent(MatrixCell.sign(state)));
      label.setGraphicTextGap(6);
      line.getChildren().add(Icons.styled(label, "small", MatrixCell.style(state)));
    }
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    line.getChildren().addAll(gap, Icons.styled(new Label(Texts.get("trust.keys")), "small"));
    return line;
  }

  private Node details() {
    Label sentence = Icons.styled(new Label(), "strong");
    sentence.setId("trust-sentence");
    sentence.setWrapText(true);
    HBox.setHgrow(sentence, Priority.ALWAYS);
    sentence.setMaxWidth(Double.MAX_VALUE);
    sentence.setMinWidth(0);
    VBox lines = new VBox(3);
    Button test = button("trust.test", Feather.ZAP, Deed.TEST);
    Button limited = new Button(Texts.get("trust.limited"));
    limited.setId("trust-limited");
    limited.setOnAction(_ -> AuthoriseDialog.forCells(model, overlay, failed));
    Button authorise = button("trust.authorise", Feather.CHECK, Deed.AUTHORISE);
    authorise.getStyleClass().add("success");
    Button revoke = button("trust.revoke", Feather.X, Deed.REVOKE);
    Button host = new Button(Texts.get("trust.hostkey"));
    host.setId("trust-hostkey");
    host.setOnAction(_ -> hostKey());
    Runnable look =
        () -> {
          sentence.setText(model.sentence());
          lines.getChildren().setAll(model.details().stream().map(TrustView::wrapped).toList());
          boolean idle = !model.busy().get();
          test.setDisable(!idle || model.of(Deed.TEST).isEmpty());
          authorise.setDisable(!idle || model.of(Deed.AUTHORISE).isEmpty());
          limited.setDisable(authorise.isDisabled());
          revoke.setDisable(!idle || model.of(Deed.REVOKE).isEmpty());
          host.setDisable(!idle || model.cells().size() != 1);
        };
    model.chosen().subscribe(look);
    model.matrix().subscribe(look);
    model.busy().subscribe(look);
    HBox buttons = Icons.styled(new HBox(8, test, host, revoke, limited, authorise), "center-left");
    buttons.setMinWidth(Region.USE_PREF_SIZE);
    HBox top = Icons.styled(new HBox(16, sentence, buttons), "center-left");
    VBox card = Icons.styled(new VBox(6, top, lines), "card");
    card.setMinHeight(112);
    return card;
  }

  private static Label wrapped(String line) {
    Label label = Icons.styled(new Label(line), "small");
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }

  private Button button(String key, Feather icon, Deed deed) {
    Button button = new Button(Texts.get(key), Icons.silent(icon));
    button.setId(key.replace('.', '-'));
    button.setOnAction(_ -> ask(deed));
    return button;
  }

  /** Asks where something is taken away, or done at several places. */
  private void ask(Deed deed) {
    List<TrustCell> cells = model.of(deed);
    if (cells.isEmpty() || model.busy().get()) {
      return;
    }
    boolean making = cells.stream().anyMatch(c -> c.key().isEmpty());
    if (deed == Deed.TEST || (deed == Deed.AUTHORISE && cells.size() == 1 && !making)) {
      model.act(deed, failed);
      return;
    }
    String names =
        String.join(
            ", ",
            cells.stream().limit(6).map(c -> c.source().node() + " → " + c.target()).toList());
    String more = cells.size() > 6 ? Texts.get("trust.more", cells.size() - 6) : "";
    boolean revoking = deed == Deed.REVOKE;
    String sentence =
        Texts.get(revoking ? "trust.revoke.sentence" : "trust.authorise.sentence", names + more);
    Question.ask(
        overlay,
        Texts.get(revoking ? "trust.revoke.title" : "trust.authorise.title", cells.size()),
        making && !revoking ? sentence + " " + Texts.get("trust.making") : sentence,
        List.of(),
        List.of(
            new Question.Answer(
                Texts.get(revoking ? "trust.revoke" : "trust.authorise"),
                revoking ? "danger" : "success",
                () -> model.act(deed, failed))),
        () -> {});
  }

  private void hostKey() {
    TrustCell cell = model.cells().getFirst();
    String source = cell.source().node();
    model.work(
        () -> desk.hostKeys().between(source, cell.target()),
        seen -> PeerKeyDialog.open(overlay, model, desk, source, cell.target(), seen, failed),
        failed);
  }
}
