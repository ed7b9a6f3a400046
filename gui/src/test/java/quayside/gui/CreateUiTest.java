package quayside.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import quayside.core.create.CreateRequest;
import quayside.core.create.CreateRequest.Options;
import quayside.core.fleet.NodeView;
import quayside.core.model.ContainerRef;
import quayside.core.model.NewInstance.Source;
import quayside.gui.fake.Mixed;

/** New instances: where they can be asked for, and what is asked. */
class CreateUiTest extends FakeWindow {
  @Override
  void prepare() {
    List<NodeView> fleet = new ArrayList<>(Mixed.fleet());
    NodeView last = fleet.removeLast();
    fleet.add(
        new NodeView(
            last.node(),
            last.status(),
            last.facts(),
            List.of(),
            last.asOf(),
            last.problem(),
            last.nextTry()));
    gallery.fleet.show(fleet);
  }

  private void open(String node) throws Exception {
    clickOn(node);
    until(() -> shows("#create"));
    clickOn("#create");
    until(() ->
        shows("#create-name")
            && lookup("#create-remark").queryAs(Labeled.class).getText().contains("settle"));
  }

  /** What somebody presses; the dialog grows and moves while lines come and go. */
  private void fire(String query) {
    interact(() -> lookup(query).queryAs(ButtonBase.class).fire());
  }

  private void choose(String query, String choice) {
    ComboBox<String> box = lookup(query).query();
    interact(() -> box.setValue(choice));
  }

  private void profile(String name) {
    interact(() ->
        lookup("#create-profiles").queryAs(MenuButton.class).getItems().stream()
            .filter(item -> name.equals(item.getText()))
            .map(CheckMenuItem.class::cast)
            .forEach(item -> item.setSelected(!item.isSelected())));
  }

  private String text(String query) {
    return lookup(query).queryAs(Labeled.class).getText();
  }

  private CreateRequest begun() throws Exception {
    until(() -> gallery.creations.started.size() == 1);
    until(() -> !shows("#create-name"));
    return gallery.creations.started.getFirst();
  }

  @Test
  void onlyNodesThatCanAreAskedForNewOnes() throws Exception {
    clickOn("harbor-b");
    until(() -> shows("mail") || shows("#containers"));
    assertFalse(shows("#create"));
    push(KeyCode.CONTEXT_MENU);
    until(() -> shows("Import an archive…"));
    assertFalse(shows("New instance…"));
    push(KeyCode.ESCAPE);
    clickOn("#containers");
    push(KeyCode.N);
    assertFalse(shows("#create-name"));
    clickOn("ams-incus-1");
    until(() -> shows("#create"));
    push(KeyCode.CONTEXT_MENU);
    clickOn("New instance…");
    until(() -> shows("#create-name"));
    assertEquals("ams-incus-1", lookup("#create-node").queryAs(ComboBox.class).getValue());
    assertEquals(3, lookup("#create-node").queryAs(ComboBox.class).getItems().size());
  }

  /** With nothing but keys: the name, and Enter. */
  @Test
  void aNameIsEnough() throws Exception {
    clickOn("ams-incus-1");
    until(() -> shows("web-01"));
    clickOn("web-01");
    push(KeyCode.N);
    until(() -> shows("#create-name"));
    until(() -> lookup("#create-remark").queryAs(Labeled.class).getText().contains("settle"));
    assertFalse(can("#create-go"));
    write("web-01");
    until(() -> text("#create-said-name").contains("already"));
    assertFalse(can("#create-go"));
    write("_");
    until(() -> text("#create-said-name").contains("letters, digits and dashes"));
    push(KeyCode.BACK_SPACE).write("-new");
    until(() -> can("#create-go"));
    push(KeyCode.ENTER);
    assertEquals(
        new CreateRequest(
            "ams-incus-1",
            "default",
            "web-01-new",
            new Source.Local("debian/12"),
            new Options(Optional.empty(), Optional.empty(), Optional.empty(), false, true)),
        begun());
  }

