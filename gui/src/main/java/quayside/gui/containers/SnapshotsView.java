package quayside.gui.containers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import quayside.core.fleet.InstanceChange;
import quayside.core.model.ContainerRef;
import quayside.core.model.InstanceSnapshot;
import quayside.core.problem.Problem;
import quayside.gui.fx.Figures;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Overlay;
import quayside.gui.fx.Question;
import quayside.gui.fx.Texts;

/** The snapshots of the chosen instance, beside the table. */
public final class SnapshotsView extends VBox {
  private final SnapshotsViewModel model;
  private final Overlay overlay;
  private final BiConsumer<ContainerRef, String> clone;
  private final Consumer<Problem> failed;
  private final ListView<InstanceSnapshot> list;

  /**
   * A view of snapshots.
   *
   * @param overlay where questions are asked
   * @param clone wants a clone of an instance as a snapshot keeps it
   * @param failed hears what went wrong
   */
  public SnapshotsView(
      SnapshotsViewModel model,
      Overlay overlay,
      BiConsumer<ContainerRef, String> clone,
      Consumer<Problem> failed) {
    this.model = model;
    this.overlay = overlay;
    this.clone = clone;
    this.failed = failed;
    getStyleClass().add("snapshots");
    list = new ListView<>(model.shown());
    list.setId("snapshots");
    list.setAccessibleText(Texts.get("fact.snapshots"));
    list.setCellFactory(_ -> new Cell());
    Label empty = Icons.styled(new Label(), "muted");
    empty.setWrapText(true);
    empty.textProperty().bind(model.note());
    list.setPlaceholder(Icons.styled(new VBox(empty), "empty"));
    list.setOnKeyPressed(event -> {
      if (event.getCode() == KeyCode.DELETE) {
        chosen().ifPresent(this::askDelete);
      } else if (event.getCode() == KeyCode.ENTER) {
        chosen().ifPresent(this::askRestore);
      } else if (event.getCode() == KeyCode.M && event.isShiftDown()) {
        chosen().ifPresent(this::cloneAway);
        event.consume();
      }
    });
    VBox.setVgrow(list, Priority.ALWAYS);
    Button take = new Button(Texts.get("snapshots.take"), Icons.silent(Feather.CAMERA));
    take.setId("take-snapshot");
    take.setOnAction(_ -> askTake());
    take.setMinWidth(Region.USE_PREF_SIZE);
    take.disableProperty().bind(model.busy());
    Button cloning =
        Icons.button(
            Feather.COPY, Texts.get("snapshots.clone"), () -> chosen().ifPresent(this::cloneAway));
    cloning.setId("clone-snapshot");
    Button restore =
        Icons.button(
            Feather.ROTATE_CCW,
            Texts.get("snapshots.restore"),
            () -> chosen().ifPresent(this::askRestore));
    restore.setId("restore-snapshot");
    Button delete =
        Icons.button(
            Feather.TRASH_2,
            Texts.get("snapshots.delete"),
            () -> chosen().ifPresent(this::askDelete));
    delete.setId("delete-snapshot");
    for (Button button : List.of(cloning, restore, delete)) {
      button.getStyleClass().add("bordered");
      button
          .disableProperty()
          .bind(list.getSelectionModel().selectedItemProperty().isNull().or(model.busy()));
    }
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    getChildren()
        .addAll(
            list,
            Icons.styled(
                new HBox(8, take, gap, cloning, restore, delete), "center-left", "snapshot-tools"));
  }

  private Optional<InstanceSnapshot> chosen() {
    return Optional.ofNullable(list.getSelectionModel().getSelectedItem());
  }

  private void cloneAway(InstanceSnapshot snapshot) {
    model.container().ifPresent(ref -> clone.accept(ref, snapshot.name()));
  }

  private String container() {
    return model.container().map(ref -> ref.id()).orElse("");
  }

  private void askTake() {
    TextField name = new TextField(model.freshName());
    name.setId("snapshot-name");
    name.setAccessibleText(Texts.get("snapshots.name"));
    Question.ask(
        overlay,
        Texts.get("snapshots.take.title", container()),
        Texts.get("snapshots.take.sentence"),
        List.of(name),
        List.of(
            new Question.Answer(
                Texts.get("snapshots.take.do"),
                "success",
                () ->
                    model.change(new InstanceChange.TakeSnapshot(name.getText().strip()), failed))),
        () -> {});
    name.selectAll();
  }

  private void askRestore(InstanceSnapshot snapshot) {
    Question.ask(
        overlay,
        Texts.get("snapshots.restore.title", container(), snapshot.name()),
        Texts.get("snapshots.restore.sentence", container(), taken(snapshot)),
        List.of(),
        List.of(
            new Question.Answer(
                Texts.get("snapshots.restore.do"),
                "danger",
                () -> model.change(new InstanceChange.RestoreSnapshot(snapshot.name()), failed))),
        () -> {});
  }

  private void askDelete(InstanceSnapshot snapshot) {
    Question.ask(
        overlay,
        Texts.get("snapshots.delete.title", snapshot.name()),
        Texts.get("snapshots.delete.sentence", container(), taken(snapshot)),
        List.of(),
        List.of(
            new Question.Answer(
                Texts.get("snapshots.delete.do"),
                "danger",
                () -> model.change(new InstanceChange.DeleteSnapshot(snapshot.name()), failed))),
        () -> {});
  }

  private String taken(InstanceSnapshot snapshot) {
    return snapshot
        .created()
        .map(at -> Figures.moment(at, model.clock().getZone()))
        .orElse(Texts.get("snapshots.unknown"));
  }

  /** A snapshot on two lines: its name; when it was taken, how large it is, how long it stays. */
  private final class Cell extends ListCell<InstanceSnapshot> {
    private final Label name = Icons.styled(new Label(), "strong");
    private final Label about = Icons.styled(new Label(), "small");
    private final Node both = new VBox(2, name, about);

    @Override
    protected void updateItem(InstanceSnapshot snapshot, boolean empty) {
      super.updateItem(snapshot, empty);
      setGraphic(empty || snapshot == null ? null : both);
      if (!empty && snapshot != null) {
        name.setText(snapshot.name());
        List<String> words = new ArrayList<>();
        words.add(taken(snapshot));
        if (snapshot.size().isPresent()) {
          words.add(Figures.bytes(snapshot.size().getAsLong()));
        }
        snapshot
            .expires()
            .map(at ->
                Texts.get("snapshots.until", at.atZone(model.clock().getZone()).toLocalDate()))
            .ifPresent(words::add);
        if (snapshot.stateful()) {
          words.add(Texts.get("snapshots.stateful"));
        }
        about.setText(String.join(" · ", words));
      }
    }
  }
}
