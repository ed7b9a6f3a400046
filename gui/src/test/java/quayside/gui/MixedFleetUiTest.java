package quayside.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import quayside.core.migrate.IncusOptions;
import quayside.gui.fake.Mixed;

/** Nodes of all kinds in one window, and how new ones come in. */
class MixedFleetUiTest extends FakeWindow {

  @Override
  void prepare() {
    gallery.fleet.show(Mixed.fleet());
  }

  private Set<String> words(String query) {
    return lookup(query).queryAll().stream()
        .filter(Labeled.class::isInstance)
        .map(node -> Objects.requireNonNullElse(((Labeled) node).getText(), ""))
        .collect(Collectors.toSet());
  }

  @Test
  void eachNodeSaysItsKind() throws Exception {
    until(() -> words(".badge").equals(Set.of("osctl", "incus", "lxd")));
    clickOn("ams-incus-1");
    until(() -> words(".label").stream().anyMatch(text -> text.startsWith("Incus 6.0.4")));
    clickOn("lxd-old");
    until(() -> words(".label").stream().anyMatch(text -> text.startsWith("LXD 5.0.2")));
  }

  @Test
  void anInstanceShowsProjectProfilesAndPool() throws Exception {
    clickOn("ams-incus-1");
    until(() -> shows("mail"));
    clickOn("mail");
    until(() -> words(".details .label").contains("ams-incus-1 · project shop"));
    Set<String> said = words(".details .label");
    assertTrue(
        said.containsAll(Set.of("Profiles", "default, web", "Pool", "Snapshots")), said + "");
    assertFalse(said.contains("User"), said + "");
  }

  @Test
  void whatAMoveLeftIsMarkedAndExplained() throws Exception {
    clickOn("ams-incus-1");
    until(() -> shows("old-wiki"));
    until(() -> words("#containers .warning-text").equals(Set.of("half copy")));
    interact(() -> lookup("#filter").queryTextInputControl().setText("half copy"));
    until(() -> !shows("web-01"));
    clickOn("old-wiki");
    until(() ->
        words(".details .label").stream().anyMatch(text -> text.startsWith("It is the half copy")));
    interact(() -> lookup("#filter").queryTextInputControl().clear());
    until(() -> shows("web-01"));
    clickOn("web-01");
    until(() ->
        words(".details .label").stream().noneMatch(text -> text.startsWith("It is the half")));
  }

  @Test
  void whatRunsThereIsStopped() throws Exception {
    clickOn("ams-incus-1");
    until(() -> shows("web-01"));
    clickOn("web-01");
    clickOn("#action-stop");
    until(() -> gallery.fleet.asked.contains("STOP ams-incus-1:web-01"));
  }

  @Test
  void whatDoesNotEndByItselfIsStoppedByForceAfterAWarning() throws Exception {
    clickOn("ams-incus-1");
    until(() -> shows("web-01"));
    clickOn("web-01").clickOn("#more").clickOn("#menu-force");
    until(() -> shows("Stop by force?"));
    String sentence =
        "ams-incus-1:web-01 is stopped at once: what runs in it gets no time to end,"
            + " and what is not written to disk yet is lost.";
    assertTrue(words(".dialog .label").contains(sentence), () -> words(".dialog .label") + "");
    push(KeyCode.ENTER); // which answers nothing that loses something
    push(KeyCode.ESCAPE);
    until(() -> !shows("Stop by force?"));
    assertFalse(gallery.fleet.asked.toString().contains("STOP"), gallery.fleet.asked.toString());
    clickOn("#more").clickOn("#menu-force");
    until(() -> shows("Stop by force?"));
    clickOn("Stop by force");
    until(() -> gallery.fleet.asked.contains("STOP by force ams-incus-1:web-01"));
    until(() -> !shows("Stop by force?"));
  }