  @Test
  void everythingCanBeChosen() throws Exception {
    open("ams-incus-1");
    write("n1");
    profile("limits");
    profile("default");
    until(() -> text("#create-said-storage").contains("choose a pool"));
    assertFalse(can("#create-go"));
    assertEquals("limits", text("#create-profiles"));
    choose("#create-pool", "plain");
    until(() -> can("#create-go"));
    interact(() -> lookup("#create-size").queryAs(TextField.class).setText("1.5G"));
    until(() -> text("#create-said-storage").contains("whole number"));
    interact(() -> lookup("#create-size").queryAs(TextField.class).setText("8 GiB"));
    until(() -> text("#create-said-storage").contains("may grow beyond"));
    fire("#create-start");
    fire("#create-ephemeral");
    fire("#create-go");
    assertEquals(
        new Options(
            Optional.of(List.of("limits")), Optional.of("plain"), Optional.of("8GiB"), true, false),
        begun().options());
  }

  @Test
  void itIsMadeFromAServersImageOrFromNothing() throws Exception {
    open("ams-incus-1");
    write("n1");
    fire("#create-from-server");
    until(() -> text("#create-said-source").contains("which image"));
    assertEquals(
        "https://images.linuxcontainers.org",
        lookup("#create-server").queryAs(TextField.class).getText());
    interact(() -> lookup("#create-alias").queryAs(TextField.class).setText("alpine/3.20"));
    until(() -> can("#create-go"));
    fire("#create-from-empty");
    assertTrue(can("#create-go"));
    assertFalse(shows("#create-alias") || shows("#create-image"));
    fire("#create-from-server");
    fire("#create-go");
    assertEquals(
        new Source.Remote("https://images.linuxcontainers.org", "simplestreams", "alpine/3.20"),
        begun().source());
  }

  /** With nothing but keys; who has no image says so, and an image here needs no other node. */
  @Test
  void itIsMadeFromAnImageOfAnotherNode() throws Exception {
    open("ams-incus-1");
    write("n1");
    tabTo("#create-from-image");
    push(KeyCode.RIGHT);
    until(() -> text("#create-said-source").contains("Choose the node"));
    assertFalse(can("#create-other"));
    tabTo("#create-owner");
    push(KeyCode.DOWN).push(KeyCode.DOWN);
    until(() -> text("#create-said-source").equals("lxd-old has no images."));
    assertFalse(can("#create-go"));
    push(KeyCode.UP);
    until(() -> can("#create-go"));
    tabTo("#create-other");
    push(KeyCode.DOWN);
    choose("#create-node", "ams-incus-2");
    until(() -> text("#create-said-source").contains("Choose the node"));
    choose("#create-owner", "ams-incus-1");
    until(() -> can("#create-go"));
    choose("#create-node", "lxd-old");
    choose("#create-owner", "ams-incus-2");
    until(() -> can("#create-other"));
    tabTo("#create-other");
    push(KeyCode.DOWN);
    until(() -> can("#create-go"));
    tabTo("#create-size");
    push(KeyCode.ENTER);
    assertEquals(new Source.OfNode("ams-incus-2", "ubuntu/24.04"), begun().source());
  }

  @Test
  void anotherNodeThatDoesNotAnswerSaysSo() throws Exception {
    gallery.creations.silent.add("ams-incus-2");
    open("ams-incus-1");
    write("n1");
    fire("#create-from-node");
    choose("#create-owner", "ams-incus-2");
    until(() -> text("#create-said-source").contains("does not answer"));
    assertFalse(can("#create-go"));
    fire("#create-from-image");
    until(() -> can("#create-go"));
  }

