package quayside.gui.create;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import quayside.core.create.Objection;
import quayside.core.create.Offer;
import quayside.core.migrate.Finding;
import quayside.gui.fx.Form;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Lines;
import quayside.gui.fx.Overlay;
import quayside.gui.fx.Texts;

/** Asks for a new instance. Closing it changes nothing of one that was begun. */
public final class CreateDialog {
  private static final double WIDTH = 640;
  private static final double CHOICE = 180;

  private final CreateViewModel model;
  private final Overlay overlay;
  private final Form form = new Form();
  private final VBox root = Icons.styled(new VBox(14), "dialog");

  private CreateDialog(CreateViewModel model, Overlay overlay) {
    this.model = model;
    this.overlay = overlay;
  }

  /**
   * Opens it and asks the node.
   *
   * @param nodes that can be chosen
   * @param zone where the moments of snapshots are read
   */
  public static void open(CreateViewModel model, Overlay overlay, List<String> nodes, ZoneId zone) {
    new CreateDialog(model, overlay).show(nodes, zone);
  }

  private void show(List<String> nodes, ZoneId zone) {
    TextField name = Fields.field("name", model.name, Texts.get("create.name.prompt"));
    place(nodes);
    form.row("create.name", name);
    said(Objection.Part.NAME);
    new SourceRows(model, form).add(nodes, zone);
    said(Objection.Part.SOURCE);
    form.row("create.profiles", new ProfilesMenu(model));
    said(Objection.Part.PROFILES);
    form.row(
        "create.storage",
        pools(),
        Fields.field("size", model.size, Texts.get("create.size.prompt")));
    said(Objection.Part.STORAGE);
    form.row("create.config", settings());
    said(Objection.Part.SETTINGS);
    form.row(
        "create.then",
        Fields.check("start", model.starting),
        Fields.check("ephemeral", model.ephemeral));
    Label trouble = form.said("create-trouble", model.trouble());
    trouble.getStyleClass().add("danger-text");
    Label title = Icons.styled(new Label(Texts.get("create.title")), "title");
    root.setPrefWidth(WIDTH);
    root.getChildren().addAll(title, form, foot());
    model
        .done()
        .subscribe(begun -> {
          if (begun) overlay.close(root);
        });
    overlay.show(root, name, () -> {});
    model.ask();
  }

  private void place(List<String> nodes) {
    ComboBox<String> node = Fields.box("node", "", Function.identity());
    node.getItems().setAll(nodes);
    node.setValue(model.node.get());
    node.valueProperty()
        .subscribe((_, now) -> {
          if (now != null && !now.equals(model.node.get())) {
            model.node.set(now);
            model.ask();
          }
        });
    ComboBox<String> project = Fields.box("project", "", Function.identity());
    model
        .offer()
        .subscribe(offer -> {
          List<String> names = offer.map(Offer::projects).orElse(List.of());
          if (!project.getItems().equals(names)) {
            project.getItems().setAll(names);
          }
          if (names.contains(model.project.get())) {
            project.setValue(model.project.get());
          }
        });
    project
        .valueProperty()
        .subscribe((_, now) -> {
          if (now != null && !now.equals(model.project.get())) {
            model.project.set(now);
            model.ask();
          }
        });
    Label in = Icons.styled(new Label(Texts.get("create.project")), "muted");
    in.setLabelFor(project);
    form.row("create.node", node, in, project);
    said(Objection.Part.PROJECT);
  }

  private ComboBox<String> pools() {
    ComboBox<String> pools = Fields.box("pool", "create.pool.usual", this::pool);
    pools.setMinWidth(CHOICE);
    model
        .offer()
        .subscribe(offer -> {
          String before = model.pool.get();
          pools.getItems().setAll("");
          offer.ifPresent(known -> pools.getItems().addAll(known.pools().keySet()));
          pools.setValue(before);
        });
    pools.valueProperty().subscribe((_, now) -> model.pool.set(now == null ? "" : now));
    model.pool.subscribe(pools::setValue);
    return pools;
  }

  private String pool(String name) {
    String driver =
        model.offer().get().map(offer -> offer.pools().getOrDefault(name, "")).orElse("");
    return name.isEmpty()
        ? Texts.get("create.pool.usual")
        : Texts.get("create.pool.words", name, driver);
  }

  /** A line with one setting each. */
  private TextArea settings() {
    TextArea lines = new TextArea();
    lines.setId("create-config");
    lines.setAccessibleText(Texts.get("create.config"));
    lines.setPromptText(Texts.get("create.config.prompt"));
    lines.setPrefRowCount(2);
    lines.textProperty().bindBidirectional(model.settings.text);
    Lines.leaveByTab(lines);
    HBox.setHgrow(lines, Priority.ALWAYS);
    return lines;
  }

  /** A line for what there is to say about a part: what is only missing yet is no fault. */
  private void said(Objection.Part part) {
    var said = model.said(part);
    Label line =
        form.said(
            "create-said-" + part.name().toLowerCase(Locale.ROOT),
            said.map(found -> found.map(each -> each.finding().sentence()).orElse("")));
    said.subscribe(
        found -> line.getStyleClass().setAll("label", found.map(this::style).orElse("muted")));
  }

  private String style(Objection objection) {
    String code = objection.finding().code();
    if (code.equals("name-missing") || code.equals("source-missing")) {
      return "muted";
    }
    return objection.finding().severity() == Finding.Severity.BLOCKER
        ? "danger-text"
        : "warning-text";
  }

  private Node foot() {
    ProgressIndicator busy = new ProgressIndicator();
    busy.setPrefSize(16, 16);
    busy.setMinSize(16, 16);
    busy.visibleProperty().bind(model.asking());
    busy.managedProperty().bind(model.asking());
    Label remark = Icons.styled(new Label(), "muted");
    remark.setId("create-remark");
    remark.setMinWidth(0);
    remark.textProperty().bind(model.remark());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Button cancel = new Button(Texts.get("cancel"));
    cancel.setMinWidth(Region.USE_PREF_SIZE);
    cancel.setOnAction(_ -> overlay.close(root));
    Button go = Icons.styled(new Button(Texts.get("create.do")), "success");
    go.setId("create-go");
    go.setMinWidth(Region.USE_PREF_SIZE);
    go.setDefaultButton(true);
    go.disableProperty().bind(model.ready().not());
    go.setOnAction(_ -> model.start());
    return Icons.styled(new HBox(8, busy, remark, gap, cancel, go), "dialog-foot", "center-left");
  }
}
