package quayside.gui.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import quayside.core.migrate.Finding;
import quayside.core.transfer.Checked;
import quayside.gui.fx.ChoiceWords;
import quayside.gui.fx.Figures;
import quayside.gui.fx.FindingLine;
import quayside.gui.fx.Form;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Overlay;
import quayside.gui.fx.Texts;

/** The frame of both dialogs: title, form, the way with its reason, findings, and the buttons. */
final class PlanDialog<R> {
  private static final double WIDTH = 680;
  private static final double MOST = 250; // pixels of findings; the rest is scrolled to
  private static final Duration PAUSE = Duration.millis(350);

  private final Plan<R> plan;
  private final Overlay overlay;
  private final Runnable check;
  private final Function<R, String> about;
  private final Function<Plan.Found<R>, List<Button>> fixes;
  private final VBox root = Icons.styled(new VBox(14), "dialog");
  private final Form form = new Form();
  private final VBox findings = new VBox(8);
  private final PauseTransition typed = new PauseTransition(PAUSE);
  private final Button go = Icons.styled(new Button(), "success");

  /**
   * A dialog.
   *
   * @param about tells several wishes apart
   * @param fixes the buttons of a finding
   */
  PlanDialog(
      Plan<R> plan,
      Overlay overlay,
      Runnable check,
      Function<R, String> about,
      Function<Plan.Found<R>, List<Button>> fixes) {
    this.plan = plan;
    this.overlay = overlay;
    this.check = check;
    this.about = about;
    this.fixes = fixes;
    typed.setOnFinished(_ -> check.run());
  }

  /**
   * Puts it together and shows it. Enter starts it wherever the keyboard is, once nothing is in the
   * way.
   *
   * @param first gets the keyboard
   */
  void open(String title, String where, Node first, String action, Runnable start) {
    Label head = Icons.styled(new Label(title), "title");
    head.setMinWidth(0);
    Label from = Icons.styled(new Label(where), "muted");
    from.setMinWidth(0);
    ScrollPane scroll = Icons.styled(new ScrollPane(findings), "edge-to-edge");
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    findings
        .heightProperty()
        .subscribe(high -> scroll.setPrefHeight(Math.min(MOST, high.doubleValue() + 2)));
    scroll.setMinHeight(0);
    scroll.setMaxHeight(MOST);
    findings.setId("transfer-findings");
    Label method = new Label();
    method.setId("transfer-method");
    method.setWrapText(true);
    method.textProperty().bind(plan.first().map(seen -> seen.map(this::method).orElse("")));
    method.setMinHeight(Region.USE_PREF_SIZE);
    method.visibleProperty().bind(method.textProperty().isNotEmpty());
    method.managedProperty().bind(method.visibleProperty());
    go.setText(action);
    go.setId("transfer-go");
    go.setDefaultButton(true);
    // what was typed a moment ago is not checked yet
    go.disableProperty()
        .bind(plan.ready().not().or(typed.statusProperty().isEqualTo(Animation.Status.RUNNING)));
    go.setOnAction(_ -> start.run());
    root.setPrefWidth(WIDTH);
    root.getChildren().addAll(new HBox(12, head, from), form, method, scroll, foot());
    ((HBox) root.getChildren().getFirst()).setAlignment(Pos.BASELINE_LEFT);
    plan.found().addListener((ListChangeListener<Plan.Found<R>>) _ -> show());
    plan.checking().subscribe(on -> findings.setDisable(on));
    plan.done()
        .subscribe(on -> {
          if (on) overlay.close(root);
        });
    overlay.show(root, first, typed::stop);
    check.run();
  }

  /** What will be done, and what it means. */
  private String method(Checked checked) {
    List<String> words = new ArrayList<>();
    if (!checked.method().isEmpty()) {
      words.add(Texts.get("transfer.method", checked.method()));
    }
    if (checked.preflight().bytes().isPresent()) {
      words.add(
          Texts.get("transfer.bytes", Figures.bytes(checked.preflight().bytes().getAsLong())));
    }
    checked
        .preflight()
        .stop()
        .filter(stop -> !stop.isZero())
        .ifPresent(stop -> words.add(Texts.get("plan.switch.stop", Figures.time(stop))));
    return String.join(" · ", words);
  }

  private HBox foot() {
    ProgressIndicator busy = new ProgressIndicator();
    busy.setPrefSize(16, 16);
    busy.setMinSize(16, 16);
    busy.visibleProperty().bind(plan.checking());
    busy.managedProperty().bind(plan.checking());
    Label remark = Icons.styled(new Label(), "muted");
    remark.setId("transfer-remark");
    remark.setMinWidth(0);
    remark.textProperty().bind(plan.remark());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Button cancel = new Button(Texts.get("cancel"));
    cancel.setOnAction(_ -> overlay.close(root));
    go.setMinWidth(Region.USE_PREF_SIZE);
    cancel.setMinWidth(Region.USE_PREF_SIZE);
    return Icons.styled(new HBox(8, busy, remark, gap, cancel, go), "dialog-foot", "center-left");
  }

  private void show() {
    boolean many = plan.wishes().size() > 1;
    findings.getChildren().clear();
    List<String> fine = new ArrayList<>();
    for (Plan.Found<R> found : plan.found()) {
      if (found.finding().severity() == Finding.Severity.OK) {
        fine.add(found.finding().sentence());
      } else {
        String whose = many ? about.apply(found.wish()) : "";
        findings.getChildren().add(FindingLine.of(found.finding(), whose, fixes.apply(found)));
      }
    }
    if (!fine.isEmpty()) {
      findings.getChildren().add(FindingLine.fine(fine));
    }
  }

  /** Adds a row to the form. */
  void row(String key, Node... fields) {
    form.row(key, fields);
  }

  /**
   * Adds a row to the form that is there only at times.
   *
   * @param shown when
   */
  void row(ObservableBooleanValue shown, String key, Node... fields) {
    form.row(shown, key, fields);
  }

  /** A field that asks again a moment after it was typed into. */
  TextField field(String id, String key, SimpleStringProperty value, String prompt) {
    TextField field = new TextField();
    field.setId(id);
    field.setAccessibleText(Texts.get(key));
    field.setPromptText(prompt);
    field.textProperty().bindBidirectional(value);
    HBox.setHgrow(field, Priority.ALWAYS);
    value.addListener(_ -> typed.playFromStart());
    return field;
  }

  /** A choice among ways; the empty one is preflight's. */
  ComboBox<String> ways(SimpleStringProperty way, List<String> names) {
    ComboBox<String> box = new ComboBox<>();
    box.setId("transfer-way");
    box.setAccessibleText(Texts.get("transfer.way"));
    box.getItems().add("");
    box.getItems().addAll(names);
    box.setConverter(
        new ChoiceWords<>(
            Texts.get("transfer.way.auto"),
            name -> name.isEmpty() ? Texts.get("transfer.way.auto") : name));
    box.valueProperty().bindBidirectional(way);
    way.addListener(_ -> check.run());
    return box;
  }
}