  /** Tab leads out of the lines; what may be a secret or is no setting hinders. */
  @Test
  void settingsAreTyped() throws Exception {
    open("ams-incus-1");
    write("n1");
    tabTo("#create-config");
    write("limits.memory");
    until(() -> text("#create-said-settings").contains("“limits.memory” is not KEY=VALUE"));
    assertFalse(can("#create-go"));
    write("=2GiB");
    push(KeyCode.ENTER);
    write("environment.KEY=hush-typed");
    until(() -> text("#create-said-settings").contains("environment.KEY may be a secret"));
    assertFalse(text("#create-said-settings").contains("hush"));
    assertFalse(can("#create-go"));
    push(KeyCode.SHIFT, KeyCode.HOME);
    push(KeyCode.BACK_SPACE);
    until(() -> can("#create-go"));
    tabTo("#create-go");
    push(KeyCode.ENTER);
    assertEquals(Map.of("limits.memory", "2GiB"), begun().options().config());
  }

  @Test
  void aCopyIsOfASnapshot() throws Exception {
    open("ams-incus-1");
    write("twin");
    fire("#create-from-copy");
    ComboBox<Optional<ContainerRef>> original = lookup("#create-original").query();
    interact(() -> original.setValue(original.getItems().getFirst()));
    until(() -> text("#create-said-source").contains("lost power"));
    until(() -> lookup("#create-state").queryAs(ComboBox.class).getItems().size() > 3);
    tabTo("#create-state");
    push(KeyCode.DOWN).push(KeyCode.DOWN);
    until(() -> !shows("#create-said-source"));
    assertFalse(can("#create-snapshots"));
    ContainerRef first = original.getValue().orElseThrow();
    interact(() -> original.setValue(original.getItems().get(1)));
    until(() -> can("#create-snapshots"));
    interact(() -> original.setValue(Optional.of(first)));
    until(() -> lookup("#create-state").queryAs(ComboBox.class).getItems().size() > 3);
    tabTo("#create-state");
    push(KeyCode.DOWN);
    until(() -> can("#create-go"));
    push(KeyCode.TAB);
    fire("#create-go");
    assertEquals(
        new Source.Copy("default", first.id(), Optional.of("daily-20261121"), false),
        begun().source());
  }

  /** The chosen one is offered; it runs, which is said and does not hinder. */
  @Test
  void aCopyIsOfTheChosenOne() throws Exception {
    clickOn("ams-incus-1");
    until(() -> shows("web-01"));
    clickOn("web-01");
    clickOn("#create");
    until(() -> shows("#create-name"));
    write("twin");
    fire("#create-from-copy");
    until(() -> text("#create-said-source").contains("lost power"));
    assertEquals("default, web", text("#create-profiles"));
    fire("#create-snapshots");
    until(() -> can("#create-go"));
    fire("#create-go");
    CreateRequest wish = begun();
    assertEquals(new Source.Copy("default", "web-01", Optional.empty(), false), wish.source());
    assertEquals(Optional.empty(), wish.options().profiles());
  }

  @Test
  void anEmptyNodeOffersTheFirstOne() throws Exception {
    clickOn("lxd-old");
    until(() -> shows("#create-first"));
    fire("#create-first");
    until(() -> shows("#create-name"));
    write("1st");
    until(() -> text("#create-said-name").contains("On LXD"));
  }

  @Test
  void anotherProjectHasOtherImages() throws Exception {
    open("ams-incus-1");
    write("n1");
    until(() -> can("#create-go"));
    choose("#create-project", "shop");
    until(() -> text("#create-said-source").contains("Choose an image"));
    assertFalse(can("#create-go"));
  }

  /** A node that does not answer says so, and another one can be chosen. */
  @Test
  void aSilentNodeSaysSo() throws Exception {
    gallery.creations.silent.add("ams-incus-2");
    open("ams-incus-1");
    write("n1");
    choose("#create-node", "ams-incus-2");
    until(() -> shows("#create-trouble") && text("#create-trouble").contains("does not answer"));
    assertFalse(can("#create-go"));
    choose("#create-node", "ams-incus-1");
    until(() -> can("#create-go"));
    assertFalse(shows("#create-trouble"));
  }
}
