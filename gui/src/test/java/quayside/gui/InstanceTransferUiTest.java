package quayside.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.driver.NativeArchives.Packing;
import quayside.core.transfer.BackupOptions;
import quayside.gui.fake.Mixed;

/** What the dialogs of exports and imports ask where the node is an Incus or LXD server. */
class InstanceTransferUiTest extends FakeWindow {
  @TempDir private Path folder = Path.of("");

  @Override
  void prepare() {
    gallery.fleet.show(Mixed.fleet());
  }

  @Test
  void anExportAsksForSnapshotsAndFormatAndStopsNothingUnasked() throws Exception {
    clickOn("ams-incus-1");
    until(() -> shows("web-01"));
    clickOn("web-01");
    push(KeyCode.E);
    until(() -> shows("Export web-01") && shows("#export-optimized"));
    clickOn("#packing-zstd");
    clickOn("#export-snapshots");
    clickOn("#export-optimized");
    until(() -> can("#transfer-go"));
    clickOn("#transfer-go");
    until(() -> gallery.transfers.exported.size() == 1);
    var started = gallery.transfers.exported.getFirst();
    assertEquals(Packing.ZSTD, started.packing());
    assertEquals(new BackupOptions(false, true), started.backup());
    assertFalse(started.consistent());
  }

  @Test
  void anImportAsksForTheProjectAndNotForAUser() throws Exception {
    gallery.transfers.settled.add("delete-staged");
    gallery.picker.answers.add(Files.writeString(folder.resolve("web.tar"), "not looked at here"));
    clickOn("ams-incus-1");
    push(KeyCode.CONTEXT_MENU);
    clickOn("Import an archive…");
    until(() -> shows("Import web.tar") && shows("#import-project"));
    assertFalse(shows("#import-user") || shows("#import-dataset"));
    assertTrue(shows("#import-pool"));
    clickOn("#import-id").write("web-7");
    until(() -> can("#transfer-go")); // what the check finds moves the fields below
    clickOn("#import-project").write("shop");
    until(() -> can("#transfer-go"));
    clickOn("#transfer-go");
    until(() -> gallery.transfers.imported.size() == 1);
    var options = gallery.transfers.imported.getFirst().options();
    assertEquals(Optional.of("shop"), options.project());
    assertEquals(Optional.of("web-7"), options.asId());
    assertEquals(Optional.empty(), options.asUser());
  }
}
