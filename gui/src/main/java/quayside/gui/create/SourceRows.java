package quayside.gui.create;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import quayside.core.create.Offer;
import quayside.core.model.Container;
import quayside.core.model.ContainerRef;
import quayside.core.model.Image;
import quayside.gui.create.CreateViewModel.Kind;
import quayside.gui.fx.Figures;
import quayside.gui.fx.Form;
import quayside.gui.fx.Segments;
import quayside.gui.fx.States;
import quayside.gui.fx.Texts;

/** What it is made from: the kinds, and the row of the chosen one. */
final class SourceRows {
  private static final double CHOICE = 150;

  private final CreateViewModel model;
  private final Form form;

  SourceRows(CreateViewModel model, Form form) {
    this.model = model;
    this.form = form;
  }

  /**
   * Adds them.
   *
   * @param nodes that can be chosen; images of others need others
   */
  void add(List<String> nodes, ZoneId zone) {
    List<Kind> kinds =
        Arrays.stream(Kind.values()).filter(kind -> kind != Kind.NODE || nodes.size() > 1).toList();
    form.row("create.from", Segments.of("create.from.", kinds, model.kind));
    image();
    imageOfNode(nodes);
    form.row(
        is(Kind.SERVER),
        "create.server",
        Fields.field("server", model.server, "https://"),
        Fields.field("alias", model.alias, Texts.get("create.alias.prompt")));
    copy(zone);
  }

  private ObservableBooleanValue is(Kind kind) {
    return model.kind.isEqualTo(kind);
  }

  private void image() {
    ComboBox<Optional<Image>> image =
        Fields.wide("image", "create.image.none", of -> of.map(SourceRows::words).orElse(""));
    form.row(is(Kind.IMAGE), "create.image", image);
    model
        .offer()
        .subscribe(offer -> Fields.offer(image, offer.map(Offer::images).orElse(List.of())));
    Fields.bind(image, model.image);
  }

  private void imageOfNode(List<String> nodes) {
    ComboBox<String> owner = Fields.box("owner", "create.owner.none", Function.identity());
    owner.setMinWidth(CHOICE);
    model.node.subscribe(here ->
        owner.getItems().setAll(nodes.stream().filter(name -> !name.equals(here)).toList()));
    owner.valueProperty().subscribe((_, now) -> model.other.node.set(now == null ? "" : now));
    model.other.node.subscribe(now -> owner.setValue(now.isEmpty() ? null : now));
    ComboBox<Optional<Image>> image =
        Fields.wide("other", "", of -> of.map(SourceRows::words).orElse(""));
    model.other.all().subscribe(all -> Fields.offer(image, all));
    Fields.bind(image, model.other.image);
    image
        .disableProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> model.other.all().get().isEmpty(), model.other.all()));
    form.row(is(Kind.NODE), "create.owner", owner, image);
  }

  private void copy(ZoneId zone) {
    ComboBox<Optional<ContainerRef>> original =
        Fields.wide("original", "create.original.none", of -> of.map(SourceRows::words).orElse(""));
    ComboBox<Optional<String>> state = Fields.wide("state", "", _ -> "");
    States.bind(model.state, state, zone);
    state.disableProperty().bind(model.original.map(Optional::isEmpty));
    CheckBox snapshots = Fields.check("snapshots", model.snapshots);
    snapshots.disableProperty().bind(model.state.chosen.map(Optional::isPresent));
    form.row(is(Kind.COPY), "create.original", original);
    form.row(is(Kind.COPY), "create.state", state, snapshots);
    var note =
        Bindings.createStringBinding(
            () -> model.kind.get() == Kind.COPY ? model.state.note().get() : "",
            model.kind,
            model.state.note());
    form.said("create-state-note", note).getStyleClass().add("muted");
    model
        .offer()
        .subscribe(offer ->
            Fields.offer(
                original,
                offer.map(Offer::instances).orElse(List.of()).stream()
                    .map(Container::ref)
                    .toList()));
    Fields.bind(original, model.original);
  }

  private static String words(Image image) {
    return Texts.get(
        "create.image.words",
        image.label(),
        image.description().isBlank() ? image.architecture() : image.description(),
        Figures.bytes(image.size()));
  }

  private static String words(ContainerRef ref) {
    return ref.pool().equals("default")
        ? ref.id()
        : Texts.get("create.original.words", ref.id(), ref.pool());
  }
}