  @Test
  void stoppingByForceIsOfferedOnlyWhereItIsPossible() throws Exception {
    clickOn("ams-incus-1");
    until(() -> shows("old-wiki"));
    clickOn("build-7").clickOn("#more").clickOn("#menu-force");
    String gone = "Stopping also deletes what is ephemeral, with all its files:";
    until(() -> words(".dialog .label").toString().contains(gone + " ams-incus-1:build-7."));
    push(KeyCode.ESCAPE);
    clickOn("old-wiki").clickOn("#more");
    until(() -> shows("#menu-rename"));
    assertFalse(shows("#menu-force"), "it is stopped");
    push(KeyCode.ESCAPE);
    clickOn("harbor-a");
    until(() -> shows("web-01"));
    clickOn("web-01").clickOn("#more");
    until(() -> shows("#menu-rename"));
    assertFalse(shows("#menu-force"), "its node cannot");
  }

  @Test
  void anAddressByHttpsAsksForATokenInsteadOfALogin() throws Exception {
    clickOn("#add-node");
    until(() -> shows("Add a node"));
    write("ams-3");
    assertTrue(shows("#user") && shows("#sudo") && !shows("#token"));
    clickOn("#address").write("https://10.0.7.3");
    until(() -> shows("#token") && shows("#certificate"));
    for (String bySsh : Set.of("#user", "#sudo", "#identity")) {
      assertFalse(shows(bySsh), bySsh);
    }
    clickOn("#token").write("hush-token");
    assertTrue(lookup("#token").query() instanceof PasswordField);
    clickOn("#save");
    until(() -> gallery.fleet.asked.contains("add ams-3 https://10.0.7.3"));
    int trusted = gallery.fleet.asked.indexOf("introduce https://10.0.7.3 hush-token");
    int known = gallery.fleet.asked.indexOf("kind https://10.0.7.3");
    assertTrue(trusted >= 0 && trusted < known, gallery.fleet.asked.toString());
    until(() -> !shows(".dialog"));
  }

  @Test
  void theKeyboardAloneIsEnough() throws Exception {
    clickOn("#add-node");
    until(() -> shows("Add a node"));
    write("ams-3");
    push(KeyCode.TAB);
    write("https://10.0.7.3");
    push(KeyCode.TAB);
    push(KeyCode.TAB);
    write("hush-token");
    assertEquals("hush-token", ((TextInputControl) lookup("#token").<Node>query()).getText());
    push(KeyCode.ENTER);
    until(() -> gallery.fleet.asked.contains("add ams-3 https://10.0.7.3"));
  }

  @Test
  void settingsAndDevicesOfAMoveAreTypedWithoutAMouse() throws Exception {
    gallery.moves.special = IncusOptions.DEFAULT;
    clickOn("ams-incus-1");
    until(() -> shows("web-01"));
    clickOn("web-01").push(KeyCode.M).push(KeyCode.DOWN);
    until(() -> can("#go"));
    String fine = words(".fine-note .label").toString();
    assertTrue(fine.contains("Its last refresh goes through this computer"), fine);
    clickOn("#advanced").clickOn("#config");
    write("limits.cpu=2");
    push(KeyCode.TAB);
    write("eth0");
    until(() -> words(".danger-note .label").toString().contains("“eth0” is no device"));
    assertFalse(can("#go"));
    write(",type=nic,network=lan");
    until(() -> can("#go"));
    clickOn("#go");
    until(() -> !gallery.moves.started.isEmpty());
    assertEquals(
        IncusOptions.DEFAULT
            .withConfig(Map.of("limits.cpu", "2"))
            .withDevices(Map.of("eth0", Map.of("type", "nic", "network", "lan"))),
        gallery.moves.started.getFirst().options().special());
  }

  @Test
  void theTestFindsOutTheKindAndSaysIt() throws Exception {
    clickOn("#add-node");
    until(() -> shows("Add a node"));
    write("ams-3");
    clickOn("#address").write("https://10.0.7.3");
    clickOn("#test");
    until(() -> words("#answer").iterator().next().startsWith("It works: Incus 24.05"));
  }
}
