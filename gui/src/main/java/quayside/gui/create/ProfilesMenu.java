package quayside.gui.create;

import java.util.LinkedHashSet;
import java.util.List;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import quayside.core.create.Offer;
import quayside.core.model.Profile;
import quayside.gui.fx.Texts;

/** A button with the profiles that the instance will have, and a list to choose others. */
final class ProfilesMenu extends MenuButton {
  private static final double WIDTH = 180;

  private final CreateViewModel model;

  ProfilesMenu(CreateViewModel model) {
    this.model = model;
    setId("create-profiles");
    setAccessibleText(Texts.get("create.profiles"));
    setMinWidth(WIDTH);
    setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(this, Priority.SOMETIMES);
    model
        .offer()
        .subscribe(_ -> {
          look();
          fill();
        });
    model.profiles.subscribe(_ -> look());
    model.kind.subscribe(_ -> look());
    model.original.subscribe(_ -> look());
    setOnShowing(_ -> fill());
  }

  private void look() {
    List<String> names = model.effectiveProfiles();
    setText(names.isEmpty() ? Texts.get("create.profiles.none") : String.join(", ", names));
  }

  private void fill() {
    var names = new LinkedHashSet<>(model.effectiveProfiles()); // also one that is not there
    model.offer().get().map(Offer::profiles).orElse(List.of()).stream()
        .map(Profile::name)
        .forEach(names::add);
    getItems().setAll(names.stream().map(this::item).toList());
  }

  private CheckMenuItem item(String name) {
    CheckMenuItem item = new CheckMenuItem(name);
    item.setMnemonicParsing(false);
    item.setSelected(model.effectiveProfiles().contains(name));
    item.selectedProperty().subscribe((_, wanted) -> model.profile(name, wanted));
    return item;
  }
}
